package org.unstained.learning;

/** The few probability distributions that intervals and tests need. */
final class Distributions {
  private static final double TINY = 1e-300;
  private static final int MOST_TERMS = 500;
  private static final double EXACT = 1e-15;

  private static final double[] LANCZOS = {
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
    -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
    1.5056327351493116e-7
  };

  private Distributions() {}

  /**
   * The value below which a standard normal variable lies with this probability, by bisection on
   * {@link #normal}.
   *
   * @param p 0–1, exclusive
   */
  static double normalQuantile(double p) {
    double low = -40;
    double high = 40;
    for (int i = 0; i < 200 && high - low > 1e-15; i++) {
      double middle = (low + high) / 2;
      if (normal(middle) < p) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }

  /** Probability that a standard normal variable lies below; by Student's t of no limit. */
  static double normal(double z) {
    double tail = upperGamma(0.5, z * z / 2) / 2;
    return z < 0 ? tail : 1 - tail;
  }

  /**
   * Probability that Student's t lies as far from 0 or farther, to either side.
   *
   * @param freedom degrees, above 0
   */
  static double twoSidedT(double t, double freedom) {
    return beta(freedom / 2, 0.5, freedom / (freedom + t * t));
  }

  /** Regularised incomplete beta function, by its continued fraction (Lentz). */
  static double beta(double a, double b, double x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    if (x > (a + 1) / (a + b + 2)) return 1 - beta(b, a, 1 - x);
    double front =
        Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
            / a;
    double f = 1;
    double c = 1;
    double d = 0;
    for (int i = 0; i <= MOST_TERMS; i++) {
      int m = i / 2;
      double term;
      if (i == 0) term = 1;
      else if (i % 2 == 0) term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      else term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / nonZero(1 + term * d);
      c = nonZero(1 + term / c);
      f *= c * d;
      if (Math.abs(1 - c * d) < EXACT) break;
    }
    return front * (f - 1);
  }

  /** Regularised upper incomplete gamma function: series below a + 1, fraction above. */
  private static double upperGamma(double a, double x) {
    if (x <= 0) return 1;
    double front = Math.exp(a * Math.log(x) - x - logGamma(a));
    if (x < a + 1) {
      double term = 1 / a;
      double sum = term;
      for (int n = 1; n < MOST_TERMS && Math.abs(term) > sum * EXACT; n++)
        sum += term *= x / (a + n);
      return 1 - front * sum;
    }
    double b = x + 1 - a;
    double c = 1 / TINY;
    double d = 1 / b;
    double h = d;
    for (int i = 1; i < MOST_TERMS; i++) {
      double an = -i * (i - a);
      b += 2;
      d = 1 / nonZero(an * d + b);
      c = nonZero(b + an / c);
      h *= c * d;
      if (Math.abs(c * d - 1) < EXACT) break;
    }
    return front * h;
  }

  private static double nonZero(double v) {
    return Math.abs(v) < TINY ? TINY : v;
  }

  /** Lanczos's approximation, for x above 0. */
  static double logGamma(double x) {
    if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) sum += LANCZOS[i] / (x - 1 + i);
    double t = x - 1 + LANCZOS.length - 1.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
