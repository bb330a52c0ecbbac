package org.unstained.inference;

import org.unstained.cells.Box;

/**
 * How much each place of a crop counted, 0 or more, in a unit of the method's own.
 *
 * @param x where its left edge lies, in pixels of the plane; may be outside it
 * @param y as {@code x}, the upper edge
 * @param scaleX pixels of the plane across one of the map
 * @param values row by row; belong to this record
 * @throws IllegalArgumentException if the values are others in number than the places
 */
public record HeatMap(
    double x, double y, double scaleX, double scaleY, int width, int height, float[] values) {
  public HeatMap {
    if (width < 1 || height < 1 || values.length != width * height)
      throw new IllegalArgumentException(
          "A map of %d x %d has as many values, got %d".formatted(width, height, values.length));
  }

  /** The greatest value; 0 if nothing counted. */
  public float greatest() {
    float most = 0;
    for (float v : values) most = Math.max(most, v);
    return most;
  }

  /** What of the plane it covers. */
  public Box place() {
    return new Box(x, y, scaleX * width, scaleY * height);
  }

  /**
   * The part of all that counted which lies in a box of the plane, 0–1; pixels that lie in it in
   * part count so. NaN if nothing counted.
   */
  public double inside(Box box) {
    double all = 0;
    double in = 0;
    for (int j = 0; j < height; j++) {
      double down = covered(y + j * scaleY, scaleY, box.y(), box.y() + box.height());
      for (int i = 0; i < width; i++) {
        float v = values[j * width + i];
        all += v;
        if (v > 0) in += v * down * covered(x + i * scaleX, scaleX, box.x(), box.x() + box.width());
      }
    }
    return in / all;
  }

  private static double covered(double from, double length, double low, double high) {
    return Math.max(0, Math.min(from + length, high) - Math.max(from, low)) / length;
  }

  /** The value at a point of the plane, on the straight line between pixels; 0 outside. */
  public float at(double px, double py) {
    double u = (px - x) / scaleX;
    double v = (py - y) / scaleY;
    if (u < 0 || v < 0 || u > width || v > height) return 0;
    return between(values, width, height, u - 0.5, v - 0.5);
  }

  /** Of values at whole places; beyond the outer ones as these. */
  static float between(float[] values, int width, int height, double u, double v) {
    double left = Math.max(0, Math.min(width - 1, u));
    double top = Math.max(0, Math.min(height - 1, v));
    int i = Math.min((int) left, Math.max(0, width - 2));
    int j = Math.min((int) top, Math.max(0, height - 2));
    double a = left - i;
    double b = top - j;
    int right = Math.min(i + 1, width - 1);
    int below = Math.min(j + 1, height - 1);
    return (float)
        ((1 - b) * ((1 - a) * values[j * width + i] + a * values[j * width + right])
            + b * ((1 - a) * values[below * width + i] + a * values[below * width + right]));
  }
}
