package org.unstained.cells;

/**
 * Greatest and least diameter of a convex polygon. All pairs of corners are compared: a polygon on
 * the pixel grid has few (about 3.5 r<sup>2/3</sup> for a disc of radius r).
 *
 * @param angle direction of the greatest, in degrees; the least angle where there are several
 */
record FeretDiameters(double greatest, double least, double angle) {
  /** Diameters that differ by less, relatively, are taken for equal. */
  private static final double TIE = 1e-9;

  /** Of a hull that is stretched to pixels of this width and height. */
  static FeretDiameters of(long[] hull, int size, double width, double height) {
    double[] x = new double[size];
    double[] y = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = ConvexHull.x(hull[i]) * width;
      y[i] = ConvexHull.y(hull[i]) * height;
    }
    double best = 0;
    for (int i = 0; i < size; i++)
      for (int j = i + 1; j < size; j++) best = Math.max(best, squared(x, y, i, j));
    double angle = 180;
    for (int i = 0; i < size; i++)
      for (int j = i + 1; j < size; j++)
        if (squared(x, y, i, j) >= best * (1 - TIE))
          angle = Math.min(angle, Angles.onScreen(Math.atan2(y[j] - y[i], x[j] - x[i])));
    return new FeretDiameters(Math.sqrt(best), least(x, y), angle);
  }

  /** The same polygon in a unit in which everything is so many times as long. */
  FeretDiameters times(double factor) {
    return new FeretDiameters(greatest * factor, least * factor, angle);
  }

  private static double squared(double[] x, double[] y, int i, int j) {
    double dx = x[j] - x[i];
    double dy = y[j] - y[i];
    return dx * dx + dy * dy;
  }

  /** The least width is met across an edge of the hull. */
  private static double least(double[] x, double[] y) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
      double dx = x[i] - x[j];
      double dy = y[i] - y[j];
      double across = 0;
      for (int k = 0; k < x.length; k++)
        across = Math.max(across, Math.abs(dx * (y[k] - y[j]) - dy * (x[k] - x[j])));
      least = Math.min(least, across / Math.sqrt(dx * dx + dy * dy));
    }
    return least;
  }
}
