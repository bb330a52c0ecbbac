package org.unstained.overlay;

import ij.text.TextPanel;
import java.awt.Rectangle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which row of an open table is which cell, and back. It reads what the panel shows, so a table
 * that was sorted, shortened or opened from a file is as good as our own.
 */
final class CellRows {
  /** What makes a row that of one cell. */
  record Key(String image, PlanePosition plane, int number) {}

  private final TextPanel panel;
  private Map<Key, Integer> rows = Map.of();

  CellRows(TextPanel panel) {
    this.panel = panel;
  }

  /** The cell of a row, or null if the row isn't one. */
  Key key(int row) {
    return key(row, places());
  }

  /** The box of a row's cell, or null if the table doesn't say. */
  Rectangle box(int row) {
    int[] places = places();
    String[] line = panel.getLine(row).split("\t", -1);
    double[] box = new double[4];
    for (int i = 0; i < 4; i++) {
      Double value = number(line, places[5 + i]);
      if (value == null) return null;
      box[i] = value;
    }
    int x = (int) Math.floor(box[0]);
    int y = (int) Math.floor(box[1]);
    return new Rectangle(
        x, y, (int) Math.ceil(box[0] + box[2]) - x, (int) Math.ceil(box[1] + box[3]) - y);
  }

  /** The last row of a cell, which is its newest, or -1. */
  int row(Key key) {
    Integer row = rows.get(key);
    if (row == null || row >= panel.getLineCount() || !key.equals(key(row))) {
      read();
      row = rows.get(key);
    }
    return row == null ? -1 : row;
  }

  private void read() {
    int[] places = places();
    Map<Key, Integer> now = new HashMap<>(2 * panel.getLineCount());
    for (int row = 0; row < panel.getLineCount(); row++) {
      Key key = key(row, places);
      if (key != null) now.put(key, row);
    }
    rows = now;
  }

  private Key key(int row, int[] places) {
    if (row < 0 || row >= panel.getLineCount() || places[0] < 0) return null;
    String[] line = panel.getLine(row).split("\t", -1);
    int[] values = new int[4];
    for (int i = 0; i < 4; i++) {
      Double value = number(line, places[1 + i]);
      if (value == null || value < 1) return null;
      values[i] = value.intValue();
    }
    return places[0] < line.length
        ? new Key(line[places[0]], new PlanePosition(values[2], values[1], values[0]), values[3])
        : null;
  }

  /** Where the panel shows each of {@link CellColumns#PLACE}; -1 for none. */
  private int[] places() {
    List<String> headings = List.of(panel.getColumnHeadings().split("\t", -1));
    return CellColumns.PLACE.stream().mapToInt(headings::indexOf).toArray();
  }

  private static Double number(String[] line, int place) {
    if (place < 0 || place >= line.length) return null;
    try {
      return Double.valueOf(line[place]);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
