package org.unstained.segment;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * The distribution of the finite values of a plane, in ascending bins that hold one pixel at least.
 *
 * <p>Whole numbers in 0–65,535 have a bin each. Other values have bins by the upper half of their
 * float's bits, 65,536 at most, which {@link #zoom} takes apart into one bin a value where that
 * matters. So thresholds are exact for every pixel type without sorting or copying the plane.
 *
 * <p>NaN and infinite values are left out.
 */
final class Histogram {
  private static final int BINS = 1 << 16;
  private static final int PIXELS_OF_A_CHUNK = 1 << 20;
  private static final int MOST_CHUNKS = 16;
  private static final int ROWS_AT_ONCE = 64;

  /** Least and greatest value that bin i may hold; equal where the bin holds one value only. */
  final double[] low, high;

  /** Pixels in bin i and all bins below. */
  final long[] count;

  /** Sum of the values in bin i and all bins below. */
  final double[] sum;

  /** Whether all values are whole numbers. */
  final boolean whole;

  private final Rows rows;
  private final BooleanSupplier canceled;

  private Histogram(
      Rows rows,
      BooleanSupplier canceled,
      boolean whole,
      double[] low,
      double[] high,
      long[] n,
      double[] sum) {
    this.rows = rows;
    this.whole = whole;
    this.canceled = canceled;
    this.low = low;
    this.high = high;
    this.count = n;
    this.sum = sum;
    for (int i = 1; i < n.length; i++) {
      n[i] += n[i - 1];
      sum[i] += sum[i - 1];
    }
  }

  /**
   * @throws IllegalArgumentException if no value is finite
   */
  static Histogram of(Rows rows, BooleanSupplier canceled) {
    return rows.isUnsignedShort() ? ofWhole(rows, canceled) : ofFloat(rows, canceled);
  }

  private static Histogram ofWhole(Rows rows, BooleanSupplier canceled) {
    int[][] counts =
        chunks(
            rows,
            canceled,
            () -> new int[BINS],
            (row, width, n) -> {
              for (int x = 0; x < width; x++) n[(int) row[x]]++;
            });
    Builder bins = new Builder(BINS);
    for (int i = 0; i < BINS; i++) {
      long n = 0;
      for (int[] chunk : counts) n += Integer.toUnsignedLong(chunk[i]);
      bins.add(i, i, n, (double) n * i);
    }
    return bins.build(rows, canceled, true);
  }

  private static final class Sums {
    final int[] count = new int[BINS];
    final double[] sum = new double[BINS];
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    boolean whole = true;
  }

  private static Histogram ofFloat(Rows rows, BooleanSupplier canceled) {
    Sums[] chunks =
        chunks(
            rows,
            canceled,
            Sums::new,
            (row, width, to) -> {
              int[] n = to.count;
              double[] sum = to.sum;
              for (int x = 0; x < width; x++) {
                float value = row[x] + 0f;
                if (Float.isFinite(value)) {
                  int bin = key(value) >>> 16;
                  n[bin]++;
                  sum[bin] += value;
                  to.whole &= value == Math.rint(value);
                  to.least = Math.min(to.least, value);
                  to.greatest = Math.max(to.greatest, value);
                }
              }
            });
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    boolean whole = true;
    for (Sums chunk : chunks) {
      whole &= chunk.whole;
      least = Math.min(least, chunk.least);
      greatest = Math.max(greatest, chunk.greatest);
    }
    Builder bins = new Builder(BINS);
    for (int i = 0; i < BINS; i++) {
      long n = 0;
      double sum = 0;
      for (Sums chunk : chunks) {
        n += Integer.toUnsignedLong(chunk.count[i]);
        sum += chunk.sum[i];
      }
      if (n > 0)
        bins.add(
            Math.max(least, value(i << 16)), Math.min(greatest, value(i << 16 | 0xffff)), n, sum);
    }
    return bins.build(rows, canceled, whole);
  }

  /** The same distribution with the given bins taken apart into one bin a value. */
  Histogram zoom(BitSet which) {
    int[] slot = new int[BINS];
    Arrays.fill(slot, -1);
    int slots = 0;
    for (int i = which.nextSetBit(0); i >= 0; i = which.nextSetBit(i + 1))
      slot[key((float) low[i]) >>> 16] = slots++;
    int size = slots;
    int[][][] chunks =
        chunks(
            rows,
            canceled,
            () -> new int[size][BINS],
            (row, width, n) -> {
              for (int x = 0; x < width; x++) {
                float value = row[x] + 0f;
                if (!Float.isFinite(value)) continue;
                int key = key(value);
                int to = slot[key >>> 16];
                if (to >= 0) n[to][key & 0xffff]++;
              }
            });
    Builder bins = new Builder(size() + size * BINS);
    for (int i = 0; i < size(); i++) {
      if (!which.get(i)) {
        bins.add(low[i], high[i], pixels(i), sum[i] - (i == 0 ? 0 : sum[i - 1]));
        continue;
      }
      int upper = key((float) low[i]) >>> 16;
      for (int lower = 0; lower < BINS; lower++) {
        long n = 0;
        for (int[][] chunk : chunks) n += Integer.toUnsignedLong(chunk[slot[upper]][lower]);
        if (n > 0) {
          double value = value(upper << 16 | lower);
          bins.add(value, value, n, n * value);
        }
      }
    }
    return bins.build(rows, canceled, whole);
  }

  /**
   * The same distribution with every value above a percentile set to the value there, so that a few
   * very bright cells no longer pull a threshold above the dim ones (CTC paper, <a
   * href="https://doi.org/10.1038/s41598-020-69056-1">doi:10.1038/s41598-020-69056-1</a>).
   *
   * @param percentile (0–100]; 100 changes nothing
   */
  Histogram cappedAt(double percentile) {
    if (percentile >= 100) return this;
    int at = bin(Math.max(1, (long) Math.ceil(total() * percentile / 100)));
    if (!isExact(at)) {
      BitSet one = new BitSet();
      one.set(at);
      return zoom(one).cappedAt(percentile);
    }
    Builder bins = new Builder(at + 1);
    for (int i = 0; i < at; i++)
      bins.add(low[i], high[i], pixels(i), sum[i] - (i == 0 ? 0 : sum[i - 1]));
    long rest = total() - (at == 0 ? 0 : count[at - 1]);
    bins.add(low[at], low[at], rest, rest * low[at]);
    return bins.build(rows, canceled, whole);
  }

  int size() {
    return low.length;
  }

  long total() {
    return count[size() - 1];
  }

  double mean() {
    return sum[size() - 1] / total();
  }

  /** Mean of the values up to a level that ends a bin; the least value if there is none. */
  double meanUpTo(double level) {
    int at = 0;
    while (at + 1 < size() && high[at + 1] <= level) at++;
    return sum[at] / count[at];
  }

  long pixels(int bin) {
    return bin == 0 ? count[0] : count[bin] - count[bin - 1];
  }

  boolean isExact(int bin) {
    return low[bin] == high[bin];
  }

  /** The bin that holds the pixel of the given rank, from 1, in ascending order. */
  int bin(long rank) {
    int at = Arrays.binarySearch(count, rank);
    while (at > 0 && count[at - 1] == rank) at--;
    return at >= 0 ? at : -at - 1;
  }

  Rows rows() {
    return rows;
  }

  BooleanSupplier canceled() {
    return canceled;
  }

  interface Counter<T> {
    void add(float[] row, int width, T to);
  }

  /**
   * Counts a plane in chunks of fixed size, one result a chunk; chunks depend on the plane alone,
   * so sums come out the same for any number of threads.
   */
  @SuppressWarnings("unchecked")
  static <T> T[] chunks(
      Rows rows,
      BooleanSupplier canceled,
      java.util.function.Supplier<T> empty,
      Counter<T> counter) {
    long pixels = (long) rows.width() * rows.height();
    int chunks = (int) Math.max(1, Math.min(MOST_CHUNKS, pixels / PIXELS_OF_A_CHUNK));
    return (T[])
        IntStream.range(0, chunks)
            .parallel()
            .mapToObj(
                i -> {
                  T to = empty.get();
                  int end = (int) ((long) rows.height() * (i + 1) / chunks);
                  float[][] band = new float[ROWS_AT_ONCE][rows.width()];
                  for (int y = (int) ((long) rows.height() * i / chunks); y < end; ) {
                    Bands.stopIfCanceled(canceled);
                    int next = Math.min(end, y + ROWS_AT_ONCE);
                    rows.read(y, next, band);
                    for (int k = 0; k < next - y; k++) counter.add(band[k], rows.width(), to);
                    y = next;
                  }
                  return to;
                })
            .toArray(n -> (T[]) java.lang.reflect.Array.newInstance(empty.get().getClass(), n));
  }

  /** A number that grows with the value and takes all 32 bits, read as unsigned. */
  private static int key(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits ^ (bits >> 31 | 0x80000000);
  }

  private static float value(int key) {
    return Float.intBitsToFloat(key < 0 ? key ^ 0x80000000 : ~key);
  }

  private static final class Builder {
    private final double[] low, high, sum;
    private final long[] n;
    private int size;

    Builder(int most) {
      low = new double[most];
      high = new double[most];
      sum = new double[most];
      n = new long[most];
    }

    void add(double low, double high, long n, double sum) {
      if (n == 0) return;
      this.low[size] = low;
      this.high[size] = high;
      this.n[size] = n;
      this.sum[size++] = sum;
    }

    Histogram build(Rows rows, BooleanSupplier canceled, boolean whole) {
      if (size == 0)
        throw new IllegalArgumentException(
            "The plane has no finite pixel, only NaN or infinity: there is nothing to threshold");
      return new Histogram(
          rows,
          canceled,
          whole,
          Arrays.copyOf(low, size),
          Arrays.copyOf(high, size),
          Arrays.copyOf(n, size),
          Arrays.copyOf(sum, size));
    }
  }
}
