package org.unstained.segment;

import java.util.BitSet;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Levels that part cells from ground: a pixel belongs to a cell if its value is <em>greater</em>
 * than the threshold. Found on all distinct values of the plane, whatever its pixel type, not on
 * 256 bins. NaN and infinite values are left out.
 *
 * <p>All methods throw {@link IllegalArgumentException} if the plane is not 2D, has no finite
 * pixel, or has the same value everywhere.
 */
public final class Thresholds {
  private static final int BINS_AT_ONCE = 32;
  private static final int MOST_ITERATIONS = 1000;

  private Thresholds() {}

  /**
   * Otsu's threshold: the split with the greatest variance between the two classes; the lowest of
   * equal ones.
   *
   * @see <a href="https://doi.org/10.1109/TSMC.1979.4310076">doi:10.1109/TSMC.1979.4310076</a>
   */
  public static double otsu(RandomAccessibleInterval<? extends RealType<?>> plane) {
    return otsu(histogram(plane));
  }

  /**
   * Li's threshold of least cross entropy, by Li and Tam's iteration from the mean, run until the
   * split no longer changes.
   *
   * @see <a
   *     href="https://doi.org/10.1016/S0167-8655(98)00057-9">doi:10.1016/S0167-8655(98)00057-9</a>
   */
  public static double li(RandomAccessibleInterval<? extends RealType<?>> plane) {
    return li(histogram(plane));
  }

  /**
   * The triangle threshold: the level farthest below the line from the histogram's peak to the end
   * of its longer tail. The histogram has bins of Freedman and Diaconis' width, but of one grey
   * level at least for whole numbers, since on sparser ones noise alone decides.
   *
   * @see <a href="https://doi.org/10.1177/25.7.70454">doi:10.1177/25.7.70454</a> (Zack et al.)
   * @see <a href="https://doi.org/10.1007/BF01025868">doi:10.1007/BF01025868</a> (bin width)
   */
  public static double triangle(RandomAccessibleInterval<? extends RealType<?>> plane) {
    return triangle(histogram(plane));
  }

  private static Histogram histogram(RandomAccessibleInterval<? extends RealType<?>> plane) {
    return Histogram.of(PlaneRows.of(plane), () -> false);
  }

  static double otsu(Histogram histogram) {
    Histogram h = histogram;
    while (true) {
      refuseConstant(h);
      int best = bestSplit(h);
      double variance = best < 0 ? -1 : variance(h, h.count[best], excess(h, best));
      BitSet open = mayHoldBetterSplit(h, variance);
      if (open.isEmpty()) {
        if (h.isExact(best)) return h.high[best];
        open.set(best);
      }
      h = h.zoom(open);
    }
  }

  /** Otsu's threshold to the width of a bin, where it only has to begin an iteration. */
  static double otsuByBins(Histogram h) {
    refuseConstant(h);
    int best = bestSplit(h);
    return best < 0 ? otsu(h) : h.high[best];
  }

  /** The bin after which the variance between the classes is greatest; -1 if there is one bin. */
  private static int bestSplit(Histogram h) {
    int best = -1;
    double bestVariance = -1;
    for (int i = 0; i < h.size() - 1; i++) {
      double variance = variance(h, h.count[i], excess(h, i));
      if (variance > bestVariance) {
        bestVariance = variance;
        best = i;
      }
    }
    return best;
  }

  /** How far the sum of the pixels up to bin i lies below what the mean would give. */
  private static double excess(Histogram h, int i) {
    return i < 0 ? 0 : h.count[i] * h.mean() - h.sum[i];
  }

  private static double variance(Histogram h, long below, double excess) {
    double n = h.total();
    return excess / n * (excess / n) / ((below / n) * ((n - below) / n));
  }

  /** Bins of several values in which a split could beat the best one between bins. */
  private static BitSet mayHoldBetterSplit(Histogram h, double bestVariance) {
    BitSet open = new BitSet();
    for (int i = 0; i < h.size() && open.cardinality() < BINS_AT_ONCE; i++) {
      long inside = h.pixels(i);
      if (h.isExact(i) || inside < 2) continue;
      long below = h.count[i] - inside;
      double excess = Math.max(excess(h, i - 1), excess(h, i)) + inside * (h.high[i] - h.low[i]);
      double bound = Math.max(variance(h, below + 1, excess), variance(h, h.count[i] - 1, excess));
      if (bound > bestVariance) open.set(i);
    }
    return open;
  }

  static double li(Histogram histogram) {
    refuseConstant(histogram);
    Histogram h = histogram.isExact(0) ? histogram : histogram.zoom(single(0));
    double least = h.low[0];
    double level = h.mean();
    int split = -1;
    for (int round = 0; round < MOST_ITERATIONS; round++) {
      int at = lastBinUpTo(h, level);
      if (at == split && isInside(h, at + 1, level)) {
        // Settled but for the values within one bin.
        h = h.zoom(single(at + 1));
        at = lastBinUpTo(h, level);
      } else if (at == split) break;
      if (at < 0 || at == h.size() - 1) break;
      split = at;
      double ground = h.sum[at] / h.count[at] - least;
      double cells = (h.sum[h.size() - 1] - h.sum[at]) / (h.total() - h.count[at]) - least;
      if (ground <= 0) break;
      level = (cells - ground) / (Math.log(cells) - Math.log(ground)) + least;
    }
    return level;
  }

  private static boolean isInside(Histogram h, int bin, double level) {
    return bin < h.size() && !h.isExact(bin) && h.low[bin] <= level;
  }

  private static BitSet single(int bin) {
    BitSet one = new BitSet();
    one.set(bin);
    return one;
  }

  /** The last bin all of whose values are ≤ level, or -1. */
  private static int lastBinUpTo(Histogram h, double level) {
    int from = 0;
    int to = h.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (h.high[middle] <= level) from = middle + 1;
      else to = middle;
    }
    return from - 1;
  }

  static double triangle(Histogram h) {
    refuseConstant(h);
    double least = h.low[0];
    double greatest = h.high[h.size() - 1];
    double spread =
        h.high[h.bin(Math.max(1, h.total() * 3 / 4))] - h.low[h.bin(Math.max(1, h.total() / 4))];
    double width = 2 * spread / Math.cbrt(h.total());
    double step = h.whole ? spacing(h) : 0;
    if (h.whole) width = step * Math.max(1, Math.rint(width / step));
    width = Math.max(width, (greatest - least) / ((1 << 16) - 1));
    long[] n = linear(h, least, width, (int) ((greatest - least) / width) + 1);
    // The threshold is the last value of the bin, and the next bin begins with the next one.
    return least + width * (corner(n) + 1) - step;
  }

  /** The step between neighbouring grey levels: 16 where 12 bits stand in the upper part of 16. */
  private static double spacing(Histogram h) {
    long step = 0;
    for (int i = 1; i < h.size() && step != 1; i++)
      step = h.isExact(i) ? gcd((long) (h.low[i] - h.low[0]), step) : 1;
    return Math.max(1, step);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static long[] linear(Histogram h, double least, double width, int bins) {
    long[] n = new long[bins];
    if (h.rows().isUnsignedShort()) {
      for (int i = 0; i < h.size(); i++)
        n[(int) Math.min(bins - 1, (h.low[i] - least) / width)] += h.pixels(i);
      return n;
    }
    long[][] chunks =
        Histogram.chunks(
            h.rows(),
            h.canceled(),
            () -> new long[bins],
            (row, w, to) -> {
              for (int x = 0; x < w; x++)
                if (Float.isFinite(row[x]))
                  to[(int) Math.max(0, Math.min(bins - 1, (row[x] - least) / width))]++;
            });
    for (long[] chunk : chunks) for (int i = 0; i < bins; i++) n[i] += chunk[i];
    return n;
  }

  /** The bin farthest below the line from the peak to the end of the longer tail. */
  private static int corner(long[] n) {
    int peak = 0;
    for (int i = 1; i < n.length; i++) if (n[i] > n[peak]) peak = i;
    boolean right = n.length - 1 - peak >= peak;
    int end = right ? n.length - 1 : 0;
    int step = right ? 1 : -1;
    double slope = (double) (n[end] - n[peak]) / Math.max(1, Math.abs(end - peak));
    int best = peak;
    double farthest = -1;
    for (int i = peak; i != end + step; i += step) {
      double below = n[peak] + slope * Math.abs(i - peak) - n[i];
      if (below > farthest) {
        farthest = below;
        best = i;
      }
    }
    return right ? best : Math.max(0, best - 1);
  }

  private static void refuseConstant(Histogram h) {
    if (h.low[0] == h.high[h.size() - 1])
      throw new IllegalArgumentException(
          "All pixels of the plane have the same value, so no threshold parts cells from ground."
              + " Choose another plane or channel, or a manual threshold");
  }
}
