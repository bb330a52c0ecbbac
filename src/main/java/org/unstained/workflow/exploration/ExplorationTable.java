package org.unstained.workflow.exploration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unstained.cells.Cell;
import org.unstained.cells.Measurements;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellTable;
import org.unstained.workflow.curation.ExploredCell;
import org.unstained.workflow.curation.ExploredCells;

/** Explored cells as CSV files, with the columns of all tables of cells and some of their own. */
public final class ExplorationTable {
  private ExplorationTable() {}

  /**
   * Where each cell is in the plane ({@code tsne_1, tsne_2}) and, if clusters were sought, its
   * cluster ({@code cluster}, from 1; 0 for none), behind its measurements.
   *
   * @throws IOException if the file can't be written; an older one is then as it was
   */
  public static void write(Path file, ExploredCells cells, Exploration found) throws IOException {
    List<String> columns = new ArrayList<>();
    columns.add(found.method().column(0));
    columns.add(found.method().column(1));
    if (found.clusters().count() > 0) columns.add("cluster");
    double[][] values = new double[cells.size()][];
    for (int i = 0; i < values.length; i++) {
      double[] at = found.points()[i];
      values[i] =
          columns.size() == 3
              ? new double[] {at[0], at[1], found.clusters().labels()[i]}
              : new double[] {at[0], at[1]};
    }
    CellTable.writeCsv(file, planes(cells, columns, values, true));
  }

  /**
   * The features that cells were placed by, as they are, with no other measurements.
   *
   * @throws IOException if the file can't be written; an older one is then as it was
   */
  public static void writeFeatures(Path file, ExploredCells cells, FeatureTable features)
      throws IOException {
    CellTable.writeCsv(file, planes(cells, features.columns(), features.rows(), false));
  }

  /** A plane for each cell, so that rows stay in the order of the cells. */
  private static List<PlaneCells> planes(
      ExploredCells cells, List<String> columns, double[][] values, boolean measurements) {
    List<PlaneCells> planes = new ArrayList<>(cells.size());
    List<String> all = null;
    List<String> last = null;
    for (int i = 0; i < cells.size(); i++) {
      ExploredCell one = cells.get(i);
      Cell cell = cells.now(i);
      Measurements own = measurements ? cell.measurements() : Measurements.NONE;
      if (own.columns() != last) {
        all = new ArrayList<>(own.columns());
        all.removeAll(columns);
        all.addAll(columns);
      }
      last = own.columns();
      double[] row = new double[all.size()];
      int at = 0;
      for (int c = 0; c < own.columns().size(); c++)
        if (!columns.contains(own.columns().get(c))) row[at++] = own.values()[c];
      System.arraycopy(values[i], 0, row, at, columns.size());
      planes.add(
          new PlaneCells(
              one.image(),
              one.channel(),
              one.slice(),
              one.frame(),
              List.of(
                  new Cell(
                      cell.number(),
                      cell.box(),
                      cell.x(),
                      cell.y(),
                      cell.outline(),
                      new Measurements(all, row),
                      cell.classification()))));
    }
    return planes;
  }
}
