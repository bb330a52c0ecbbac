package org.unstained.classical;

import java.util.Arrays;

/**
 * Two bell curves that together make the distribution of a stain: cells without it and cells with
 * it. Fitted by expectation maximisation (Dempster, Laird and Rubin 1977,
 * doi:10.1111/j.2517-6161.1977.tb01600.x).
 *
 * @param lowMean of the lower component
 * @param lowDeviation its standard deviation
 * @param lowWeight its share of the cells, 0–1
 * @param highMean of the upper component
 * @param highDeviation its standard deviation
 * @param logLikelihood of all values, natural logarithm
 * @param gain how much more that is than with one component
 * @param count of the values
 */
public record GaussianMixture(
    double lowMean,
    double lowDeviation,
    double lowWeight,
    double highMean,
    double highDeviation,
    double logLikelihood,
    double gain,
    int count) {

  /** Fewer say nothing about five figures. */
  public static final int LEAST = 30;

  private static final int STARTS = 9;
  private static final int MOST_AT_START = 4000;
  private static final int ROUNDS_AT_START = 60;

  /** Of all values together; a round for many values is worth more than one for a few. */
  private static final long MOST_LOOKS = 100_000_000;

  private static final int LEAST_ROUNDS = 500;

  /** Parts of the spread by which nothing moves any more. */
  private static final double SETTLED = 1e-10;

  /** What a second component adds: a mean, a deviation and a weight. */
  private static final int MORE_FIGURES = 3;

  /** A component no narrower than this part of the whole spread, or it would be a cell or two. */
  private static final double NARROWEST = 0.02;

  /**
   * Starts at nine parts of the sorted values in two, and goes on from the best.
   *
   * @param values finite, in any order
   * @throws IllegalArgumentException if there are fewer than {@value #LEAST}, or all are equal
   */
  public static GaussianMixture fit(double[] values) {
    if (values.length < LEAST)
      throw new IllegalArgumentException(
          "A mixture needs %d cells at least, got %d".formatted(LEAST, values.length));
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    if (!Double.isFinite(sorted[0]) || !Double.isFinite(sorted[sorted.length - 1]))
      throw new IllegalArgumentException("A value isn't finite");
    double spread = deviation(sorted, 0, sorted.length);
    if (!(spread > 0))
      throw new IllegalArgumentException("All cells have the same value, " + sorted[0]);
    double[] few = thinned(sorted);
    State best = null;
    for (int s = 1; s <= STARTS; s++) {
      State state = State.split(few, Math.max(1, few.length * s / (STARTS + 1)), spread);
      for (int round = 0; round < ROUNDS_AT_START; round++) state.step(few, spread);
      if (best == null || state.likelihood > best.likelihood) best = state;
    }
    long rounds = Math.max(LEAST_ROUNDS, MOST_LOOKS / sorted.length);
    double moved = Double.POSITIVE_INFINITY;
    for (long round = 0; round < rounds && moved > SETTLED * spread; round++)
      moved = best.step(sorted, spread);
    double one = -0.5 * sorted.length * (Math.log(2 * Math.PI * spread * spread) + 1);
    return best.result(sorted.length, one);
  }

  private static double[] thinned(double[] sorted) {
    if (sorted.length <= MOST_AT_START) return sorted;
    double[] few = new double[MOST_AT_START];
    for (int i = 0; i < few.length; i++)
      few[i] = sorted[(int) ((i + 0.5) * sorted.length / few.length)];
    return few;
  }

  private static double deviation(double[] v, int from, int to) {
    double mean = Arrays.stream(v, from, to).average().orElse(0);
    double squares = Arrays.stream(v, from, to).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (to - from));
  }

  /** Means, deviations and the first weight, while they move. */
  private static final class State {
    double m1;
    double s1;
    double w1;
    double m2;
    double s2;
    double likelihood;

    static State split(double[] sorted, int at, double spread) {
      State state = new State();
      state.m1 = Arrays.stream(sorted, 0, at).average().orElse(0);
      state.m2 = Arrays.stream(sorted, at, sorted.length).average().orElse(0);
      state.s1 = Math.max(deviation(sorted, 0, at), NARROWEST * spread);
      state.s2 = Math.max(deviation(sorted, at, sorted.length), NARROWEST * spread);
      state.w1 = (double) at / sorted.length;
      return state;
    }

    /** One expectation and maximisation: how far it moved. The likelihood is that before it. */
    double step(double[] v, double spread) {
      double n1 = 0;
      double sum1 = 0;
      double sum2 = 0;
      double squares1 = 0;
      double squares2 = 0;
      likelihood = 0;
      for (double x : v) {
        double l1 = Math.log(w1) + logDensity(x, m1, s1);
        double l2 = Math.log(1 - w1) + logDensity(x, m2, s2);
        double greatest = Math.max(l1, l2);
        double log = greatest + Math.log(Math.exp(l1 - greatest) + Math.exp(l2 - greatest));
        likelihood += log;
        double r = Math.exp(l1 - log);
        // About the old means, so that nothing cancels.
        n1 += r;
        sum1 += r * (x - m1);
        squares1 += r * (x - m1) * (x - m1);
        sum2 += (1 - r) * (x - m2);
        squares2 += (1 - r) * (x - m2) * (x - m2);
      }
      double n2 = v.length - n1;
      double least = 1e-9 * v.length;
      if (n1 < least || n2 < least) return 0; // one component is empty and stays so
      double d1 = sum1 / n1;
      double d2 = sum2 / n2;
      m1 += d1;
      m2 += d2;
      double before1 = s1;
      double before2 = s2;
      s1 = Math.max(Math.sqrt(Math.max(0, squares1 / n1 - d1 * d1)), NARROWEST * spread);
      s2 = Math.max(Math.sqrt(Math.max(0, squares2 / n2 - d2 * d2)), NARROWEST * spread);
      w1 = n1 / v.length;
      return Math.max(
          Math.max(Math.abs(d1), Math.abs(d2)),
          Math.max(Math.abs(s1 - before1), Math.abs(s2 - before2)));
    }

    GaussianMixture result(int count, double one) {
      double gain = likelihood - one;
      return m1 <= m2
          ? new GaussianMixture(m1, s1, w1, m2, s2, likelihood, gain, count)
          : new GaussianMixture(m2, s2, 1 - w1, m1, s1, likelihood, gain, count);
    }
  }

  private static double logDensity(double x, double mean, double deviation) {
    double z = (x - mean) / deviation;
    return -0.5 * z * z - Math.log(deviation) - 0.5 * Math.log(2 * Math.PI);
  }

  /** Density of both components together at a value, for a curve over a histogram. */
  public double density(double x) {
    return lowDensity(x) + highDensity(x);
  }

  /** That of the lower component, its weight included. */
  public double lowDensity(double x) {
    return lowWeight * Math.exp(logDensity(x, lowMean, lowDeviation));
  }

  /** That of the upper component, its weight included. */
  public double highDensity(double x) {
    return (1 - lowWeight) * Math.exp(logDensity(x, highMean, highDeviation));
  }

  /**
   * The probability that a cell belongs to the upper component. Beyond the means it's that at the
   * mean: far out the wider curve is always the higher one, on its wrong side too.
   */
  public double highProbability(double x) {
    double at = Math.min(Math.max(x, lowMean), highMean);
    double high = highDensity(at);
    return high / (high + lowDensity(at));
  }

  /**
   * The rule of the JIMT-1 paper (doi:10.1038/s41598-021-89895-w): up to the mean plus one standard
   * deviation of the lower component a cell has no stain, from the mean minus one of the upper one
   * on it has. What lies between is left out.
   *
   * @throws IllegalArgumentException if the components overlap so much that the first limit lies
   *     above the second, or if one component describes the cells as well by Schwarz's criterion
   *     (1978, doi:10.1214/aos/1176344136); says why
   */
  public StainLimits limits() {
    if (2 * gain < MORE_FIGURES * Math.log(count))
      throw new IllegalArgumentException(
          "The two components overlap: one bell curve describes the %d cells as well, so nothing says that there are cells with and without the stain"
              .formatted(count));
    double low = lowMean + lowDeviation;
    double high = highMean - highDeviation;
    if (low >= high)
      throw new IllegalArgumentException(
          "The two components overlap: the lower one reaches up to %s (mean %s + sd %s), the upper one down to %s (mean %s - sd %s). There is nothing between them, so the rule can't tell cells apart"
              .formatted(
                  text(low),
                  text(lowMean),
                  text(lowDeviation),
                  text(high),
                  text(highMean),
                  text(highDeviation)));
    return new StainLimits(low, high);
  }

  private static String text(double value) {
    return String.format(java.util.Locale.ROOT, "%.4g", value);
  }
}
