package org.unstained.embedding;

import java.util.stream.IntStream;

/** The covariance of the columns of rows: sums of products over n − 1. */
final class Covariance {
  private static final int TOGETHER = 16;

  private Covariance() {}

  /**
   * @return d × d, symmetric; zeros for one row
   */
  static double[][] of(double[][] rows, double[] means) {
    int d = means.length;
    double[][] centred = new double[rows.length][d];
    IntStream.range(0, rows.length)
        .parallel()
        .forEach(
            i -> {
              for (int c = 0; c < d; c++) centred[i][c] = rows[i][c] - means[c];
            });
    double[][] covariance = new double[d][d];
    double divisor = Math.max(1, rows.length - 1);
    IntStream.range(0, (d + TOGETHER - 1) / TOGETHER)
        .parallel()
        .forEach(b -> addProducts(centred, b * TOGETHER, covariance, divisor));
    return covariance;
  }

  private static void addProducts(
      double[][] rows, int from, double[][] covariance, double divisor) {
    int to = Math.min(covariance.length, from + TOGETHER);
    for (int r = 0; r + 1 < rows.length; r += 2)
      for (int i = from; i < to; i++)
        add(rows[r][i], rows[r], rows[r + 1][i], rows[r + 1], covariance[i]);
    double[] last = rows[rows.length - 1];
    if (rows.length % 2 == 1)
      for (int i = from; i < to; i++) add(last[i], last, 0, last, covariance[i]);
    for (int i = from; i < to; i++)
      for (int j = 0; j < covariance.length; j++) covariance[i][j] /= divisor;
  }

  private static void add(double a, double[] as, double b, double[] bs, double[] sums) {
    for (int j = 0; j < sums.length; j++) sums[j] += a * as[j] + b * bs[j];
  }
}
