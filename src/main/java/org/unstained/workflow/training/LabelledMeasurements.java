package org.unstained.workflow.training;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.unstained.annotation.CellTableReader;
import org.unstained.annotation.CsvFile;
import org.unstained.cells.Cell;
import org.unstained.cells.Measurement;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.analysis.MeasureWorkflow;

/**
 * Cells of known class with all their measurements: of one image, or of one table.
 *
 * @param name of the image or the file, for messages
 * @param columns names of the measurements
 * @param rows one a cell; NaN where there is no number
 * @param classes the class of each cell
 * @param groups the image, or another group, of each cell
 * @param unlabelled cells that were left out because they have no class
 */
public record LabelledMeasurements(
    String name,
    List<String> columns,
    List<double[]> rows,
    List<String> classes,
    List<String> groups,
    int unlabelled) {

  private static final CSVFormat TABLE =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .get();

  /**
   * The classified cells of each image's overlay, of all planes; images without such cells are left
   * out.
   *
   * @throws IllegalArgumentException if no image has any
   */
  public static List<LabelledMeasurements> ofImages(List<ImagePlus> images) {
    List<LabelledMeasurements> all = new ArrayList<>();
    for (ImagePlus image : images)
      if (CellOverlay.read(image).stream()
          .flatMap(plane -> plane.cells().stream())
          .anyMatch(cell -> cell.classified().isPresent())) all.add(of(image));
    if (all.isEmpty())
      throw new IllegalArgumentException(
          "No open image has cells with classes%s. Segment cells and give them classes first, or set 'cells' to tables."
              .formatted(images.isEmpty() ? ": none is open" : " in its overlay"));
    return all;
  }

  private static LabelledMeasurements of(ImagePlus image) {
    List<String> columns = null;
    List<double[]> rows = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    int unlabelled = 0;
    for (PlaneCells plane : MeasureWorkflow.ofOverlay(image, image, true))
      for (Cell cell : plane.cells()) {
        if (cell.classified().isEmpty()) {
          unlabelled++;
          continue;
        }
        List<String> there = cell.measurements().columns();
        if (columns == null) columns = there;
        // Boxes have fewer columns than outlines; what either lacks is no number.
        double[] row = new double[columns.size()];
        for (int i = 0; i < row.length; i++) {
          int at = there.indexOf(columns.get(i));
          row[i] = at < 0 ? Double.NaN : cell.measurements().values()[at];
        }
        rows.add(row);
        classes.add(cell.classification().name());
      }
    List<String> groups = java.util.Collections.nCopies(rows.size(), image.getTitle());
    return new LabelledMeasurements(image.getTitle(), columns, rows, classes, groups, unlabelled);
  }

  /**
   * The cells of a CSV file, or of all those in a folder that have a column {@code class}.
   *
   * @param group column that says which cells belong together, such as {@code image}; a table
   *     without it is one group
   * @throws IOException if a file can't be read or is no table; names it
   * @throws IllegalArgumentException if there is no cell with a class
   */
  public static List<LabelledMeasurements> ofTables(Path path, String group) throws IOException {
    List<LabelledMeasurements> all = new ArrayList<>();
    if (Files.isDirectory(path)) {
      List<Path> files;
      try (Stream<Path> list = Files.list(path)) {
        files = list.filter(f -> f.toString().toLowerCase().endsWith(".csv")).sorted().toList();
      }
      for (Path file : files) if (hasClasses(file)) all.add(read(file, group));
      if (all.isEmpty())
        throw new IllegalArgumentException(
            "%s has no CSV file with a column 'class'. Give a folder with such tables, or one file."
                .formatted(path));
    } else if (Files.isRegularFile(path)) {
      if (!hasClasses(path))
        throw new IllegalArgumentException(
            "%s has no column 'class'. Take a table of cells with classes.".formatted(path));
      all.add(read(path, group));
    } else {
      throw new NoSuchFileException(path.toString(), null, "there is no such file or folder");
    }
    if (all.stream().allMatch(table -> table.rows.isEmpty()))
      throw new IllegalArgumentException(
          "%s has no cell with a class: its column 'class' is empty.".formatted(path));
    return all;
  }

  private static boolean hasClasses(Path file) throws IOException {
    return CsvFile.read(file, TABLE, rows -> rows.getHeaderNames().contains("class"));
  }

  private static LabelledMeasurements read(Path file, String group) throws IOException {
    String name = file.getFileName().toString();
    List<String> columns = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    int[] unlabelled = {0};
    CellTableReader.read(
        file,
        TABLE,
        List.of("class"),
        headings -> {
          for (String heading : headings)
            if (Measurement.ofColumn(heading).isPresent()) columns.add(heading);
          boolean grouped = headings.contains(group);
          return row -> {
            if (!row.has("class")) {
              unlabelled[0]++;
              return;
            }
            rows.add(columns.stream().mapToDouble(row::numberOrNone).toArray());
            classes.add(row.text("class"));
            groups.add(grouped ? row.text(group) : name);
          };
        });
    return new LabelledMeasurements(name, columns, rows, classes, groups, unlabelled[0]);
  }
}
