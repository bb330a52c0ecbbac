package org.unstained.embedding;

/**
 * How near two points of the plane count at a distance d: 1 / (1 + a d^2b).
 *
 * @param a above 0
 * @param b above 0
 */
record UmapCurve(double a, double b) {
  private static final int PLACES = 300;
  private static final int MOST_STEPS = 500;

  /**
   * The curve nearest, by least squares at 300 distances up to three times the spread, to one that
   * is 1 up to the minimum distance and falls exponentially beyond. By Levenberg's and Marquardt's
   * steps.
   */
  static UmapCurve fit(double minimumDistance, double spread) {
    UmapCurve best = new UmapCurve(1, 1);
    double error = best.error(minimumDistance, spread);
    double damping = 1e-3;
    for (int step = 0; step < MOST_STEPS && damping < 1e12; step++) {
      UmapCurve next = best.step(minimumDistance, spread, damping);
      double after = next.a > 0 && next.b > 0 ? next.error(minimumDistance, spread) : Double.NaN;
      if (after < error) {
        best = next;
        error = after;
        damping /= 10;
      } else {
        damping *= 10;
      }
    }
    return best;
  }

  private static double wanted(double d, double minimumDistance, double spread) {
    return d < minimumDistance ? 1 : Math.exp(-(d - minimumDistance) / spread);
  }

  private double error(double minimumDistance, double spread) {
    double sum = 0;
    for (int i = 0; i < PLACES; i++) {
      double d = 3 * spread * i / (PLACES - 1);
      double off = at(d) - wanted(d, minimumDistance, spread);
      sum += off * off;
    }
    return sum;
  }

  private UmapCurve step(double minimumDistance, double spread, double damping) {
    double aa = 0;
    double ab = 0;
    double bb = 0;
    double ra = 0;
    double rb = 0;
    for (int i = 1; i < PLACES; i++) {
      double d = 3 * spread * i / (PLACES - 1);
      double power = Math.pow(d, 2 * b);
      double value = 1 / (1 + a * power);
      double byA = -value * value * power;
      double byB = byA * a * 2 * Math.log(d);
      double off = wanted(d, minimumDistance, spread) - value;
      aa += byA * byA;
      ab += byA * byB;
      bb += byB * byB;
      ra += byA * off;
      rb += byB * off;
    }
    aa *= 1 + damping;
    bb *= 1 + damping;
    double determinant = aa * bb - ab * ab;
    return new UmapCurve(
        a + (ra * bb - rb * ab) / determinant, b + (rb * aa - ra * ab) / determinant);
  }

  /** How near points this far apart count, 0–1. */
  double at(double distance) {
    return 1 / (1 + a * Math.pow(distance, 2 * b));
  }

  /** By what part of their difference two points attract one another, by the squared distance. */
  double attraction(double square) {
    return 2 * a * b * Math.pow(square, b - 1) / (1 + a * Math.pow(square, b));
  }

  /** The same of points that repel one another. */
  double repulsion(double square) {
    return 2 * b / ((0.001 + square) * (1 + a * Math.pow(square, b)));
  }
}
