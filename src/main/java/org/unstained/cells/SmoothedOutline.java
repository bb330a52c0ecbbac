package org.unstained.cells;

import org.unstained.cells.Outline.Polygon;

/**
 * The outline without its stairs, for the perimeter: the middles of its unit edges, smoothed by a
 * cubic over nine of them (Savitzky and Golay 1964, doi:10.1021/ac60214a047). Coordinates are whole
 * numbers, in units of 1/{@value #SCALE} pixel. An object is used for many polygons in turn.
 */
final class SmoothedOutline {
  /** Neighbours on either side that the cubic is fitted to. */
  private static final int REACH = 4;

  /** Sum of the filter's weights; the weights themselves stand in {@link #smooth}. */
  private static final int WEIGHT_SUM = 231;

  /** Shorter outlines stay as they are: the window would reach more than half round. */
  private static final int LEAST_SMOOTHED = 18;

  /** Middles of edges lie on half pixels, hence the 2. */
  static final int SCALE = 2 * WEIGHT_SUM;

  /** A side of a cell's box, beyond which whole numbers would overflow. */
  static final int GREATEST_SIDE = ConvexHull.LIMIT / SCALE;

  private int[] rawX = new int[256];
  private int[] rawY = new int[256];
  int[] x = new int[256];
  int[] y = new int[256];
  int size;

  /** Takes the place of the polygon before. Coordinates are relative to (left, top). */
  void set(Polygon polygon, int left, int top) {
    collectMiddles(polygon, left, top);
    if (size < LEAST_SMOOTHED) {
      scale(rawX, x, size);
      scale(rawY, y, size);
    } else {
      smooth(rawX, x, size);
      smooth(rawY, y, size);
    }
  }

  /** Twice the coordinates of the middles, wrapped round by {@code REACH} at both ends. */
  private void collectMiddles(Polygon polygon, int left, int top) {
    int[] px = polygon.x();
    int[] py = polygon.y();
    long length = 0;
    for (int i = 0, j = px.length - 1; i < px.length; j = i++)
      length += Math.abs((long) px[i] - px[j]) + Math.abs((long) py[i] - py[j]);
    size = Math.toIntExact(length);
    ensureCapacity(size + 2 * REACH);
    int n = REACH;
    for (int i = 0; i < px.length; i++) {
      int j = i + 1 < px.length ? i + 1 : 0;
      int dx = Integer.signum(px[j] - px[i]);
      int dy = Integer.signum(py[j] - py[i]);
      int steps = Math.abs(px[j] - px[i]) + Math.abs(py[j] - py[i]);
      int mx = 2 * (px[i] - left) + dx;
      int my = 2 * (py[i] - top) + dy;
      for (int s = 0; s < steps; s++, n++) {
        rawX[n] = mx + 2 * s * dx;
        rawY[n] = my + 2 * s * dy;
      }
    }
    for (int i = 0; i < REACH && size >= REACH; i++) {
      rawX[i] = rawX[i + size];
      rawY[i] = rawY[i + size];
      rawX[REACH + size + i] = rawX[REACH + i];
      rawY[REACH + size + i] = rawY[REACH + i];
    }
  }

  private static void scale(int[] from, int[] to, int size) {
    for (int i = 0; i < size; i++) to[i] = WEIGHT_SUM * from[i + REACH];
  }

  private static void smooth(int[] from, int[] to, int size) {
    for (int i = 0; i < size; i++)
      to[i] =
          -21 * (from[i] + from[i + 8])
              + 14 * (from[i + 1] + from[i + 7])
              + 39 * (from[i + 2] + from[i + 6])
              + 54 * (from[i + 3] + from[i + 5])
              + 59 * from[i + 4];
  }

  private void ensureCapacity(int capacity) {
    if (rawX.length >= capacity) return;
    int length = Math.max(capacity, 2 * rawX.length);
    rawX = new int[length];
    rawY = new int[length];
    x = new int[length];
    y = new int[length];
  }

  /** Length in a unit in which a pixel is so wide and so high. */
  double length(double width, double height) {
    double w = width / SCALE;
    double h = height / SCALE;
    double sum = 0;
    for (int i = 0, j = size - 1; i < size; j = i++) {
      double dx = (x[i] - x[j]) * w;
      double dy = (y[i] - y[j]) * h;
      sum += Math.sqrt(dx * dx + dy * dy);
    }
    return sum;
  }

  /** Enclosed area in pixels. */
  double area() {
    double twice = 0;
    for (int i = 0, j = size - 1; i < size; j = i++)
      twice += (double) x[j] * y[i] - (double) x[i] * y[j];
    return twice / 2 / ((double) SCALE * SCALE);
  }
}
