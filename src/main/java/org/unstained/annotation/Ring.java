package org.unstained.annotation;

import java.util.Arrays;
import org.unstained.cells.Box;

/**
 * One closed polygon, in pixels of the full image with fractions; the corner (0, 0) is the upper
 * left one of the first pixel. The last vertex is joined to the first, which is not repeated. It
 * may run either way round.
 *
 * <p>The arrays are owned by the ring and must not be changed.
 *
 * @throws IllegalArgumentException if there are fewer than three vertices, or one isn't finite
 */
public record Ring(double[] x, double[] y) {
  public Ring {
    if (x.length != y.length || x.length < 3)
      throw new IllegalArgumentException(
          "A polygon needs as many x as y and three or more, got %d and %d"
              .formatted(x.length, y.length));
    for (int i = 0; i < x.length; i++)
      if (!Double.isFinite(x[i]) || !Double.isFinite(y[i]))
        throw new IllegalArgumentException(
            "Corner %d of a polygon has no finite place: %s, %s".formatted(i + 1, x[i], y[i]));
  }

  /** Four corners, clockwise on the screen. */
  static Ring of(Box b) {
    double right = b.x() + b.width();
    double bottom = b.y() + b.height();
    return new Ring(
        new double[] {b.x(), right, right, b.x()}, new double[] {b.y(), b.y(), bottom, bottom});
  }

  public int size() {
    return x.length;
  }

  /** Smallest upright box around it. */
  public Box box() {
    double left = Arrays.stream(x).min().getAsDouble();
    double top = Arrays.stream(y).min().getAsDouble();
    return new Box(
        left,
        top,
        Arrays.stream(x).max().getAsDouble() - left,
        Arrays.stream(y).max().getAsDouble() - top);
  }

  /** Enclosed area in squared pixels, never negative. */
  public double area() {
    double twice = 0;
    for (int i = 0, j = x.length - 1; i < x.length; j = i++)
      twice += (x[j] - x[0]) * (y[i] - y[0]) - (x[i] - x[0]) * (y[j] - y[0]);
    return Math.abs(twice) / 2;
  }

  /** Whether a point lies inside, by the even-odd rule. */
  boolean contains(double px, double py) {
    boolean in = false;
    for (int i = 0, j = x.length - 1; i < x.length; j = i++)
      if (y[i] > py != y[j] > py && px < x[i] + (py - y[i]) / (y[j] - y[i]) * (x[j] - x[i]))
        in = !in;
    return in;
  }

  /** Whether it is an upright rectangle: four corners, or five with the first one repeated. */
  boolean isRectangle() {
    int n = x.length == 5 && x[4] == x[0] && y[4] == y[0] ? 4 : x.length;
    if (n != 4) return false;
    boolean across = x[0] == x[1] && y[1] == y[2] && x[2] == x[3] && y[3] == y[0];
    boolean down = y[0] == y[1] && x[1] == x[2] && y[2] == y[3] && x[3] == x[0];
    return across || down;
  }

  /** Two are equal if their vertices are, in the same order. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Ring r && Arrays.equals(x, r.x) && Arrays.equals(y, r.y);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
  }

  @Override
  public String toString() {
    return "Ring[x=%s, y=%s]".formatted(Arrays.toString(x), Arrays.toString(y));
  }
}
