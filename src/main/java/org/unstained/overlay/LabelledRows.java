package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.text.TextPanel;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Class and score of labelled cells in the rows of a table that is there already. All other columns
 * and rows stay. New cells get a row without measurements.
 */
public final class LabelledRows {
  /** More rows than this are drawn faster all at once. */
  private static final int MOST_LINES = 200;

  private LabelledRows() {}

  /**
   * What became of a table.
   *
   * @param ofImage whether it has rows of the image
   * @param reshaped whether rows went or came
   * @param rows that have other values now
   */
  public record Change(boolean ofImage, boolean reshaped, List<Integer> rows) {}

  /**
   * @param end whether deleted cells lose their rows and new ones get theirs
   */
  public static Change update(ResultsTable table, CellLabelling labelling, boolean end) {
    Change none = new Change(false, false, List.of());
    if (table == null || table.size() == 0 || !HiddenRows.hasPlaces(table)) return none;
    if (!table.columnExists("class") || !table.columnExists("score")) return none;
    ImagePlus imp = labelling.image();
    Map<CellKey, Roi> cells = new HashMap<>();
    for (Roi roi : labelling.cells()) cells.put(CellKey.of(roi, imp), roi);
    List<CellKey> keys = HiddenRows.keys(table, imp.getTitle());
    Set<CellKey> seen = new HashSet<>();
    List<Integer> changed = new ArrayList<>();
    for (int row = 0; row < keys.size(); row++) {
      CellKey key = keys.get(row);
      if (key == null) continue;
      seen.add(key);
      Roi roi = cells.get(key);
      if (roi != null && set(table, row, roi)) changed.add(row);
    }
    if (seen.isEmpty()) return none;
    boolean reshaped = false;
    if (end) {
      for (int row = keys.size() - 1; row >= 0; row--)
        if (keys.get(row) != null && labelling.removedKeys().contains(keys.get(row))) {
          table.deleteRow(row);
          reshaped = true;
        }
      for (Map.Entry<CellKey, Roi> cell : cells.entrySet())
        if (!seen.contains(cell.getKey()) && labelling.isAdded(cell.getValue())) {
          append(table, imp, cell.getKey(), cell.getValue());
          reshaped = true;
        }
    }
    if (reshaped || !changed.isEmpty()) CellTable.setDecimals(table);
    return new Change(true, reshaped, changed);
  }

  private static boolean set(ResultsTable table, int row, Roi roi) {
    String name = Objects.requireNonNullElse(roi.getProperty("class"), "");
    double score = CellProperties.score(roi);
    boolean same =
        name.equals(table.getStringValue("class", row))
            && (name.isEmpty() || score == table.getValue("score", row));
    if (same) return false;
    table.setValue("class", row, name);
    if (Double.isNaN(score)) table.setValue("score", row, "");
    else table.setValue("score", row, score);
    return true;
  }

  private static void append(ResultsTable table, ImagePlus imp, CellKey key, Roi roi) {
    table.addRow();
    int row = table.size() - 1;
    for (String heading : table.getHeadings()) table.setValue(heading, row, "");
    Rectangle box = roi.getBounds();
    int[] place = {
      key.plane().frame(),
      key.plane().slice(),
      key.plane().channel(),
      key.number(),
      box.x,
      box.y,
      box.width,
      box.height
    };
    table.setValue(CellColumns.PLACE.get(0), row, imp.getTitle());
    for (int i = 0; i < place.length; i++)
      table.setValue(CellColumns.PLACE.get(i + 1), row, place[i]);
    set(table, row, roi);
  }

  /** Shows a change of an open table: line by line if there are few. */
  public static void refresh(String title, ResultsTable table, Change change) {
    if (!change.reshaped() && change.rows().isEmpty()) return;
    TextPanel panel = CellTable.panel(title).orElse(null);
    if (panel == null) return;
    boolean lines =
        !change.reshaped()
            && change.rows().size() <= MOST_LINES
            && panel.getLineCount() == table.size();
    if (!lines) {
      table.show(title);
      return;
    }
    for (int row : change.rows()) panel.setLine(row, table.getRowAsString(row));
    panel.updateDisplay();
  }
}
