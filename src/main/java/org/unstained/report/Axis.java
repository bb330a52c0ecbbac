package org.unstained.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One side of a plot.
 *
 * @param label with its unit
 * @param low at its beginning
 * @param high at its end, above {@code low}
 * @param logarithmic whether equal steps are equal factors; then {@code low} is above 0
 */
public record Axis(String label, double low, double high, boolean logarithmic) {
  private static final int STEPS = 5;

  public Axis {
    if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high))
      throw new IllegalArgumentException(
          "An axis runs from a number to a greater one, got %s and %s".formatted(low, high));
    if (logarithmic && !(low > 0))
      throw new IllegalArgumentException("A logarithmic axis begins above 0, got " + low);
  }

  /** Of shares and scores: 0 to 1. */
  public static Axis share(String label) {
    return new Axis(label, 0, 1, false);
  }

  /** Wide enough for these values, with a little room; NaN is passed over. */
  public static Axis around(String label, double... values) {
    double[] finite = finite(values);
    if (finite.length == 0) return share(label);
    double least = finite[0];
    double most = finite[finite.length - 1];
    double room = most > least ? (most - least) * 0.06 : Math.max(Math.abs(most) * 0.1, 0.5);
    return new Axis(label, least - room, most + room, false);
  }

  /** From 0 to a little above the greatest value. */
  public static Axis fromZero(String label, double... values) {
    double[] finite = finite(values);
    double most = finite.length == 0 ? 0 : finite[finite.length - 1];
    return new Axis(label, 0, most > 0 ? most * 1.08 : 1, false);
  }

  /** The same as {@link #around}, logarithmic; only positive values are looked at. */
  public static Axis logarithmic(String label, double... values) {
    double[] positive = Arrays.stream(finite(values)).filter(v -> v > 0).toArray();
    if (positive.length == 0) return new Axis(label, 1, 10, true);
    return new Axis(label, positive[0] / 1.15, positive[positive.length - 1] * 1.15, true);
  }

  private static double[] finite(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
  }

  /** Where a value lies: 0 at the beginning, 1 at the end. */
  double part(double value) {
    return logarithmic
        ? Math.log(value / low) / Math.log(high / low)
        : (value - low) / (high - low);
  }

  /** Round values to mark. */
  List<Double> marks() {
    return logarithmic ? decades() : steps();
  }

  private List<Double> steps() {
    double rough = (high - low) / STEPS;
    double ten = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        ten * (rough / ten < 1.5 ? 1 : rough / ten < 3.5 ? 2 : rough / ten < 7.5 ? 5 : 10);
    List<Double> marks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++)
      marks.add(i * step);
    return marks;
  }

  private List<Double> decades() {
    List<Double> marks = new ArrayList<>();
    boolean few = high / low < 300;
    for (double ten = Math.pow(10, Math.floor(Math.log10(low))); ten <= high; ten *= 10)
      for (double digit : few ? new double[] {1, 2, 5} : new double[] {1})
        if (ten * digit >= low && ten * digit <= high) marks.add(ten * digit);
    return marks;
  }

  /** A value as text, finer than the marks; whole numbers without decimals. */
  String figure(double value) {
    if (Double.isNaN(value)) return Numbers.NONE;
    if (value == Math.rint(value) && Math.abs(value) < 1e7)
      return String.format(Locale.ROOT, "%.0f", value);
    double step = logarithmic ? Math.abs(value) : (high - low) / STEPS;
    int decimals = (int) Math.max(1, Math.ceil(-Math.log10(step) - 1e-9) + 2);
    return String.format(Locale.ROOT, "%." + Math.min(decimals, 6) + "f", value);
  }

  /** A mark as text, with as many decimals as tell the marks apart. */
  String text(double mark) {
    if (mark == 0) return "0";
    double step = logarithmic ? mark : (high - low) / STEPS;
    int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
    if (decimals > 6 || Math.abs(mark) >= 1e7) return String.format(Locale.ROOT, "%.2g", mark);
    return String.format(Locale.ROOT, "%." + Math.min(decimals, 6) + "f", mark);
  }
}
