package org.unstained.workflow.curation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.unstained.annotation.CellRow;
import org.unstained.annotation.CellTableReader;
import org.unstained.annotation.FileText;

/**
 * How sure a model was of a crop.
 *
 * @param className what it said; empty if nobody knows
 * @param score 0–1, NaN if nobody knows
 * @param margin the greatest probability less the second, 0–1: small where the model was in doubt;
 *     without probabilities the score
 * @param entropy of the probabilities in parts of the greatest that there can be, 0–1: great where
 *     the model was in doubt; NaN without probabilities
 */
record CropScores(String className, double score, double margin, double entropy) {
  static final CropScores NONE = new CropScores("", Double.NaN, Double.NaN, Double.NaN);

  /**
   * @param probabilities one for each class, or none
   */
  static CropScores of(String className, double score, List<Double> probabilities) {
    double sum = probabilities.stream().mapToDouble(p -> p).sum();
    if (probabilities.size() < 2 || !(sum > 0))
      return new CropScores(className, score, score, Double.NaN);
    double first = 0;
    double second = 0;
    double entropy = 0;
    for (double p : probabilities) {
      double part = p / sum;
      if (part > first) {
        second = first;
        first = part;
      } else second = Math.max(second, part);
      if (part > 0) entropy -= part * Math.log(part);
    }
    return new CropScores(
        className, score, first - second, entropy / Math.log(probabilities.size()));
  }

  /**
   * Reads the tables of a folder: CSV files with a column {@code file}, such as {@code Crop Cells}
   * writes, and {@code class}, {@code score} and {@code p_<class>} where they have them.
   *
   * @param scores get those of each crop, by the name of its file
   * @param classes get those that have a column, in their order
   * @throws IOException if a table can't be read; names it
   */
  static void read(Path folder, Map<String, CropScores> scores, Set<String> classes)
      throws IOException {
    List<Path> tables;
    try (Stream<Path> files = Files.list(folder)) {
      tables =
          files
              .filter(f -> f.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".csv"))
              .filter(f -> !f.getFileName().toString().equals(CurationLog.NAME))
              .sorted()
              .toList();
    }
    for (Path table : tables) readTable(table, scores, classes);
  }

  private static void readTable(Path table, Map<String, CropScores> scores, Set<String> classes)
      throws IOException {
    CellTableReader.read(
        table,
        List.of(),
        columns -> {
          if (!columns.contains("file")) return row -> {};
          List<String> shares = columns.stream().filter(name -> name.startsWith("p_")).toList();
          for (String column : shares) classes.add(column.substring(2));
          return row -> scores.put(FileText.lastPart(row.text("file")), of(row, shares));
        });
  }

  private static CropScores of(CellRow row, List<String> shares) {
    List<Double> probabilities = new ArrayList<>();
    for (String column : shares) {
      double p = row.numberOrNone(column);
      if (!Double.isNaN(p)) probabilities.add(p);
    }
    return of(row.text("class"), row.numberOrNone("score"), probabilities);
  }
}
