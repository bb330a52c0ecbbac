package org.unstained.cells;

import java.util.Arrays;
import org.unstained.cells.Outline.Polygon;

/**
 * Finds the pixels that an outline encloses. A pixel is inside if an odd number of upright edges
 * lie to its left in its row, so holes stay empty.
 */
final class OutlineFilling {
  private OutlineFilling() {}

  /**
   * @throws IllegalArgumentException if the outline has a slanting edge or encloses no pixel
   */
  static Region fill(int number, Outline outline) {
    long[] crossings = crossings(outline);
    Arrays.sort(crossings);
    Runs runs = new Runs();
    for (int i = 0; i < crossings.length; ) {
      long start = crossings[i];
      long end = crossings[i + 1];
      for (i += 2; i < crossings.length && crossings[i] == end; i += 2) end = crossings[i + 1];
      if (start < end) runs.add(y(start), x(start), x(end));
    }
    return runs.region(number);
  }

  /** One entry for each upright edge of one pixel's length: its row, then its x, sortable. */
  private static long[] crossings(Outline outline) {
    long count = 0;
    for (Polygon p : outline.polygons())
      for (int i = 0, j = p.size() - 1; i < p.size(); j = i++) {
        if (p.x()[i] != p.x()[j] && p.y()[i] != p.y()[j])
          throw new IllegalArgumentException(
              "An outline runs along pixel edges, got a slanting one from (%d, %d) to (%d, %d)"
                  .formatted(p.x()[j], p.y()[j], p.x()[i], p.y()[i]));
        count += Math.abs((long) p.y()[i] - p.y()[j]);
      }
    long[] crossings = new long[Math.toIntExact(count)];
    int n = 0;
    for (Polygon p : outline.polygons())
      for (int i = 0, j = p.size() - 1; i < p.size(); j = i++) {
        int bottom = Math.max(p.y()[i], p.y()[j]);
        for (int y = Math.min(p.y()[i], p.y()[j]); y < bottom; y++)
          crossings[n++] = crossing(p.x()[i], y);
      }
    return crossings;
  }

  private static long crossing(int x, int y) {
    return (long) y << 32 | (x ^ Integer.MIN_VALUE) & 0xffffffffL; // negative x sorts first
  }

  private static int x(long crossing) {
    return (int) crossing ^ Integer.MIN_VALUE;
  }

  private static int y(long crossing) {
    return (int) (crossing >> 32);
  }
}
