package org.unstained.overlay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.Measurements;
import org.unstained.cells.PlaneCells;

/**
 * The columns of a table of cells and the way from a cell to its row.
 *
 * <p>First where the cell is ({@link #PLACE}), then {@code class} and {@code score}, then {@code
 * p_<class>} for each class, then the measurements. Cells with different classes or measurements
 * can stand in one table: it has the columns of all, in the order in which they come up.
 */
final class CellColumns {
  static final List<String> PLACE =
      List.of(
          "image", "frame", "slice", "channel", "cell", "x_px", "y_px", "width_px", "height_px");

  private static final int CLASS = PLACE.size();
  private static final int SCORE = CLASS + 1;

  /** Takes one row. Columns that get nothing stay blank. */
  interface Row {
    void text(int column, String value);

    void number(int column, double value);
  }

  private final List<String> names;
  private final Map<String, Integer> probabilityColumns = new HashMap<>();
  private final Map<String, Integer> measurementColumns = new HashMap<>();

  // Cells of one run share their list of columns: look its place up once.
  private List<String> lastColumns;
  private int[] lastPlaces;

  private CellColumns(Set<String> classes, Set<String> measurements) {
    List<String> all = new ArrayList<>(PLACE);
    all.add("class");
    all.add("score");
    for (String name : classes) {
      probabilityColumns.put(name, all.size());
      all.add("p_" + name);
    }
    for (String name : measurements) {
      measurementColumns.put(name, all.size());
      all.add(name);
    }
    names = List.copyOf(all);
  }

  /**
   * @throws IllegalArgumentException if two columns would have the same name
   */
  static CellColumns of(List<PlaneCells> planes) {
    Set<String> classes = new LinkedHashSet<>();
    Set<String> measurements = new LinkedHashSet<>();
    List<String> last = null;
    for (PlaneCells plane : planes)
      for (Cell cell : plane.cells()) {
        Classification what = cell.classification();
        if (what != null) classes.addAll(what.probabilities().keySet());
        List<String> columns = cell.measurements().columns();
        if (columns != last) measurements.addAll(columns);
        last = columns;
      }
    CellColumns columns = new CellColumns(classes, measurements);
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (String name : columns.names)
      if (seen.put(name, 1) != null)
        throw new IllegalArgumentException(
            "Two columns of the table would be called '%s'. Rename the class or measurement"
                .formatted(name));
    return columns;
  }

  List<String> names() {
    return names;
  }

  void fill(PlaneCells plane, Cell cell, Row row) {
    row.text(0, plane.image());
    row.number(1, plane.frame());
    row.number(2, plane.slice());
    row.number(3, plane.channel());
    row.number(4, cell.number());
    row.number(5, cell.box().x());
    row.number(6, cell.box().y());
    row.number(7, cell.box().width());
    row.number(8, cell.box().height());
    Classification what = cell.classification();
    if (what != null) {
      row.text(CLASS, what.name());
      row.number(SCORE, what.score());
      what.probabilities().forEach((name, p) -> row.number(probabilityColumns.get(name), p));
    }
    Measurements measured = cell.measurements();
    int[] places = places(measured.columns());
    for (int i = 0; i < places.length; i++) row.number(places[i], measured.values()[i]);
  }

  private int[] places(List<String> columns) {
    if (columns != lastColumns) {
      lastPlaces = columns.stream().mapToInt(measurementColumns::get).toArray();
      lastColumns = columns;
    }
    return lastPlaces;
  }
}
