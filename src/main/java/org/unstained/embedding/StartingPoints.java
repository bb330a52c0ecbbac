package org.unstained.embedding;

import java.util.Random;

/** Where the points of an embedding are before the first step. */
final class StartingPoints {
  /** Standard deviation of the first coordinate: close enough for points to pass one another. */
  private static final double SPREAD = 1e-4;

  private StartingPoints() {}

  /**
   * @return x and y in turn
   */
  static double[] of(double[][] rows, TSne.Start start, long seed) {
    return start == TSne.Start.RANDOM ? random(rows.length, seed) : plane(rows, seed);
  }

  private static double[] random(int n, long seed) {
    Random random = new Random(seed);
    double[] points = new double[2 * n];
    for (int i = 0; i < points.length; i++) points[i] = SPREAD * random.nextGaussian();
    return points;
  }

  private static double[] plane(double[][] rows, long seed) {
    double[][] along = PrincipalAxes.of(rows, 2).apply(rows);
    double squares = 0;
    for (double[] point : along) squares += point[0] * point[0] / rows.length;
    // Equal rows would never part, and on a line points can't pass: a breath of chance for both.
    double[] points = random(rows.length, seed);
    double scale = squares > 0 ? SPREAD / Math.sqrt(squares) : 0;
    for (int i = 0; i < rows.length; i++)
      for (int c = 0; c < 2; c++)
        points[2 * i + c] = 0.01 * points[2 * i + c] + scale * along[i][c];
    return points;
  }
}
