package org.unstained.models;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/**
 * Figures of the pixels of some planes, after the steps that were done so far. Planes are read in
 * bands of rows, a pass for each figure, or of 8 and 16 bits once ({@link ValueCounts}); nothing of
 * their size is kept. The bands don't depend on the number of threads, nor do the sums.
 */
final class PlaneValues {
  private static final int MOST_BANDS = 64;
  private static final int BUCKETS = 1 << 16;

  /** So many are sorted at once rather than counted. */
  private static final long FEW = 1 << 16;

  private interface Taker {
    void take(float value, long times);
  }

  private final List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels;
  private final int bands;

  /** How often each value stands in a channel; null where that isn't known. */
  private final long[][] counts;

  PlaneValues(List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels) {
    this.channels = channels;
    this.bands = channels.get(0).size() <= FEW ? 1 : MOST_BANDS;
    this.counts = new long[channels.size()][];
    RandomAccessibleInterval<?> first = channels.get(0);
    for (RandomAccessibleInterval<?> channel : channels) {
      if (channel.numDimensions() != 2)
        throw new IllegalArgumentException(
            "A plane has 2 dimensions, got " + channel.numDimensions());
      if (channel.dimension(0) != first.dimension(0) || channel.dimension(1) != first.dimension(1))
        throw new IllegalArgumentException("The channels have different sizes");
    }
  }

  /**
   * Mean and deviation (divisor n) in two passes, or null without a finite value.
   *
   * @param channel from 0, or −1 for all together
   */
  double[] meanAndDeviation(Normalisation sofar, int channel) {
    double[] sums = sums(sofar, channel, 0, false);
    if (sums[1] == 0) return null;
    double mean = sums[0] / sums[1];
    double squares = sums(sofar, channel, mean, true)[0];
    return new double[] {mean, Math.sqrt(squares / sums[1])};
  }

  private double[] sums(Normalisation sofar, int channel, double shift, boolean squared) {
    double[][] parts = new double[channels.size() * bands][2];
    eachBand(
        channel,
        (c, band) -> {
          double[] part = parts[c * bands + band];
          read(
              c,
              band,
              (value, times) -> {
                double d = sofar.exactly(c, value) - shift;
                part[0] += (squared ? d * d : d) * times;
                part[1] += times;
              });
        });
    double[] sums = new double[2];
    for (double[] part : parts) for (int i = 0; i < 2; i++) sums[i] += part[i];
    return sums;
  }

  /**
   * Exact percentiles by a radix search: a pass counts the upper 16 bits of each float, a second
   * one the lower 16 bits in the buckets that hold the wanted ranks.
   *
   * @param channel from 0, or −1 for all together
   * @return one for each percentage, or null without a finite value
   */
  double[] percentiles(Normalisation sofar, int channel, double... percentages) {
    Ranked ranked;
    long n;
    if (pixels(channel) <= FEW) {
      float[] sorted = sorted(sofar, channel);
      n = sorted.length;
      ranked = rank -> sorted[(int) rank];
    } else {
      long[] upper = count(sofar, channel, -1);
      Map<Integer, long[]> lowers = new HashMap<>();
      n = Arrays.stream(upper).sum();
      ranked = rank -> ranked(sofar, channel, upper, lowers, rank);
    }
    if (n == 0) return null;
    double[] found = new double[percentages.length];
    for (int i = 0; i < found.length; i++) {
      double rank = percentages[i] / 100 * (n - 1);
      long below = (long) Math.floor(rank);
      double low = ranked.of(below);
      double part = rank - below;
      double high = part > 0 ? ranked.of(below + 1) : low;
      found[i] = low + part * (high - low);
    }
    return found;
  }

  private interface Ranked {
    double of(long rank);
  }

  private long pixels(int channel) {
    RandomAccessibleInterval<?> plane = channels.get(0);
    return plane.dimension(0) * plane.dimension(1) * (channel < 0 ? channels.size() : 1);
  }

  private float[] sorted(Normalisation sofar, int channel) {
    float[] values = new float[(int) pixels(channel)];
    int[] n = {0};
    for (int c = first(channel); c < end(channel); c++) {
      int current = c;
      for (int band = 0; band < bands; band++)
        read(
            c,
            band,
            (value, times) -> {
              int at = n[0];
              n[0] += (int) times;
              Arrays.fill(values, at, n[0], (float) sofar.exactly(current, value));
            });
    }
    Arrays.sort(values, 0, n[0]);
    return Arrays.copyOf(values, n[0]);
  }

  private double ranked(
      Normalisation sofar, int channel, long[] upper, Map<Integer, long[]> lowers, long rank) {
    int high = 0;
    for (; rank >= upper[high]; high++) rank -= upper[high];
    long[] lower = lowers.computeIfAbsent(high, bucket -> count(sofar, channel, bucket));
    int low = 0;
    for (; rank >= lower[low]; low++) rank -= lower[low];
    return Float.intBitsToFloat(bits(high << 16 | low));
  }

  /**
   * @param high upper bits of the values whose lower bits are counted; −1 to count upper bits
   */
  private long[] count(Normalisation sofar, int channel, int high) {
    long[] counts = new long[BUCKETS];
    eachBand(
        channel,
        (c, band) -> {
          long[] part = new long[BUCKETS];
          read(
              c,
              band,
              (value, times) -> {
                int order = order(Float.floatToRawIntBits((float) sofar.exactly(c, value)));
                if (high < 0) part[order >>> 16] += times;
                else if (order >>> 16 == high) part[order & 0xFFFF] += times;
              });
          synchronized (counts) {
            for (int i = 0; i < BUCKETS; i++) counts[i] += part[i];
          }
        });
    return counts;
  }

  /** Unsigned numbers in the order of the floats. */
  private static int order(int bits) {
    return bits < 0 ? ~bits : bits | 0x8000_0000;
  }

  private static int bits(int order) {
    return order < 0 ? order & 0x7FFF_FFFF : ~order;
  }

  private interface Band {
    void of(int channel, int band);
  }

  private int first(int channel) {
    return Math.max(0, channel);
  }

  private int end(int channel) {
    return channel < 0 ? channels.size() : channel + 1;
  }

  private void eachBand(int channel, Band task) {
    IntStream.range(first(channel), end(channel)).forEach(this::countValues);
    IntStream.range(first(channel) * bands, end(channel) * bands)
        .parallel()
        .filter(i -> counts[i / bands] == null || i % bands == 0)
        .forEach(i -> task.of(i / bands, i % bands));
  }

  private void countValues(int c) {
    if (counts[c] == null && ValueCounts.areCheap(channels.get(c)))
      counts[c] = ValueCounts.of(channels.get(c));
  }

  /** Of a channel whose values are counted, the first band has them all. */
  private void read(int c, int band, Taker taker) {
    RandomAccessibleInterval<? extends RealType<?>> plane = channels.get(c);
    long[] counted = counts[c];
    if (counted != null) {
      if (band > 0) return;
      for (int v = 0; v < counted.length; v++) if (counted[v] > 0) taker.take(v, counted[v]);
      return;
    }
    long rows = plane.dimension(1);
    long from = rows * band / bands;
    long to = rows * (band + 1) / bands;
    if (from == to || plane.dimension(0) == 0) return;
    Cursor<? extends RealType<?>> cursor =
        Views.interval(
                plane,
                FinalInterval.createMinMax(
                    plane.min(0), plane.min(1) + from, plane.max(0), plane.min(1) + to - 1))
            .cursor();
    while (cursor.hasNext()) {
      float value = cursor.next().getRealFloat();
      if (Float.isFinite(value)) taker.take(value, 1);
    }
  }
}
