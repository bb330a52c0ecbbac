package org.unstained.inference;

import org.unstained.cells.Box;

/**
 * Many boxes as plain numbers, for the loops over them. Overlaps lie within 0–1 in spite of
 * rounding.
 */
final class Rectangles {
  private final double[] corners;

  Rectangles(int count) {
    corners = new double[4 * count];
  }

  void set(int i, Box box) {
    corners[4 * i] = box.x();
    corners[4 * i + 1] = box.y();
    corners[4 * i + 2] = box.x() + box.width();
    corners[4 * i + 3] = box.y() + box.height();
  }

  double left(int i) {
    return corners[4 * i];
  }

  double top(int i) {
    return corners[4 * i + 1];
  }

  double right(int i) {
    return corners[4 * i + 2];
  }

  double bottom(int i) {
    return corners[4 * i + 3];
  }

  double width(int i) {
    return right(i) - left(i);
  }

  double height(int i) {
    return bottom(i) - top(i);
  }

  double area(int i) {
    return width(i) * height(i);
  }

  private double both(int i, int j) {
    double w = Math.min(right(i), right(j)) - Math.max(left(i), left(j));
    double h = Math.min(bottom(i), bottom(j)) - Math.max(top(i), top(j));
    return w > 0 && h > 0 ? w * h : 0;
  }

  /** Intersection over union; 0 where both are empty. */
  double iou(int i, int j) {
    double both = both(i, j);
    return both > 0 ? Math.min(1, both / (area(i) + area(j) - both)) : 0;
  }

  /** Intersection over the smaller area; 0 where one is empty. */
  double overlapOfSmaller(int i, int j) {
    double both = both(i, j);
    return both > 0 ? Math.min(1, both / Math.min(area(i), area(j))) : 0;
  }
}
