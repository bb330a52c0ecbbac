package org.unstained.cells;

/**
 * Greatest and least diameter of a convex polygon. All pairs of corners are compared: a polygon on
 * the pixel grid has few (about 3.5 r<sup>2/3</sup> for a disc of radius r).
 */
final class FeretDiameters {
  /** Diameters that differ by less, relatively, are taken for equal. */
  private static final double TIE = 1e-9;

  private double[] x = new double[64];
  private double[] y = new double[64];
  private double greatest;
  private double angle;
  private double least;

  /** Takes the corners of a hull, stretched to pixels of this width and height. */
  void measure(long[] hull, int size, double width, double height) {
    if (x.length < size) {
      x = new double[2 * size];
      y = new double[2 * size];
    }
    for (int i = 0; i < size; i++) {
      x[i] = ConvexHull.x(hull[i]) * width;
      y[i] = ConvexHull.y(hull[i]) * height;
    }
    findGreatest(size);
    findLeast(size);
  }

  private void findGreatest(int size) {
    double best = 0;
    for (int i = 0; i < size; i++)
      for (int j = i + 1; j < size; j++) best = Math.max(best, squared(i, j));
    angle = 180;
    for (int i = 0; i < size; i++)
      for (int j = i + 1; j < size; j++)
        if (squared(i, j) >= best * (1 - TIE))
          angle = Math.min(angle, Angles.onScreen(Math.atan2(y[j] - y[i], x[j] - x[i])));
    greatest = Math.sqrt(best);
  }

  private double squared(int i, int j) {
    double dx = x[j] - x[i];
    double dy = y[j] - y[i];
    return dx * dx + dy * dy;
  }

  /** The least width is met across an edge of the hull. */
  private void findLeast(int size) {
    least = Double.POSITIVE_INFINITY;
    for (int i = 0, j = size - 1; i < size; j = i++) {
      double dx = x[i] - x[j];
      double dy = y[i] - y[j];
      double across = 0;
      for (int k = 0; k < size; k++)
        across = Math.max(across, Math.abs(dx * (y[k] - y[j]) - dy * (x[k] - x[j])));
      least = Math.min(least, across / Math.sqrt(dx * dx + dy * dy));
    }
  }

  double greatest() {
    return greatest;
  }

  double least() {
    return least;
  }

  /** Direction of the greatest, in degrees; the least angle where there are several. */
  double angle() {
    return angle;
  }
}
