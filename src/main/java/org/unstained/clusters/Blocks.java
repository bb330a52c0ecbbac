package org.unstained.clusters;

import java.util.stream.IntStream;

/**
 * Rows laid out feature by feature in blocks, so that a processor measures several distances at
 * once.
 */
final class Blocks {
  /** Rows of a block; the last may have fewer. */
  static final int SIZE = 256;

  /** By block, then by feature. */
  private final double[][][] columns;

  private final int rows;

  Blocks(double[][] rows) {
    this.rows = rows.length;
    columns =
        IntStream.range(0, (rows.length + SIZE - 1) / SIZE)
            .parallel()
            .mapToObj(b -> turned(rows, b * SIZE, Math.min(rows.length, (b + 1) * SIZE)))
            .toArray(double[][][]::new);
  }

  /** The rows from one number to another, feature by feature. */
  static double[][] turned(double[][] rows, int from, int to) {
    double[][] turned = new double[rows[0].length][to - from];
    for (int i = from; i < to; i++)
      for (int c = 0; c < turned.length; c++) turned[c][i - from] = rows[i][c];
    return turned;
  }

  int count() {
    return columns.length;
  }

  /** The first row of a block; that of the block after the last is the number of rows. */
  int from(int block) {
    return Math.min(rows, block * SIZE);
  }

  /** Distances between a point and all rows. */
  double[] distances(double[] point) {
    double[] distances = new double[rows];
    double[] squares = new double[SIZE];
    for (int b = 0; b < columns.length; b++) {
      squares(point, b, squares);
      for (int i = from(b); i < from(b + 1); i++) distances[i] = Math.sqrt(squares[i - from(b)]);
    }
    return distances;
  }

  /** Squared distances between a point and the rows of a block, as {@link Rows#squared}. */
  void squares(double[] point, int block, double[] squares) {
    squares(point, columns[block], squares);
  }

  static void squares(double[] point, double[][] columns, double[] squares) {
    int n = columns[0].length;
    for (int j = 0; j < n; j++) squares[j] = 0;
    int c = 0;
    for (; c + 3 < point.length; c += 4)
      four(point, c, columns[c], columns[c + 1], columns[c + 2], columns[c + 3], squares);
    for (; c < point.length; c++) {
      double p = point[c];
      double[] x = columns[c];
      for (int j = 0; j < n; j++) squares[j] += (p - x[j]) * (p - x[j]);
    }
  }

  private static void four(
      double[] point, int c, double[] x0, double[] x1, double[] x2, double[] x3, double[] to) {
    double p0 = point[c];
    double p1 = point[c + 1];
    double p2 = point[c + 2];
    double p3 = point[c + 3];
    int n = x0.length;
    for (int j = 0; j < n; j++) {
      double d0 = p0 - x0[j];
      double d1 = p1 - x1[j];
      double d2 = p2 - x2[j];
      double d3 = p3 - x3[j];
      to[j] += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
    }
  }
}
