package org.unstained.cells;

import java.util.Arrays;
import java.util.List;

/**
 * The outline of a cell along the edges between pixels, in pixels of the full image. Vertices have
 * whole-number coordinates, so the enclosed area equals the number of pixels exactly.
 *
 * <p>A cell in one piece without holes has one polygon. Every further piece and every hole adds
 * one; outer polygons run clockwise on the screen (y down), holes counter-clockwise, so the signed
 * areas add up to the area. Pixels that touch at a corner are in one piece. Polygons are closed:
 * the last vertex is joined to the first, which is not repeated. Only corners are stored.
 */
public record Outline(List<Polygon> polygons) {

  /**
   * One closed polygon; {@code x[i], y[i]} is vertex i.
   *
   * <p>The arrays are owned by the outline and must not be changed.
   */
  public record Polygon(int[] x, int[] y) {
    public Polygon {
      if (x.length != y.length || x.length < 3)
        throw new IllegalArgumentException(
            "A polygon needs as many x as y and three or more, got %d and %d"
                .formatted(x.length, y.length));
    }

    public int size() {
      return x.length;
    }

    /** Enclosed area in squared pixels; negative for a hole. */
    public double signedArea() {
      long twice = 0;
      for (int i = 0, j = x.length - 1; i < x.length; j = i++)
        twice += (long) x[j] * y[i] - (long) x[i] * y[j];
      return twice / 2.0;
    }

    /** Two polygons are equal if their vertices are, in the same order. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Polygon p && Arrays.equals(x, p.x) && Arrays.equals(y, p.y);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(x) + Arrays.hashCode(y);
    }

    @Override
    public String toString() {
      return "Polygon[x=%s, y=%s]".formatted(Arrays.toString(x), Arrays.toString(y));
    }
  }

  public Outline {
    polygons = List.copyOf(polygons);
    if (polygons.isEmpty()) throw new IllegalArgumentException("An outline has a polygon at least");
  }

  /** Enclosed area in squared pixels, holes taken off: the number of pixels of the cell. */
  public double area() {
    return polygons.stream().mapToDouble(Polygon::signedArea).sum();
  }
}
