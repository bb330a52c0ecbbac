package org.unstained.clusters;

import java.util.stream.IntStream;

/**
 * Squared distances between the points of a tree as |a|² + |b|² − 2ab in single precision, in units
 * of the distance that counts. How far they may be off is known, so that most pairs are told near
 * or far by them alone; those too close to call are for whoever asks to measure. Rows that are too
 * long for a float, or not to be scaled, make all their pairs such.
 */
final class RoughSquares {
  /** Half the distance between 1 and the next float. */
  private static final double ROUNDING = 0x1p-24;

  /** Squares of lesser or greater distances lose digits, or don't fit. */
  private static final double LEAST = 1e-120;

  private static final double GREATEST = 1e120;

  /** Longer rows, squared, may have sums that don't fit. */
  private static final double LONGEST = 1e30;

  /** −2a, by place; the number of columns is made a multiple of 4 by zeros. */
  private final float[][] asked;

  /** |a|², by place. */
  private final double[] lengths;

  /** The points of each leaf, column by column. */
  private final float[][][] columns;

  /** |b|² of the points of each leaf. */
  private final float[][] leafLengths;

  /** The greatest of them. */
  private final double[] longest;

  private final BoxTree tree;
  private final double part;

  RoughSquares(BoxTree tree, double eps) {
    this.tree = tree;
    int dimensions = tree.point(0).length;
    // A pair's sum has that many roundings at most, each of this part of |a|² + |b|² or less, times
    // 2; those of the numbers themselves, of lengths and of limits are fewer than 16 more.
    part = 2 * (dimensions + 16) * ROUNDING;
    double scale = eps > LEAST && eps < GREATEST ? 1 / eps : Double.NaN;
    double[] means = new double[dimensions];
    for (int i = 0; i < tree.size(); i++)
      for (int d = 0; d < dimensions; d++) means[d] += tree.point(i)[d] / tree.size();
    asked = new float[tree.size()][(dimensions + 3) / 4 * 4];
    lengths = new double[tree.size()];
    int leaves = tree.nodes() - tree.firstLeaf();
    columns = new float[leaves][][];
    leafLengths = new float[leaves][];
    longest = new double[leaves];
    IntStream.range(0, leaves).parallel().forEach(leaf -> fill(leaf, means, scale));
  }

  private void fill(int leaf, double[] means, double scale) {
    int from = tree.from(tree.firstLeaf() + leaf);
    int size = tree.to(tree.firstLeaf() + leaf) - from;
    columns[leaf] = new float[(means.length + 3) / 4 * 4][size];
    leafLengths[leaf] = new float[size];
    for (int j = 0; j < size; j++) {
      double[] point = tree.point(from + j);
      double sum = 0;
      for (int d = 0; d < means.length; d++) {
        float value = (float) ((point[d] - means[d]) * scale);
        columns[leaf][d][j] = value;
        asked[from + j][d] = -2 * value;
        sum += (double) value * value;
      }
      lengths[from + j] = sum <= LONGEST ? sum : Double.NaN;
      leafLengths[leaf][j] = (float) sum;
      longest[leaf] = Math.max(longest[leaf], lengths[from + j]);
    }
  }

  /** |b|² − 2ab of the point a at a place and each point b of a leaf, in the order of theirs. */
  void sums(int place, int leaf, float[] sums) {
    float[] a = asked[place];
    float[][] b = columns[leaf - tree.firstLeaf()];
    float[] length = leafLengths[leaf - tree.firstLeaf()];
    System.arraycopy(length, 0, sums, 0, length.length);
    for (int d = 0; d < a.length; d += 4) four(a, d, b[d], b[d + 1], b[d + 2], b[d + 3], sums);
  }

  /** C2 makes vector code of four columns at once, but not of eight, nor of two rows. */
  private static void four(
      float[] a, int d, float[] b0, float[] b1, float[] b2, float[] b3, float[] sums) {
    float a0 = a[d];
    float a1 = a[d + 1];
    float a2 = a[d + 2];
    float a3 = a[d + 3];
    int n = b0.length;
    for (int j = 0; j < n; j++) sums[j] += a0 * b0[j] + a1 * b1[j] + (a2 * b2[j] + a3 * b3[j]);
  }

  /** Pairs with a lesser sum are near; not a number if none can be told so. */
  float surelyBelow(int place, int leaf) {
    return (float) (1 - lengths[place] - error(place, leaf));
  }

  /** Pairs with a greater sum are far; not a number if none can be told so. */
  float surelyAbove(int place, int leaf) {
    return (float) (1 - lengths[place] + error(place, leaf));
  }

  private double error(int place, int leaf) {
    return part * (1 + lengths[place] + longest[leaf - tree.firstLeaf()]);
  }
}
