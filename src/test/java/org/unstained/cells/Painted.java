package org.unstained.cells;

import java.util.List;

/**
 * Shapes with known figures, painted onto pixels of any size: a pixel belongs to the shape if its
 * centre does. Lengths are in the unit of the pixel size, angles in degrees counter-clockwise on
 * the screen.
 */
record Painted(double x, double y, double degrees, PixelSize size) {

  interface Shape {
    /** Whether a point of the shape's own, unturned coordinates is inside. */
    boolean contains(double u, double v);
  }

  Cell disc(double radius) {
    return ellipse(radius, radius);
  }

  Cell ellipse(double halfMajor, double halfMinor) {
    return cell(halfMajor, (u, v) -> sq(u / halfMajor) + sq(v / halfMinor) <= 1);
  }

  Cell rectangle(double length, double width) {
    return cell(length + width, (u, v) -> Math.abs(u) <= length / 2 && Math.abs(v) <= width / 2);
  }

  Cell cell(double reach, Shape shape) {
    int left = (int) Math.floor((x - reach) / size.width()) - 1;
    int top = (int) Math.floor((y - reach) / size.height()) - 1;
    int width = (int) Math.ceil(2 * reach / size.width()) + 3;
    int height = (int) Math.ceil(2 * reach / size.height()) + 3;
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    byte[] mask = new byte[width * height];
    for (int i = 0; i < mask.length; i++) {
      double dx = (left + i % width + 0.5) * size.width() - x;
      double dy = (top + i / width + 0.5) * size.height() - y;
      if (shape.contains(dx * cos - dy * sin, dx * sin + dy * cos)) mask[i] = 1;
    }
    Region region = Region.ofMask(1, mask, width, left, top);
    return Cells.measure(List.of(region), List.of(), size).get(0);
  }

  /** Ramanujan's second formula; exact to 1e-5 for the ellipses used here. */
  static double ellipsePerimeter(double a, double b) {
    double h = sq((a - b) / (a + b));
    return Math.PI * (a + b) * (1 + 3 * h / (10 + Math.sqrt(4 - 3 * h)));
  }

  private static double sq(double v) {
    return v * v;
  }
}
