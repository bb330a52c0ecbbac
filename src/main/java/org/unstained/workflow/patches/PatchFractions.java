package org.unstained.workflow.patches;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVPrinter;
import org.unstained.cells.PlaneCells;
import org.unstained.workflow.files.CsvMerge;

/**
 * How much of each plane is what: the patches of each class as a part of those that aren't empty,
 * and the mean probability of each class over them.
 *
 * @param classes of the model, in its order
 * @param rows one a plane
 */
public record PatchFractions(List<String> classes, List<Row> rows) {

  /**
   * One plane.
   *
   * @param patches all of them
   * @param empty those without a class
   * @param fractions of the classes, which add up to 1; NaN if all patches are empty
   * @param probabilities means of the classes; NaN if all patches are empty
   */
  public record Row(
      String image,
      int frame,
      int slice,
      int patches,
      int empty,
      double[] fractions,
      double[] probabilities) {}

  public PatchFractions {
    classes = List.copyOf(classes);
    rows = List.copyOf(rows);
  }

  /** A row for each plane. */
  public static PatchFractions of(PatchResult result) {
    List<Row> rows = new ArrayList<>();
    for (PlaneCells plane : result.planes())
      rows.add(PatchTally.of(result, plane).row(plane.image(), plane.frame(), plane.slice()));
    return new PatchFractions(result.classes(), rows);
  }

  /** The same of other planes: a row for each, in their order. */
  public PatchFractions at(List<PlaneCells> planes) {
    List<Row> placed = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      placed.add(
          new Row(
              planes.get(i).image(),
              planes.get(i).frame(),
              planes.get(i).slice(),
              row.patches,
              row.empty,
              row.fractions,
              row.probabilities));
    }
    return new PatchFractions(classes, placed);
  }

  /** Writes the table as CSV. */
  public void write(Path file) throws IOException {
    try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(file), CsvMerge.FORMAT)) {
      csv.printRecord(columns());
      for (Row row : rows) {
        List<Object> cells = new ArrayList<>();
        cells.addAll(List.of(row.image, row.frame, row.slice, row.patches, row.empty));
        for (double fraction : row.fractions) cells.add(fraction);
        for (double probability : row.probabilities) cells.add(probability);
        csv.printRecord(cells);
      }
    }
  }

  /** {@code image, frame, slice, patches, empty, fraction_<class>…, mean_p_<class>…}. */
  public List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("image", "frame", "slice", "patches", "empty"));
    classes.forEach(name -> columns.add("fraction_" + name));
    classes.forEach(name -> columns.add("mean_p_" + name));
    return columns;
  }
}
