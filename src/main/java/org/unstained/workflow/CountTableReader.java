package org.unstained.workflow;

import ij.measure.ResultsTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVRecord;
import org.unstained.annotation.CsvFile;

/**
 * Reads cells to be counted from a table of ours, one row a cell. Needed is a column {@code image};
 * {@code frame}, {@code slice}, {@code channel}, {@code class} and {@code score} as far as they are
 * there.
 *
 * <p>A table has no row for a plane without cells. Where a folder run's {@value
 * OutputNames#SUMMARY} lies beside the file, it says which planes were worked on.
 */
final class CountTableReader {
  private static final class Rows {
    final List<CountInput.Found> cells = new ArrayList<>();
    final Set<CountInput.Plane> worked = new HashSet<>();
    int frames = 1;
    int slices = 1;

    void reaches(CountInput.Plane plane) {
      frames = Math.max(frames, plane.frame());
      slices = Math.max(slices, plane.slice());
    }
  }

  private final String from;
  private final Map<String, Rows> images = new LinkedHashMap<>();
  private final Set<String> classes = new LinkedHashSet<>();

  private CountTableReader(String from) {
    this.from = from;
  }

  /**
   * @param file a table, or a folder that a folder run has written
   * @throws IOException if the file can't be read or has no column {@code image}, or something in
   *     it isn't a number that should be; names file and line
   */
  static CountInputs read(Path file) throws IOException {
    Path table = Files.isDirectory(file) ? file.resolve(OutputNames.ALL_CELLS) : file;
    if (!Files.isRegularFile(table))
      throw new NoSuchFileException(
          table.toString(),
          null,
          "there is no such table. Give a CSV file of cells, or the results of a folder run");
    CountTableReader reader = new CountTableReader(table.toString());
    Path summary = table.resolveSibling(OutputNames.SUMMARY);
    if (table.getFileName().toString().equals(OutputNames.ALL_CELLS) && Files.exists(summary))
      each(summary, reader::worked); // first, for its order of images
    each(table, reader::cell);
    return reader.inputs();
  }

  /**
   * @throws IllegalArgumentException as {@link #read(Path)}
   */
  static CountInputs read(ResultsTable table, String title) {
    List<String> columns = List.of(table.getHeadings());
    if (table.size() == 0 || !columns.contains("image"))
      throw new IllegalArgumentException(
          "The table '%s' holds no cells. Run Detect Cells or Segment Cells with a table first, or count another source."
              .formatted(title));
    CountTableReader reader = new CountTableReader("the table '" + title + "'");
    for (String column : columns) reader.known(column);
    for (int i = 0; i < table.size(); i++) {
      int row = i;
      reader.cell(
          column -> columns.contains(column) ? table.getStringValue(column, row) : "",
          "row " + (row + 1));
    }
    return reader.inputs();
  }

  private interface Line {
    void take(UnaryOperator<String> row, String where);
  }

  private static void each(Path file, Line line) throws IOException {
    CsvFile.read(
        file,
        rows -> {
          List<String> columns = rows.getHeaderNames();
          if (!columns.contains("image"))
            throw new IOException(
                "%s is no table of cells: it has no column 'image', only %s. Give a table of Unstained's"
                    .formatted(file, String.join(", ", columns)));
          String header = String.join("\n", columns);
          line.take(column -> column.isEmpty() ? header : "", "");
          for (CSVRecord row : rows)
            try {
              line.take(
                  column -> row.isSet(column) ? row.get(column).strip() : "",
                  "%s, line %d".formatted(file, row.getRecordNumber() + 1));
            } catch (IllegalArgumentException e) {
              throw new IOException(e.getMessage(), e);
            }
          return null;
        });
  }

  /** A class that cells could have had. */
  private void known(String column) {
    if (column.startsWith("p_") && column.length() > 2) classes.add(column.substring(2));
  }

  private Rows of(String image, String where) {
    if (image.isEmpty()) throw new IllegalArgumentException(where + " names no image");
    return images.computeIfAbsent(image, name -> new Rows());
  }

  private void worked(UnaryOperator<String> row, String where) {
    if (where.isEmpty()) return;
    CountInput.Plane plane = plane(row, where);
    Rows rows = of(row.apply("image"), where);
    rows.worked.add(plane);
    rows.reaches(plane);
  }

  private void cell(UnaryOperator<String> row, String where) {
    if (where.isEmpty()) {
      for (String column : row.apply("").split("\n")) known(column);
      return;
    }
    CountInput.Plane plane = plane(row, where);
    Rows rows = of(row.apply("image"), where);
    rows.reaches(plane);
    String name = row.apply("class");
    if (!name.isEmpty()) classes.add(name);
    String score = row.apply("score");
    double value = score.isEmpty() ? Double.NaN : number(score, "score", where);
    rows.cells.add(new CountInput.Found(plane, whole(row, "channel", where), name, value));
  }

  private static CountInput.Plane plane(UnaryOperator<String> row, String where) {
    return new CountInput.Plane(whole(row, "slice", where), whole(row, "frame", where));
  }

  /** From 1, which it is where nothing is said. */
  private static int whole(UnaryOperator<String> row, String column, String where) {
    String text = row.apply(column);
    double value = text.isEmpty() ? 1 : number(text, column, where);
    if (value != Math.rint(value) || value < 1 || value > Integer.MAX_VALUE)
      throw new IllegalArgumentException(
          "%s: '%s' should be a whole number from 1 and is '%s'".formatted(where, column, text));
    return (int) value;
  }

  private static double number(String text, String column, String where) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s: '%s' should be a number and is '%s'".formatted(where, column, text));
    }
  }

  private CountInputs inputs() {
    List<CountInput> inputs = new ArrayList<>();
    images.forEach(
        (image, rows) ->
            inputs.add(
                new CountInput(
                    image,
                    image.replace('\\', '/'),
                    rows.frames,
                    rows.slices,
                    rows.cells,
                    rows.worked,
                    Optional.empty())));
    if (inputs.isEmpty())
      throw new IllegalArgumentException(
          from + " holds no cell and names no image: there is nothing to count.");
    return new CountInputs(inputs, classes, from);
  }
}
