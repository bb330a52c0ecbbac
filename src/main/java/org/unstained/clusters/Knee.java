package org.unstained.clusters;

/**
 * The knee of a curve: the point farthest below the straight line from the first to the last point,
 * with both axes scaled to 0–1. It's the highest point of the difference curve of "Kneedle"
 * (Satopää and others 2011, doi:10.1109/ICDCSW.2011.20), without its smoothing and its threshold.
 */
final class Knee {
  private Knee() {}

  /**
   * Of a curve that hangs through: falling ever more slowly, or rising ever faster.
   *
   * @param x growing
   * @param y one an x
   * @return the number of the point, of equal ones the first; -1 if no point lies below the line
   */
  static int of(double[] x, double[] y) {
    int last = x.length - 1;
    int knee = -1;
    if (last < 2) return knee;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : y) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    double height = most - least;
    if (!(height > 0)) return knee;
    // Rounding leaves a straight line with a trace of a knee.
    double deepest = 1e-9;
    for (int i = 1; i < last; i++) {
      double along = (x[i] - x[0]) / (x[last] - x[0]);
      double below = (y[0] + along * (y[last] - y[0]) - y[i]) / height;
      if (below > deepest) {
        deepest = below;
        knee = i;
      }
    }
    return knee;
  }
}
