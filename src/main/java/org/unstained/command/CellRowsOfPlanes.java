package org.unstained.command;

import ij.measure.ResultsTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellTable;

/** The rows of a results table that belong to certain planes of certain images. */
final class CellRowsOfPlanes {
  private CellRowsOfPlanes() {}

  private static final List<String> KEY = List.of("image", "frame", "slice", "channel");

  /** Whether the table has rows of these planes. */
  static boolean holds(ResultsTable table, List<PlaneCells> planes) {
    return isOurs(table) && keys(planes).stream().anyMatch(rowKeys(table)::contains);
  }

  /** A table with the old rows but for those of these planes, then a row for each cell. */
  static ResultsTable replaced(ResultsTable old, List<PlaneCells> planes) {
    ResultsTable rows = CellTable.of(planes);
    Set<String> stale = isOurs(old) ? keys(planes) : Set.of();
    ResultsTable all = CellTable.empty();
    for (int row = 0; row < old.size(); row++)
      if (stale.isEmpty() || !stale.contains(key(old, row))) copy(old, row, all);
    if (all.size() == 0) return rows;
    for (int row = 0; row < rows.size(); row++) copy(rows, row, all);
    return all;
  }

  private static void copy(ResultsTable from, int row, ResultsTable to) {
    to.addRow();
    for (String heading : from.getHeadings()) {
      double value = from.getValue(heading, row);
      if (Double.isNaN(value)) to.addValue(heading, from.getStringValue(heading, row));
      else to.addValue(heading, value);
    }
  }

  private static boolean isOurs(ResultsTable table) {
    return table.size() > 0 && KEY.stream().allMatch(table::columnExists);
  }

  private static Set<String> keys(List<PlaneCells> planes) {
    Set<String> keys = new HashSet<>();
    for (PlaneCells p : planes) keys.add(key(p.image(), p.frame(), p.slice(), p.channel()));
    return keys;
  }

  private static Set<String> rowKeys(ResultsTable table) {
    Set<String> keys = new HashSet<>();
    for (int row = 0; row < table.size(); row++) keys.add(key(table, row));
    return keys;
  }

  private static String key(ResultsTable table, int row) {
    return key(
        table.getStringValue("image", row),
        (int) table.getValue("frame", row),
        (int) table.getValue("slice", row),
        (int) table.getValue("channel", row));
  }

  private static String key(String image, int frame, int slice, int channel) {
    return frame + "/" + slice + "/" + channel + "/" + image;
  }
}
