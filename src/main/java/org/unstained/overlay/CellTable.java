package org.unstained.overlay;

import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.text.TextPanel;
import ij.text.TextWindow;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

/**
 * Cells as rows: ImageJ's results table and CSV files with the same columns.
 *
 * <p>Columns: {@code image, frame, slice, channel, cell, x_px, y_px, width_px, height_px} (the box
 * in pixels of the full image, origin top left; frame, slice and channel from 1), {@code class,
 * score}, {@code p_<class>} for each class, then the measurements, whose names carry the unit.
 * Names are the same in every locale.
 *
 * <p>What nobody has said stays blank: class, score and probabilities of a cell that isn't
 * classified, and columns that only other cells of the table have. A measurement that can't be had
 * is {@code NaN}.
 *
 * <p>The table shows numbers rounded; it holds, and the file gets, all digits. Whole numbers stand
 * without a decimal point: in the file each, in the table where the whole column is whole.
 */
public final class CellTable {
  /** Digits that count, at least, for the largest number of a column. */
  private static final int SIGNIFICANT_DIGITS = 4;

  private static final int MOST_DECIMALS = 9;
  private static final int LEAST_DECIMALS = 3;

  /** Beyond this, whole numbers have no exact place in a double. */
  private static final double LARGEST_WHOLE = 1L << 53;

  private CellTable() {}

  /** A table without columns and rows, whose window opens quickly however many rows it gets. */
  public static ResultsTable empty() {
    ResultsTable table = new CellResults();
    table.showRowNumbers(false);
    return table;
  }

  /**
   * A table with a row for each cell, not shown. No cells give a table with columns and no row.
   *
   * @throws IllegalArgumentException if two columns would have the same name
   */
  public static ResultsTable of(List<PlaneCells> planes) {
    ResultsTable table = empty();
    CellColumns columns = CellColumns.of(planes);
    columns.names().forEach(table::getFreeColumn);
    append(table, columns, planes);
    return table;
  }

  /**
   * Shows the cells in a table window. If a table with this title and the same columns is open, the
   * rows are appended to it; if it has other columns, it stays and a new one opens under the title
   * with a number behind.
   *
   * @return the title of the table; nothing without a screen
   */
  public static Optional<String> show(String title, List<PlaneCells> planes) {
    if (GraphicsEnvironment.isHeadless()) return Optional.empty();
    CellColumns columns = CellColumns.of(planes);
    String free = title;
    for (int n = 2; WindowManager.getFrame(free) != null; n++) {
      ResultsTable open = ResultsTable.getResultsTable(free);
      if (open != null && List.of(open.getHeadings()).equals(columns.names())) {
        append(open, columns, planes);
        open.show(free);
        return Optional.of(free);
      }
      free = title + "-" + n;
    }
    of(planes).show(free);
    return Optional.of(free);
  }

  /** The text panel of the open table with this title. */
  static Optional<TextPanel> panel(String title) {
    Frame frame = WindowManager.getFrame(title);
    return frame instanceof TextWindow window
        ? Optional.ofNullable(window.getTextPanel())
        : Optional.empty();
  }

  private static void append(ResultsTable table, CellColumns columns, List<PlaneCells> planes) {
    int width = columns.names().size();
    boolean[] filled = new boolean[width];
    CellColumns.Row row =
        new CellColumns.Row() {
          @Override
          public void text(int column, String value) {
            table.setValue(column, table.size() - 1, value);
            filled[column] = true;
          }

          @Override
          public void number(int column, double value) {
            table.setValue(column, table.size() - 1, value);
            filled[column] = true;
          }
        };
    for (PlaneCells plane : planes)
      for (Cell cell : plane.cells()) {
        table.addRow();
        Arrays.fill(filled, false);
        columns.fill(plane, cell, row);
        for (int c = 0; c < width; c++) if (!filled[c]) table.setValue(c, table.size() - 1, "");
      }
    setDecimals(table);
  }

  /** Digits as the numbers of each column need them. */
  static void setDecimals(ResultsTable table) {
    for (int c = 0; c <= table.getLastColumn(); c++) table.setDecimalPlaces(c, decimals(table, c));
  }

  /** None if all numbers of the column are whole, otherwise enough for its largest. */
  private static int decimals(ResultsTable table, int column) {
    boolean whole = true;
    double largest = 0;
    for (int row = 0; row < table.size(); row++) {
      double value = Math.abs(table.getValueAsDouble(column, row));
      if (!Double.isFinite(value)) continue;
      whole &= value == Math.rint(value);
      largest = Math.max(largest, value);
    }
    // ImageJ resets a fixed 0 when it saves the system's table, but not its own format of int
    // values
    if (whole) return largest <= Integer.MAX_VALUE ? ResultsTable.AUTO_FORMAT : 0;
    int before = (int) Math.floor(Math.log10(largest)) + 1;
    return Math.max(LEAST_DECIMALS, Math.min(MOST_DECIMALS, SIGNIFICANT_DIGITS - before));
  }

  /**
   * Writes the cells as CSV: UTF-8, comma, decimal dot, a header row, lines that end in {@code \n},
   * quotes where a text needs them (RFC 4180). An older file is replaced, whole or not at all.
   *
   * @throws IOException if the file can't be written; an older one is then as it was
   * @throws IllegalArgumentException if two columns would have the same name
   */
  public static void writeCsv(Path file, List<PlaneCells> planes) throws IOException {
    WholeFile.write(
        file,
        out -> {
          CellCsvWriter csv = new CellCsvWriter(out, planes);
          for (PlaneCells plane : planes) csv.add(plane);
          csv.flush();
        });
  }

  /** All digits, none after the point if there is nothing to say. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
