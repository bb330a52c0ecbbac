package org.unstained.cells;

/**
 * An upright rectangle in pixels of the full image: {@code x} and {@code y} of the upper-left
 * corner, width and height. A cell that covers the single pixel (3, 5) has the box (3, 5, 1, 1).
 *
 * @throws IllegalArgumentException if a value is not finite, or width or height is negative
 */
public record Box(double x, double y, double width, double height) {
  public Box {
    if (!Double.isFinite(x + y + width + height) || width < 0 || height < 0)
      throw new IllegalArgumentException(
          "A box needs finite numbers and no negative side, got x=%s y=%s width=%s height=%s"
              .formatted(x, y, width, height));
  }

  public double area() {
    return width * height;
  }

  /** Intersection over union with another box, 0–1; 0 if both are empty. */
  public double iou(Box other) {
    double w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    double h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    double both = Math.max(0, w) * Math.max(0, h);
    double either = area() + other.area() - both;
    return either > 0 ? both / either : 0;
  }
}
