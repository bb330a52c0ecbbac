package org.unstained.clusters;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rules out pairs of points that lie too far apart by their distance in some of the dimensions, in
 * single precision. It errs only by letting pairs pass; whoever asks then measures those exactly.
 */
final class NearEnough {
  /** So many dimensions, those with the greatest spread, tell most pairs apart. */
  private static final int DIMENSIONS = 24;

  /** Of a float. */
  private static final double ROUNDING = 0x1p-23;

  /** By place in the tree. */
  private final float[][] points;

  private final float limit;

  /**
   * @param points at least one
   * @param eps the greatest distance that counts
   */
  NearEnough(double[][] points, double eps) {
    int all = points[0].length;
    double[] means = new double[all];
    double[] spreads = new double[all];
    for (double[] point : points)
      for (int d = 0; d < all; d++) means[d] += point[d] / points.length;
    double most = 0;
    for (double[] point : points)
      for (int d = 0; d < all; d++) {
        double from = point[d] - means[d];
        spreads[d] += from * from;
        most = Math.max(most, Math.abs(from));
      }
    int[] chosen =
        IntStream.range(0, all)
            .boxed()
            .sorted((a, b) -> Double.compare(spreads[b], spreads[a]))
            .limit(DIMENSIONS)
            .mapToInt(d -> d)
            .toArray();
    this.points =
        Arrays.stream(points)
            .parallel()
            .map(point -> shifted(point, means, chosen))
            .toArray(float[][]::new);
    // Each coordinate is off by the rounding of the mean's distance, in both points.
    double off = 4 * ROUNDING * most * Math.sqrt(chosen.length);
    double reach = (eps + off) * (1 + 4 * ROUNDING * chosen.length);
    limit = Math.nextUp((float) (reach * reach * (1 + 4 * ROUNDING)));
  }

  /** Whether it spares anything. */
  static boolean helps(int dimensions) {
    return dimensions > DIMENSIONS * 4 / 3;
  }

  private static float[] shifted(double[] point, double[] means, int[] chosen) {
    float[] shifted = new float[chosen.length];
    for (int i = 0; i < chosen.length; i++)
      shifted[i] = (float) (point[chosen[i]] - means[chosen[i]]);
    return shifted;
  }

  /** The points from one place to another, dimension by dimension. */
  float[][] turned(int from, int to) {
    float[][] turned = new float[points[0].length][to - from];
    for (int i = from; i < to; i++)
      for (int d = 0; d < turned.length; d++) turned[d][i - from] = points[i][d];
    return turned;
  }

  /**
   * Which of some points may be near enough.
   *
   * @param place of the point that is asked about
   * @param columns of the others, as {@link #turned} gives them
   * @param sums room for a number for each of them
   * @param passed gets their numbers in columns, in order
   * @return how many passed
   */
  int passed(int place, float[][] columns, float[] sums, int[] passed) {
    float[] point = points[place];
    int n = columns[0].length;
    Arrays.fill(sums, 0, n, 0);
    int d = 0;
    for (; d + 3 < point.length; d += 4)
      four(point, d, columns[d], columns[d + 1], columns[d + 2], columns[d + 3], sums);
    for (; d < point.length; d++) {
      float p = point[d];
      float[] x = columns[d];
      for (int j = 0; j < n; j++) sums[j] += (p - x[j]) * (p - x[j]);
    }
    int count = 0;
    for (int j = 0; j < n; j++) {
      passed[count] = j;
      // A number that isn't finite passes, too.
      if (!(sums[j] > limit)) count++;
    }
    return count;
  }

  private static void four(
      float[] point, int d, float[] x0, float[] x1, float[] x2, float[] x3, float[] to) {
    float p0 = point[d];
    float p1 = point[d + 1];
    float p2 = point[d + 2];
    float p3 = point[d + 3];
    int n = x0.length;
    for (int j = 0; j < n; j++) {
      float d0 = p0 - x0[j];
      float d1 = p1 - x1[j];
      float d2 = p2 - x2[j];
      float d3 = p3 - x3[j];
      to[j] += d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3);
    }
  }
}
