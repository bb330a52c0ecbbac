package org.unstained.cells;

import java.util.Arrays;
import java.util.List;

/**
 * The measurements of one cell: a value for each column. All cells of one run share the list of
 * columns. A column's name carries the unit ({@code area_um2}, {@code feret_px}, {@code
 * orientation_deg}); names without one are ratios or intensities. A value that can't be had (the
 * deviation of one pixel, a ratio of zeros) is NaN.
 *
 * @param columns names in the order of the table
 * @param values as many as columns; owned by this record and not to be changed
 */
public record Measurements(List<String> columns, double[] values) {

  public static final Measurements NONE = new Measurements(List.of(), new double[0]);

  public Measurements {
    if (columns.size() != values.length)
      throw new IllegalArgumentException(
          "%d columns but %d values".formatted(columns.size(), values.length));
  }

  /**
   * @throws IllegalArgumentException if there is no such column; the message names those there are
   */
  public double get(String column) {
    int i = columns.indexOf(column);
    if (i < 0)
      throw new IllegalArgumentException("No measurement '" + column + "'; there are " + columns);
    return values[i];
  }

  /** Two are equal if their columns and values are; NaN equals NaN. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Measurements m
        && columns.equals(m.columns)
        && Arrays.equals(values, m.values);
  }

  @Override
  public int hashCode() {
    return 31 * columns.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Measurements[columns=%s, values=%s]".formatted(columns, Arrays.toString(values));
  }
}
