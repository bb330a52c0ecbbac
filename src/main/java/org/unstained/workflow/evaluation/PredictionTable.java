package org.unstained.workflow.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.unstained.annotation.CellRow;
import org.unstained.annotation.CellTableReader;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;

/**
 * A table of cells as {@code batch}, {@code Detect Cells...} and the others write it, read back as
 * predictions. Needed are {@code image, x_px, y_px, width_px, height_px}; {@code class}, {@code
 * score} and {@code p_<class>} as far as they are there.
 */
public final class PredictionTable {
  /** The class of cells that nobody has classified. */
  static final String CELL = "cell";

  /**
   * A cell of the table.
   *
   * @param other what stands in the column that was asked for, NaN where no number does
   */
  public record Row(Detection detection, double other) {}

  /** As it stands in the table, before all classes are known. */
  private record Read(
      String image, Box box, String name, double score, double[] probabilities, double other) {}

  private final List<String> columns;
  private final Map<String, List<Row>> byImage = new LinkedHashMap<>();
  private final List<String> probabilities;
  private boolean classes = true;
  private boolean scores = true;

  private PredictionTable(List<String> columns) {
    this.columns = columns;
    probabilities = columns.stream().filter(c -> c.startsWith("p_") && c.length() > 2).toList();
  }

  /**
   * @param other a column of numbers to be read, too, or nothing
   * @throws IOException if the file can't be read, a column is missing or a number isn't one; names
   *     file and line
   */
  public static PredictionTable read(Path file, String other) throws IOException {
    PredictionTable[] table = new PredictionTable[1];
    List<Read> rows = new ArrayList<>();
    Map<String, String> planes = new HashMap<>();
    CellTableReader.read(
        file,
        CellTableReader.IMAGE_AND_BOX,
        columns -> {
          table[0] = new PredictionTable(columns);
          return row -> {
            requireOnePlane(row, planes);
            rows.add(table[0].read(row, other));
          };
        });
    table[0].add(rows);
    return table[0];
  }

  private static void requireOnePlane(CellRow row, Map<String, String> planes) {
    String plane = row.text("frame") + "/" + row.text("slice");
    String first = planes.putIfAbsent(row.image(), plane);
    if (first != null && !first.equals(plane))
      throw row.fail(
          "there are cells of '%s' in more than one slice or frame, but annotations are of images with one plane. Keep the rows of one plane"
              .formatted(row.image()));
  }

  private Read read(CellRow row, String other) {
    String name = row.text("class");
    double score = row.shareOrNone("score");
    classes &= !name.isEmpty();
    scores &= !Double.isNaN(score);
    double[] each = new double[probabilities.size()];
    for (int i = 0; i < each.length; i++) each[i] = row.shareOrNone(probabilities.get(i));
    return new Read(row.image(), row.box(), name, score, each, row.measurement(other));
  }

  private void add(List<Read> rows) {
    Set<String> names = new TreeSet<>();
    if (classes) for (Read row : rows) names.add(row.name);
    if (names.isEmpty()) names.add(CELL);
    if (hasProbabilities()) for (String p : probabilities) names.add(p.substring(2));
    List<String> all = List.copyOf(names);
    for (Read row : rows)
      byImage.computeIfAbsent(row.image, i -> new ArrayList<>()).add(row(row, all));
  }

  private Row row(Read read, List<String> names) {
    double score = scores ? read.score : 1;
    float[] each = new float[names.size()];
    int type = names.indexOf(classes ? read.name : CELL);
    each[type] = (float) score;
    if (hasProbabilities())
      for (int i = 0; i < read.probabilities.length; i++)
        if (!Double.isNaN(read.probabilities[i]))
          each[names.indexOf(probabilities.get(i).substring(2))] = (float) read.probabilities[i];
    return new Row(new Detection(read.box, type, score, ClassScores.of(names, each)), read.other);
  }

  List<String> columns() {
    return columns;
  }

  /** Cells by the image that the table names. */
  public Map<String, List<Row>> byImage() {
    return byImage;
  }

  /** Whether every cell has a class. */
  boolean hasClasses() {
    return classes;
  }

  /** Whether each row has a score. */
  public boolean hasScores() {
    return scores;
  }

  /** Whether there is a score of two classes at least. */
  boolean hasProbabilities() {
    return classes && probabilities.size() > 1;
  }
}
