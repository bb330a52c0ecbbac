package org.unstained.benchmark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Times of several turns, in seconds. */
record Timing(List<Double> seconds) {

  double median() {
    return median(seconds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** The upper one of two; NaN of nothing. */
  static double median(double[] values) {
    if (values.length == 0) return Double.NaN;
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  String middle() {
    return text(median());
  }

  /** From the least to the most. */
  String spread() {
    double least = seconds.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
    double most = seconds.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    return text(least) + " – " + text(most);
  }

  /** Three digits that count. */
  static String text(double seconds) {
    boolean small = seconds < 1;
    double value = small ? 1000 * seconds : seconds;
    int digits = value < 10 ? 2 : value < 100 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + digits + "f %s", value, small ? "ms" : "s");
  }
}
