package org.unstained.report;

/**
 * One curve or one cloud of points.
 *
 * <p>NaN in x or y leaves a gap. Arrays are copied.
 */
public final class Series {
  /** How the points are shown. */
  public enum Style {
    LINE,
    /** A line with its points marked. */
    MARKED,
    /** The same, with its range as a band. */
    BANDED,
    POINTS,
    /** What others are compared with, such as the diagonal: thin, dashed and grey. */
    REFERENCE
  }

  private final String name;
  private final Style style;
  private final double[] x;
  private final double[] y;
  private final double[] low;
  private final double[] high;

  private Series(String name, Style style, double[] x, double[] y, double[] low, double[] high) {
    if (x.length != y.length
        || low.length != high.length
        || (low.length != 0 && low.length != x.length))
      throw new IllegalArgumentException(
          "The series '%s' has as many x as y, got %d and %d (range: %d)"
              .formatted(name, x.length, y.length, low.length));
    this.name = name;
    this.style = style;
    this.x = x.clone();
    this.y = y.clone();
    this.low = low.clone();
    this.high = high.clone();
  }

  /**
   * @param name in the legend; empty for none
   */
  public static Series of(String name, Style style, double[] x, double[] y) {
    return new Series(name, style, x, y, new double[0], new double[0]);
  }

  /** A straight line for comparison. */
  public static Series reference(String name, double x1, double y1, double x2, double y2) {
    return of(name, Style.REFERENCE, new double[] {x1, x2}, new double[] {y1, y2});
  }

  /** The same with the range of each y, such as its 95 % interval: a band, or a bar at a point. */
  public Series within(double[] from, double[] to) {
    return new Series(name, style, x, y, from, to);
  }

  public String name() {
    return name;
  }

  public Style style() {
    return style;
  }

  public int size() {
    return x.length;
  }

  public double x(int i) {
    return x[i];
  }

  public double y(int i) {
    return y[i];
  }

  public boolean hasRange() {
    return low.length > 0;
  }

  public double low(int i) {
    return low[i];
  }

  public double high(int i) {
    return high[i];
  }
}
