package org.unstained.workflow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVRecord;
import org.unstained.annotation.CsvFile;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;

/**
 * A table of cells as {@code batch}, {@code Detect Cells...} and the others write it, read back as
 * predictions. Needed are {@code image, x_px, y_px, width_px, height_px}; {@code class}, {@code
 * score} and {@code p_<class>} as far as they are there.
 */
final class PredictionTable {
  /** The class of cells that nobody has classified. */
  static final String CELL = "cell";

  private static final List<String> NEEDED =
      List.of("image", "x_px", "y_px", "width_px", "height_px");

  /** A cell and the line of the table that it stands in. */
  record Row(Detection detection, CSVRecord record) {}

  private final Path file;
  private final List<String> columns;
  private final Map<String, List<Row>> byImage = new LinkedHashMap<>();
  private final List<String> probabilities;
  private boolean classes = true;
  private boolean scores = true;

  private PredictionTable(Path file, List<String> columns) {
    this.file = file;
    this.columns = columns;
    probabilities = columns.stream().filter(c -> c.startsWith("p_") && c.length() > 2).toList();
  }

  /**
   * @throws IOException if the file can't be read, a column is missing or a number isn't one; names
   *     file and line
   */
  static PredictionTable read(Path file) throws IOException {
    return CsvFile.read(
        file,
        rows -> {
          PredictionTable table = new PredictionTable(file, rows.getHeaderNames());
          table.requireColumns();
          table.add(rows.getRecords());
          return table;
        });
  }

  private void requireColumns() throws IOException {
    for (String column : NEEDED)
      if (!columns.contains(column))
        throw new IOException(
            "%s has no column '%s'. A table of predictions needs %s, as Unstained's own tables have; there are: %s."
                .formatted(file, column, String.join(", ", NEEDED), String.join(", ", columns)));
  }

  private void add(List<CSVRecord> records) throws IOException {
    Set<String> names = new TreeSet<>();
    for (CSVRecord record : records) {
      if (text(record, "class").isBlank()) classes = false;
      else names.add(text(record, "class"));
      if (text(record, "score").isBlank()) scores = false;
    }
    if (!classes) names.clear();
    if (names.isEmpty()) names.add(CELL);
    if (hasProbabilities()) for (String p : probabilities) names.add(p.substring(2));
    List<String> all = List.copyOf(names);
    Map<String, Set<String>> planes = new LinkedHashMap<>();
    for (CSVRecord record : records) {
      String image = text(record, "image");
      planes
          .computeIfAbsent(image, i -> new HashSet<>())
          .add(text(record, "frame") + "/" + text(record, "slice"));
      if (planes.get(image).size() > 1)
        throw new IOException(
            "%s has cells of '%s' in more than one slice or frame, but annotations are of images with one plane. Keep the rows of one plane."
                .formatted(file, image));
      byImage.computeIfAbsent(image, i -> new ArrayList<>()).add(row(record, all));
    }
  }

  private Row row(CSVRecord record, List<String> names) throws IOException {
    Box box;
    try {
      box =
          new Box(
              number(record, "x_px"),
              number(record, "y_px"),
              number(record, "width_px"),
              number(record, "height_px"));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s, line %d: %s".formatted(file, record.getRecordNumber() + 1, e.getMessage()));
    }
    String called = classes ? text(record, "class") : CELL;
    double score = scores ? share(record, "score") : 1;
    float[] each = new float[names.size()];
    int type = names.indexOf(called);
    each[type] = (float) score;
    if (hasProbabilities())
      for (String p : probabilities)
        if (!text(record, p).isBlank())
          each[names.indexOf(p.substring(2))] = (float) share(record, p);
    return new Row(new Detection(box, type, score, ClassScores.of(names, each)), record);
  }

  private double share(CSVRecord record, String column) throws IOException {
    double value = number(record, column);
    if (!(value >= 0 && value <= 1))
      throw new IOException(
          "%s, line %d: '%s' is %s, but scores lie within 0 and 1."
              .formatted(file, record.getRecordNumber() + 1, column, text(record, column)));
    return value;
  }

  private double number(CSVRecord record, String column) throws IOException {
    try {
      return Double.parseDouble(text(record, column).strip());
    } catch (NumberFormatException e) {
      throw new IOException(
          "%s, line %d: '%s' should be a number and is '%s'."
              .formatted(file, record.getRecordNumber() + 1, column, text(record, column)));
    }
  }

  private static String text(CSVRecord record, String column) {
    return record.isMapped(column) && record.isSet(column) ? record.get(column) : "";
  }

  /** A value of a row, NaN where the table says none. */
  static double value(Row row, String column) {
    try {
      return Double.parseDouble(text(row.record, column).strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  List<String> columns() {
    return columns;
  }

  /** Cells by the image that the table names. */
  Map<String, List<Row>> byImage() {
    return byImage;
  }

  /** Whether every cell has a class. */
  boolean hasClasses() {
    return classes;
  }

  boolean hasScores() {
    return scores;
  }

  /** Whether there is a score of two classes at least. */
  boolean hasProbabilities() {
    return classes && probabilities.size() > 1;
  }
}
