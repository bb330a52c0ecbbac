package org.unstained.overlay;

import ij.measure.ResultsTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The rows of a table that went with the cells that a filter hides.
 *
 * @param rows those that stayed and those that went, with their row in the table of those that went
 * @param table those that went
 * @param left how many rows of the image stayed
 */
record HiddenRows(TakenOut<CellKey, Integer> rows, ResultsTable table, int left) {
  static final HiddenRows NONE = new HiddenRows(new TakenOut<>(), new ResultsTable(), 0);

  /**
   * A table parted in two.
   *
   * @param shown the very table that was given if nothing goes and nothing comes back
   */
  record Parted(ResultsTable shown, HiddenRows hidden) {}

  /**
   * Takes the rows of hidden cells out of a table and brings those of shown ones back. Rows of
   * other images and of others stay.
   *
   * @param now a table with the columns of {@link CellTable}, or any other, which is left alone
   * @param back the cells that were hidden and aren't out of date; rows of others don't come back
   * @param hidden the cells that are to be hidden now
   */
  Parted part(ResultsTable now, String image, Set<CellKey> back, Set<CellKey> hidden) {
    List<CellKey> keys = keys(now, image);
    boolean cleared = left > 0 && keys.stream().noneMatch(key -> key != null);
    boolean others = now.size() > 0 && !hasPlaces(now);
    if (others || cleared) return new Parted(now, NONE);
    boolean goes = keys.stream().anyMatch(hidden::contains);
    boolean comes = rows.out().stream().anyMatch(back::contains);
    if (!goes && !comes) return new Parted(now, NONE);
    Parting parting = new Parting(columns(now), hidden);
    rows.weave(
        IntStream.range(0, now.size()).boxed().toList(),
        keys::get,
        row -> parting.add(now, row, keys.get(row)),
        (key, row) -> {
          if (back.contains(key)) parting.add(table, row, key);
        });
    return parting.parted();
  }

  /** The columns of both, in the order of the table that is shown. */
  private List<String> columns(ResultsTable now) {
    Set<String> columns = new LinkedHashSet<>();
    if (now.size() > 0) columns.addAll(List.of(now.getHeadings()));
    if (table.size() > 0) columns.addAll(List.of(table.getHeadings()));
    return List.copyOf(columns);
  }

  static boolean hasPlaces(ResultsTable table) {
    return CellColumns.PLACE.stream().allMatch(table::columnExists);
  }

  /** The cell of each row, null where it is none of this image. */
  static List<CellKey> keys(ResultsTable table, String image) {
    List<CellKey> keys = new ArrayList<>(table.size());
    boolean places = hasPlaces(table);
    int[] at = new int[5];
    for (int i = 0; places && i < at.length; i++)
      at[i] = table.getColumnIndex(CellColumns.PLACE.get(i));
    for (int row = 0; row < table.size(); row++) {
      boolean ours = places && image.equals(table.getStringValue(at[0], row));
      keys.add(
          ours
              ? new CellKey(
                  new PlanePosition(
                      (int) table.getValueAsDouble(at[3], row),
                      (int) table.getValueAsDouble(at[2], row),
                      (int) table.getValueAsDouble(at[1], row)),
                  (int) table.getValueAsDouble(at[4], row))
              : null);
    }
    return keys;
  }

  /** Row by row into one of two tables. */
  private static final class Parting {
    private final List<String> columns;
    private final Set<CellKey> hidden;
    private final ResultsTable stay = CellTable.empty();
    private final ResultsTable go = CellTable.empty();
    private final TakenOut<CellKey, Integer> rows = new TakenOut<>();
    private int left;

    Parting(List<String> columns, Set<CellKey> hidden) {
      this.columns = columns;
      this.hidden = hidden;
      for (String column : columns) {
        stay.getFreeColumn(column);
        go.getFreeColumn(column);
      }
    }

    void add(ResultsTable from, int row, CellKey key) {
      boolean goes = key != null && hidden.contains(key);
      ResultsTable to = goes ? go : stay;
      if (goes) rows.goes(key, go.size());
      else rows.stays(key);
      if (!goes && key != null) left++;
      to.addRow();
      for (int column = 0; column < columns.size(); column++) {
        int source = from.getColumnIndex(columns.get(column));
        if (source == ResultsTable.COLUMN_NOT_FOUND) {
          to.setValue(column, to.size() - 1, "");
          continue;
        }
        double value = from.getValueAsDouble(source, row);
        if (Double.isNaN(value))
          to.setValue(column, to.size() - 1, from.getStringValue(source, row));
        else to.setValue(column, to.size() - 1, value);
      }
    }

    Parted parted() {
      CellTable.setDecimals(stay);
      return new Parted(stay, new HiddenRows(rows, go, left));
    }
  }
}
