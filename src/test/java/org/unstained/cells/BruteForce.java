package org.unstained.cells;

import java.util.HashSet;
import java.util.Set;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.unstained.cells.Outline.Polygon;

/** Slow and plain answers, pixel by pixel, that the fast ones are compared with. */
final class BruteForce {
  private BruteForce() {}

  /**
   * The edges between a label and the rest, one pixel long, directed with the label on the right.
   */
  static Set<String> edges(RandomAccessibleInterval<IntType> map, int label) {
    RandomAccess<IntType> at = Views.extendZero(map).randomAccess();
    Set<String> edges = new HashSet<>();
    for (int y = (int) map.min(1); y <= map.max(1); y++)
      for (int x = (int) map.min(0); x <= map.max(0); x++) {
        if (at.setPositionAndGet(x, y).get() != label) continue;
        if (at.setPositionAndGet(x, y - 1).get() != label) edges.add(edge(x, y, x + 1, y));
        if (at.setPositionAndGet(x + 1, y).get() != label) edges.add(edge(x + 1, y, x + 1, y + 1));
        if (at.setPositionAndGet(x, y + 1).get() != label) edges.add(edge(x + 1, y + 1, x, y + 1));
        if (at.setPositionAndGet(x - 1, y).get() != label) edges.add(edge(x, y + 1, x, y));
      }
    return edges;
  }

  /** The edges of an outline, one pixel long. An edge that occurs twice is an error. */
  static Set<String> edges(Outline outline) {
    Set<String> edges = new HashSet<>();
    for (Polygon p : outline.polygons())
      for (int i = 0; i < p.size(); i++) {
        int j = (i + 1) % p.size();
        int dx = Integer.signum(p.x()[j] - p.x()[i]);
        int dy = Integer.signum(p.y()[j] - p.y()[i]);
        if (Math.abs(dx) + Math.abs(dy) != 1) throw new AssertionError("slanting edge");
        for (int x = p.x()[i], y = p.y()[i]; x != p.x()[j] || y != p.y()[j]; x += dx, y += dy)
          if (!edges.add(edge(x, y, x + dx, y + dy))) throw new AssertionError("edge seen twice");
      }
    return edges;
  }

  /** Number of pieces of a label whose pixels touch at edges or corners. */
  static long pieces(RandomAccessibleInterval<IntType> map, int label) {
    Set<Long> left = new HashSet<>();
    for (int y = (int) map.min(1); y <= map.max(1); y++)
      for (int x = (int) map.min(0); x <= map.max(0); x++)
        if (map.getAt(x, y).get() == label) left.add((long) y << 32 | x);
    long pieces = 0;
    for (; !left.isEmpty(); pieces++) flood(left, left.iterator().next());
    return pieces;
  }

  private static void flood(Set<Long> left, long pixel) {
    if (!left.remove(pixel)) return;
    for (int dy = -1; dy <= 1; dy++)
      for (int dx = -1; dx <= 1; dx++) flood(left, pixel + ((long) dy << 32) + dx);
  }

  private static String edge(int x0, int y0, int x1, int y1) {
    return x0 + "," + y0 + ">" + x1 + "," + y1;
  }
}
