package org.unstained.embedding;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Eigenvectors of the greatest eigenvalues of a large symmetric matrix with a spectrum within -1
 * and 1: subspace iteration with Chebyshev polynomials (Zhou and Saad 2007, doi:10.1137/050630404).
 * A few digits, as a layout to begin with needs. Sums are added in fixed parts: the number of
 * threads makes no difference.
 */
final class LeadingEigenvectors {
  private static final int GUARDS = 4;
  private static final int DEGREE = 20;
  private static final int MOST_FILTERS = 20;
  private static final double NEAR_ENOUGH = 1e-3;
  private static final int PART = 4096;

  /** A matrix times a vector. */
  @FunctionalInterface
  interface Matrix {
    double[] times(double[] vector);
  }

  private LeadingEigenvectors() {}

  /**
   * @param known of length 1, to which the others shall be orthogonal; may be null
   * @return as many vectors as wanted, of length 1, the greatest eigenvalue first
   */
  static double[][] of(
      Matrix matrix, int n, int wanted, double[] known, long seed, EmbeddingProgress progress) {
    int count = Math.max(wanted, Math.min(wanted + GUARDS, n - 1));
    SplittableRandom random = new SplittableRandom(seed);
    double[][] block = new double[count][n];
    for (double[] vector : block) for (int i = 0; i < n; i++) vector[i] = random.nextDouble() - 0.5;
    orthonormalise(block, known, random);
    double cut = turn(matrix, block, wanted)[0];
    for (int f = 0; f < MOST_FILTERS; f++) {
      progress.report((double) f / MOST_FILTERS, null);
      double limit = Math.min(0.999999, Math.max(-0.9, cut));
      for (int v = 0; v < count; v++) block[v] = filtered(matrix, block[v], limit);
      orthonormalise(block, known, random);
      double[] found = turn(matrix, block, wanted);
      cut = found[0];
      if (found[1] < NEAR_ENOUGH * (1 - found[2] + 1e-9)) break;
    }
    progress.report(1, null);
    return Arrays.copyOf(block, wanted);
  }

  /**
   * A polynomial of the matrix times a vector that is small for eigenvalues from -1 to the limit.
   */
  private static double[] filtered(Matrix matrix, double[] vector, double limit) {
    double middle = (limit - 1) / 2;
    double half = (limit + 1) / 2;
    double[] before = vector;
    double[] now = matrix.times(vector);
    for (int i = 0; i < now.length; i++) now[i] = (now[i] - middle * vector[i]) / half;
    for (int d = 2; d <= DEGREE; d++) {
      double[] next = matrix.times(now);
      for (int i = 0; i < next.length; i++)
        next[i] = 2 * (next[i] - middle * now[i]) / half - before[i];
      before = now;
      now = next;
    }
    return now;
  }

  /**
   * Turns the block so that it holds the best approximations of eigenvectors, the greatest first.
   *
   * @return the least eigenvalue, the greatest length of what the wanted ones lack, and the last
   *     wanted eigenvalue
   */
  private static double[] turn(Matrix matrix, double[][] block, int wanted) {
    int count = block.length;
    double[][] images = new double[count][];
    for (int v = 0; v < count; v++) images[v] = matrix.times(block[v]);
    double[][] small = new double[count][count];
    for (int a = 0; a < count; a++)
      for (int b = 0; b <= a; b++) small[a][b] = small[b][a] = dot(block[a], images[b]);
    Eigenvectors inside = Eigenvectors.of(small);
    double[][] vectors = combined(block, inside.vectors());
    double[][] theirImages = combined(images, inside.vectors());
    double lack = 0;
    for (int v = 0; v < wanted; v++) {
      double[] off = theirImages[v];
      for (int i = 0; i < off.length; i++) off[i] -= inside.values()[v] * vectors[v][i];
      lack = Math.max(lack, Math.sqrt(dot(off, off)));
    }
    System.arraycopy(vectors, 0, block, 0, count);
    return new double[] {inside.values()[count - 1], lack, inside.values()[wanted - 1]};
  }

  private static double[][] combined(double[][] vectors, double[][] weights) {
    double[][] combined = new double[weights.length][vectors[0].length];
    for (int v = 0; v < weights.length; v++)
      for (int o = 0; o < vectors.length; o++)
        for (int i = 0; i < combined[v].length; i++)
          combined[v][i] += weights[v][o] * vectors[o][i];
    return combined;
  }

  private static void orthonormalise(double[][] block, double[] known, SplittableRandom random) {
    for (int v = 0; v < block.length; v++) {
      double before = Math.sqrt(dot(block[v], block[v]));
      // Twice is enough, and a vector that's lost to the others is drawn anew.
      for (int round = 0; round < 2; round++) {
        if (known != null) subtract(block[v], known);
        for (int other = 0; other < v; other++) subtract(block[v], block[other]);
        double length = Math.sqrt(dot(block[v], block[v]));
        if (!(length > 1e-12 * before)) {
          for (int i = 0; i < block[v].length; i++) block[v][i] = random.nextDouble() - 0.5;
          before = 0;
          round = -1;
          continue;
        }
        for (int i = 0; i < block[v].length; i++) block[v][i] /= length;
        before = 1;
      }
    }
  }

  private static void subtract(double[] vector, double[] other) {
    double along = dot(vector, other);
    for (int i = 0; i < vector.length; i++) vector[i] -= along * other[i];
  }

  static double dot(double[] a, double[] b) {
    double[] sums = new double[(a.length + PART - 1) / PART];
    IntStream.range(0, sums.length)
        .parallel()
        .forEach(
            p -> {
              double sum = 0;
              for (int i = p * PART; i < Math.min(a.length, (p + 1) * PART); i++)
                sum += a[i] * b[i];
              sums[p] = sum;
            });
    double sum = 0;
    for (double part : sums) sum += part;
    return sum;
  }
}
