package org.unstained.clusters;

/** What all of this package asks of cells. */
final class Rows {
  private Rows() {}

  /**
   * @return how many columns there are
   * @throws IllegalArgumentException if there is no row, no column, rows differ in length or a
   *     number isn't finite
   */
  static int check(double[][] rows) {
    if (rows.length == 0) throw new IllegalArgumentException("There are no cells to group");
    int columns = rows[0].length;
    if (columns == 0) throw new IllegalArgumentException("The cells have no features");
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns)
        throw new IllegalArgumentException(
            "Cell 1 has %d features, but cell %d has %d".formatted(columns, i + 1, rows[i].length));
      for (int c = 0; c < columns; c++)
        if (!Double.isFinite(rows[i][c]))
          throw new IllegalArgumentException(
              "Feature %d of cell %d is %s; leave such cells or features out"
                  .formatted(c + 1, i + 1, rows[i][c]));
    }
    return columns;
  }

  /** The squared Euclidean distance. */
  static double squared(double[] p, double[] q) {
    double sum = 0;
    int c = 0;
    // Four at once: the order of Blocks, so that both give the same bits.
    for (; c + 3 < p.length; c += 4) {
      double d0 = p[c] - q[c];
      double d1 = p[c + 1] - q[c + 1];
      double d2 = p[c + 2] - q[c + 2];
      double d3 = p[c + 3] - q[c + 3];
      sum += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
    }
    for (; c < p.length; c++) sum += (p[c] - q[c]) * (p[c] - q[c]);
    return sum;
  }
}
