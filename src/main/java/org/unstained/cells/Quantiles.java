package org.unstained.cells;

/** Values by rank, without sorting all of them. No value may be NaN. */
final class Quantiles {
  private Quantiles() {}

  private static final int BINS = 256;

  /**
   * Mean of the two middle values if there is an even number. Changes the order of values.
   *
   * @param min the least of them
   * @param max the greatest
   */
  static double median(double[] values, int count, double min, double max) {
    double toBin = (BINS - 1) / (max - min);
    if (count < BINS || !(toBin > 0 && toBin < Double.POSITIVE_INFINITY))
      return median(values, count);
    int[] histogram = new int[BINS];
    for (int i = 0; i < count; i++) histogram[(int) ((values[i] - min) * toBin)]++;
    int rank = count / 2;
    int bin = 0;
    while (rank >= histogram[bin]) rank -= histogram[bin++];
    int inBin = 0;
    for (int i = 0; i < count; i++)
      if ((int) ((values[i] - min) * toBin) == bin) {
        // Swapped, not copied: the values below may be needed once more.
        double v = values[inBin];
        values[inBin++] = values[i];
        values[i] = v;
      }
    double upper = select(values, inBin, rank);
    if (count % 2 == 1) return upper;
    double lower = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < rank; i++) lower = Math.max(lower, values[i]);
    if (rank == 0)
      for (int i = inBin; i < count; i++) if (values[i] < upper) lower = Math.max(lower, values[i]);
    return (lower + upper) / 2;
  }

  /** As the other, where least and greatest aren't known. */
  static double median(double[] values, int count) {
    int middle = count / 2;
    double upper = select(values, count, middle);
    if (count % 2 == 1) return upper;
    double lower = values[0];
    for (int i = 1; i < middle; i++) lower = Math.max(lower, values[i]);
    return (lower + upper) / 2;
  }

  /**
   * The value of this rank, from 0; afterwards no value before it is greater and none behind it
   * smaller. Hoare's selection with the median of three as pivot.
   */
  static double select(double[] values, int count, int rank) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      double pivot = middle(values[low], values[(low + high) >>> 1], values[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) i++;
        while (values[j] > pivot) j--;
        if (i > j) break;
        double v = values[i];
        values[i++] = values[j];
        values[j--] = v;
      }
      if (rank <= j) high = j;
      else if (rank >= i) low = i;
      else break;
    }
    return values[rank];
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /**
   * The value of this rank among pixels that are too many to keep: found sixteen bits at a time, in
   * four walks.
   */
  static double ofRank(long rank, RegionPixels pixels) {
    long prefix = 0;
    long left = rank;
    for (int shift = 48; shift >= 0; shift -= 16) {
      long[] histogram = histogram(pixels, prefix, shift);
      int digit = 0;
      while (left >= histogram[digit]) left -= histogram[digit++];
      prefix = prefix << 16 | digit;
    }
    return value(prefix);
  }

  private static long[] histogram(RegionPixels pixels, long prefix, int shift) {
    long[] histogram = new long[1 << 16];
    pixels.forEach(
        (values, n) -> {
          for (int i = 0; i < n; i++) {
            long key = key(values[i]);
            if (shift == 48 || key >>> (shift + 16) == prefix)
              histogram[(int) (key >>> shift) & 0xffff]++;
          }
        });
    return histogram;
  }

  /** A number that sorts, taken as unsigned, as the value does. */
  private static long key(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
  }

  private static double value(long key) {
    return Double.longBitsToDouble(key < 0 ? key ^ Long.MIN_VALUE : ~key);
  }
}
