package org.unstained.inference;

/**
 * How the values of a channel become what a network expects: gain · v + offset, then held within
 * bounds. Made once for an image, so that all of its tiles and crops are treated alike. What is not
 * finite afterwards becomes 0.
 *
 * @throws IllegalArgumentException if gain or offset is not finite, or the bounds leave nothing
 */
public record Scaling(double gain, double offset, double low, double high) {

  /** Values as they are. */
  public static final Scaling NONE =
      new Scaling(1, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  public Scaling {
    if (!Double.isFinite(gain) || !Double.isFinite(offset) || !(low <= high))
      throw new IllegalArgumentException(
          "A scaling needs finite numbers and bounds in order, got %s v + %s within %s and %s"
              .formatted(gain, offset, low, high));
  }

  /** Without bounds. */
  public static Scaling of(double gain, double offset) {
    return new Scaling(gain, offset, NONE.low, NONE.high);
  }

  /** {@code from} becomes 0 and {@code to} becomes 1; a plane without contrast becomes 0. */
  public static Scaling range(double from, double to) {
    double gain = to > from ? 1 / (to - from) : 0;
    return of(gain, -from * gain);
  }

  void apply(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      double v = gain * values[i] + offset;
      v = v < low ? low : v > high ? high : v;
      values[i] = Double.isFinite(v) ? (float) v : 0;
    }
  }
}
