package org.unstained.workflow;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

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

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setIgnoreEmptyLines(true)
          .get();

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
    try (Reader text = Files.newBufferedReader(table, StandardCharsets.UTF_8);
        CSVParser csv = FORMAT.parse(text)) {
      if (!csv.getHeaderNames().contains("file")) return;
      List<String> columns =
          csv.getHeaderNames().stream().filter(name -> name.startsWith("p_")).toList();
      for (String column : columns) classes.add(column.substring(2));
      for (CSVRecord row : csv) {
        List<Double> probabilities = new ArrayList<>();
        for (String column : columns) {
          double p = number(row, column);
          if (!Double.isNaN(p)) probabilities.add(p);
        }
        String file = row.get("file");
        scores.put(
            file.substring(file.lastIndexOf('/') + 1),
            of(text(row, "class"), number(row, "score"), probabilities));
      }
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "%s can't be read as a table (%s). Mend it, or move it out of the folder."
              .formatted(table, e.getMessage()),
          e);
    }
  }

  private static String text(CSVRecord row, String column) {
    return row.isMapped(column) && row.isSet(column) ? row.get(column) : "";
  }

  private static double number(CSVRecord row, String column) {
    String text = text(row, column);
    return text.isBlank() ? Double.NaN : Double.parseDouble(text);
  }
}
