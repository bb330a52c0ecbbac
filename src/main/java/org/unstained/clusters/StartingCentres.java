package org.unstained.clusters;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Centres to begin with, cells far from one another: "k-means++" (Arthur and Vassilvitskii 2007,
 * doi:10.5555/1283383.1283494). As its authors advise, of several drawn cells the one that lessens
 * the sum of squares most becomes the next centre.
 */
final class StartingCentres {
  private StartingCentres() {}

  /**
   * @param blocks the same rows
   * @param k at most as many as there are different rows
   */
  static double[][] draw(double[][] rows, Blocks blocks, int k, SplittableRandom random) {
    double[][] centres = new double[k][];
    centres[0] = rows[random.nextInt(rows.length)].clone();
    double[] nearest = squares(blocks, centres[0]);
    int trials = 2 + (int) Math.log(k);
    for (int c = 1; c < k; c++) {
      double[] sums = new double[rows.length];
      double sum = 0;
      for (int i = 0; i < rows.length; i++) sums[i] = sum += nearest[i];
      double least = Double.POSITIVE_INFINITY;
      double[] best = null;
      for (int t = 0; t < trials; t++) {
        int drawn = place(sums, random.nextDouble() * sum, nearest);
        double[] after = squares(blocks, rows[drawn]);
        double all = 0;
        for (int i = 0; i < after.length; i++) {
          after[i] = Math.min(after[i], nearest[i]);
          all += after[i];
        }
        if (all < least) {
          least = all;
          best = after;
          centres[c] = rows[drawn].clone();
        }
      }
      nearest = best;
    }
    return centres;
  }

  private static double[] squares(Blocks blocks, double[] centre) {
    double[] squares = new double[blocks.from(blocks.count())];
    IntStream.range(0, blocks.count())
        .parallel()
        .forEach(
            b -> {
              double[] some = new double[Blocks.SIZE];
              blocks.squares(centre, b, some);
              int from = blocks.from(b);
              System.arraycopy(some, 0, squares, from, blocks.from(b + 1) - from);
            });
    return squares;
  }

  /** The first cell with a sum above the drawn one and a distance of its own. */
  private static int place(double[] sums, double drawn, double[] nearest) {
    int from = 0;
    int to = sums.length - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sums[middle] > drawn) to = middle;
      else from = middle + 1;
    }
    // The drawn number may be the whole sum by rounding, and the last cells be centres already.
    while (nearest[from] == 0) from--;
    return from;
  }
}
