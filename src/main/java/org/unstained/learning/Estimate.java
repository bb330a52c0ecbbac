package org.unstained.learning;

/**
 * A figure and where it would lie with other images of the same kind.
 *
 * @param value NaN if there is nothing to judge
 * @param interval of 95 %; its ends are NaN if there is none
 */
public record Estimate(double value, ConfidenceInterval interval) {
  /** An interval of that share of the resamples. */
  public static final double LEVEL = 0.95;

  private static final ConfidenceInterval NONE =
      new ConfidenceInterval(Double.NaN, Double.NaN, LEVEL, 0);

  /** Without interval. */
  public static Estimate of(double value) {
    return new Estimate(value, NONE);
  }

  public double low() {
    return interval.low();
  }

  public double high() {
    return interval.high();
  }
}
