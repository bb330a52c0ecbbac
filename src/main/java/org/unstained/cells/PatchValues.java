package org.unstained.cells;

import java.util.List;
import java.util.function.IntFunction;

/**
 * The measurements of all patches of a plane, before patches are made of them: about a hundred
 * bytes a patch. Places count from 0, in the order of the grid.
 */
public final class PatchValues {
  private final PatchGrid grid;
  private final int[] lefts;
  private final int[] tops;
  private final IntFunction<double[]> values;

  /**
   * @param values the figures of a patch by its place
   */
  PatchValues(PatchGrid grid, IntFunction<double[]> values) {
    this.grid = grid;
    this.values = values;
    lefts = grid.lefts();
    tops = grid.tops();
  }

  /** How many patches there are. */
  public int count() {
    return grid.count();
  }

  /** One figure of a patch. */
  public double value(int place, PatchMeasurement which) {
    return values.apply(place)[which.ordinal()];
  }

  /** A patch as a cell without a class, numbered from 1. */
  public Cell cell(int place) {
    return cell(
        place + 1,
        lefts[place % lefts.length],
        tops[place / lefts.length],
        grid.size(),
        values.apply(place));
  }

  static Cell cell(int number, int x, int y, int size, double[] values) {
    Outline square =
        new Outline(
            List.of(
                new Outline.Polygon(
                    new int[] {x, x + size, x + size, x}, new int[] {y, y, y + size, y + size})));
    return new Cell(
        number,
        new Box(x, y, size, size),
        x + size / 2.0,
        y + size / 2.0,
        square,
        new Measurements(PatchMeasurement.COLUMNS, values),
        null);
  }
}
