package org.unstained.cells;

/**
 * Sums over pixels from which the measurements of a patch are reckoned: the first four powers of
 * their distance from a reference value, and squares of differences to the pixels 1, 2, 4 and 8 to
 * the right and below. They can be added up from pieces. Pixels that aren't finite count for
 * nothing.
 */
final class PatchSums {
  static final int[] LAGS = {1, 2, 4, 8};

  /** Count, four powers, then a sum and a count for each lag. */
  static final int LENGTH = 5 + 2 * LAGS.length;

  private PatchSums() {}

  /** Lag {@link #LAGS}[k] has its sum here and its count just behind. */
  static int of(int k) {
    return 5 + 2 * k;
  }

  /**
   * Adds a stretch of a row.
   *
   * @param rows the row itself, and the 8 below; null for those that the picture doesn't have
   * @param from first pixel
   * @param end just behind the last pixel
   * @param reference a value near those of the picture
   * @param at where the sums stand in {@code sums}
   */
  static void add(double[][] rows, int from, int end, double reference, double[] sums, int at) {
    double[] row = rows[0];
    double n = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0;
    for (int x = from; x < end; x++) {
      double d = row[x] - reference;
      double q = d * d;
      if (!(q < Double.POSITIVE_INFINITY)) continue;
      n++;
      s1 += d;
      s2 += q;
      s3 += q * d;
      s4 += q * q;
    }
    sums[at] += n;
    sums[at + 1] += s1;
    sums[at + 2] += s2;
    sums[at + 3] += s3;
    sums[at + 4] += s4;
    for (int k = 0; k < LAGS.length; k++) {
      double sum = 0, pairs = 0;
      for (int x = from, last = Math.min(end, row.length - LAGS[k]); x < last; x++) {
        double d = row[x + LAGS[k]] - row[x];
        double q = d * d;
        if (!(q < Double.POSITIVE_INFINITY)) continue;
        sum += q;
        pairs++;
      }
      double[] below = rows[LAGS[k]];
      for (int x = from; below != null && x < end; x++) {
        double d = below[x] - row[x];
        double q = d * d;
        if (!(q < Double.POSITIVE_INFINITY)) continue;
        sum += q;
        pairs++;
      }
      sums[at + of(k)] += sum;
      sums[at + of(k) + 1] += pairs;
    }
  }
}
