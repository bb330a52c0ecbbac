package org.unstained.workflow.counts;

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
import org.unstained.annotation.CellRow;
import org.unstained.annotation.CellTableReader;
import org.unstained.workflow.files.OutputNames;

/**
 * Reads cells to be counted from a table of ours, one row a cell. Needed is a column {@code image};
 * {@code frame}, {@code slice}, {@code channel}, {@code class} and {@code score} as far as they are
 * there.
 *
 * <p>A table has no row for a plane without cells. Where a folder run's {@value
 * OutputNames#SUMMARY} lies beside the file, it says which planes were worked on.
 */
public final class CountTableReader {
  private static final List<String> NEEDED = List.of("image");

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
  public static CountInputs read(Path file) throws IOException {
    Path table = Files.isDirectory(file) ? file.resolve(OutputNames.ALL_CELLS) : file;
    if (!Files.isRegularFile(table))
      throw new NoSuchFileException(
          table.toString(),
          null,
          "there is no such table. Give a CSV file of cells, or the results of a folder run");
    CountTableReader reader = new CountTableReader(table.toString());
    Path summary = table.resolveSibling(OutputNames.SUMMARY);
    if (table.getFileName().toString().equals(OutputNames.ALL_CELLS) && Files.exists(summary))
      CellTableReader.read(
          summary, NEEDED, columns -> reader::worked); // first, for its order of images
    CellTableReader.read(
        table,
        NEEDED,
        columns -> {
          columns.forEach(reader::known);
          return reader::cell;
        });
    return reader.inputs();
  }

  /**
   * @throws IllegalArgumentException as {@link #read(Path)}
   */
  public static CountInputs read(ResultsTable table, String title) {
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
          new CellRow(
              "%s, row %d".formatted(reader.from, row + 1),
              column -> columns.contains(column) ? table.getStringValue(column, row) : ""));
    }
    return reader.inputs();
  }

  /** A class that cells could have had. */
  private void known(String column) {
    if (column.startsWith("p_") && column.length() > 2) classes.add(column.substring(2));
  }

  private Rows of(CellRow row) {
    return images.computeIfAbsent(row.image(), name -> new Rows());
  }

  private void worked(CellRow row) {
    CountInput.Plane plane = plane(row);
    Rows rows = of(row);
    rows.worked.add(plane);
    rows.reaches(plane);
  }

  private void cell(CellRow row) {
    CountInput.Plane plane = plane(row);
    Rows rows = of(row);
    rows.reaches(plane);
    String name = row.text("class");
    if (!name.isEmpty()) classes.add(name);
    rows.cells.add(
        new CountInput.Found(plane, row.whole("channel", 1, 1), name, row.numberOrNone("score")));
  }

  private static CountInput.Plane plane(CellRow row) {
    return new CountInput.Plane(row.whole("slice", 1, 1), row.whole("frame", 1, 1));
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
