package org.unstained.embedding;

/** Refuses rows of features that can't be reckoned with. */
final class FeatureRows {
  /** Greater numbers have squares that no longer fit. */
  static final double GREATEST = 1e150;

  private FeatureRows() {}

  /**
   * @return the number of columns
   * @throws IllegalArgumentException if there is no row or no column, rows differ in length, or a
   *     number isn't finite or beyond {@link #GREATEST}
   */
  static int columns(double[][] rows) {
    if (rows.length == 0) throw new IllegalArgumentException("There are no rows to embed");
    int columns = rows[0].length;
    if (columns == 0) throw new IllegalArgumentException("The rows have no columns");
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns)
        throw new IllegalArgumentException(
            "Row %d has %d columns, the first has %d".formatted(i + 1, rows[i].length, columns));
      for (int c = 0; c < columns; c++)
        if (!(Math.abs(rows[i][c]) <= GREATEST))
          throw new IllegalArgumentException(
              "Row %d, column %d is %s; every feature must be a finite number, at most %s"
                  .formatted(i + 1, c + 1, rows[i][c], GREATEST));
    }
    return columns;
  }

  /** Mean of each column. */
  static double[] means(double[][] rows) {
    double[] means = new double[rows[0].length];
    for (double[] row : rows) for (int c = 0; c < row.length; c++) means[c] += row[c];
    for (int c = 0; c < means.length; c++) means[c] /= rows.length;
    return means;
  }

  /** Squared distance of two rows; its four partial sums are added in one fixed order. */
  static double squaredDistance(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int c = 0;
    for (; c + 3 < a.length; c += 4) {
      double d0 = a[c] - b[c];
      double d1 = a[c + 1] - b[c + 1];
      double d2 = a[c + 2] - b[c + 2];
      double d3 = a[c + 3] - b[c + 3];
      s0 += d0 * d0;
      s1 += d1 * d1;
      s2 += d2 * d2;
      s3 += d3 * d3;
    }
    for (; c < a.length; c++) s0 += (a[c] - b[c]) * (a[c] - b[c]);
    return s0 + s1 + (s2 + s3);
  }
}
