package org.unstained.cells;

/**
 * Convex hulls in whole numbers, so no rounding decides which points belong to them. A point is
 * packed into a long that sorts by y, then x. Stretching the axes maps hulls to hulls, so the hull
 * of pixels serves for every pixel size.
 */
final class ConvexHull {
  private ConvexHull() {}

  /** Coordinates stay within this, so that cross products fit a long. */
  static final int LIMIT = 1 << 29;

  static long point(int x, int y) {
    return (long) y << 32 | (x ^ Integer.MIN_VALUE) & 0xffffffffL;
  }

  static int x(long point) {
    return (int) point ^ Integer.MIN_VALUE;
  }

  static int y(long point) {
    return (int) (point >> 32);
  }

  /**
   * Andrew's monotone chain (1979, doi:10.1016/0020-0190(79)90072-3).
   *
   * @param points sorted; one point at least, repeats allowed
   * @param hull takes the corners, without those on a straight edge; room for 2·count
   * @return number of corners; 1 or 2 if the points lie on one point or line
   */
  static int of(long[] points, int count, long[] hull) {
    int size = 0;
    for (int i = 0; i < count; i++) size = push(hull, size, 0, points[i]);
    int turn = size - 1;
    for (int i = count - 2; i >= 0; i--) size = push(hull, size, turn, points[i]);
    return Math.max(1, size - 1);
  }

  private static int push(long[] hull, int size, int base, long point) {
    while (size >= base + 2 && !turns(hull[size - 2], hull[size - 1], point)) size--;
    if (size > base && hull[size - 1] == point) return size;
    hull[size] = point;
    return size + 1;
  }

  private static boolean turns(long a, long b, long c) {
    long cross =
        ((long) x(b) - x(a)) * ((long) y(c) - y(a)) - ((long) y(b) - y(a)) * ((long) x(c) - x(a));
    return cross > 0;
  }

  /** Length around a hull whose points are stretched; there and back if it is a line. */
  static double perimeter(long[] hull, int size, double width, double height) {
    double sum = 0;
    for (int i = 0, j = size - 1; i < size; j = i++) {
      double dx = ((double) x(hull[i]) - x(hull[j])) * width;
      double dy = ((double) y(hull[i]) - y(hull[j])) * height;
      sum += Math.sqrt(dx * dx + dy * dy);
    }
    return sum;
  }

  static double area(long[] hull, int size) {
    double twice = 0;
    for (int i = 0, j = size - 1; i < size; j = i++)
      twice += (double) x(hull[j]) * y(hull[i]) - (double) x(hull[i]) * y(hull[j]);
    return Math.abs(twice) / 2;
  }
}
