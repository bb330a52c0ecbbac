package org.unstained.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.unstained.annotation.DrawnOutline.Piece;
import org.unstained.cells.Box;

/** Finds out which of several polygons that don't cross are holes, and of which others. */
final class RingNesting {
  /** The work grows with the square. */
  static final int MOST = 5000;

  private RingNesting() {}

  static DrawnOutline sorted(List<Ring> rings) {
    if (rings.size() == 1) return DrawnOutline.of(rings.get(0));
    if (rings.size() > MOST)
      throw new IllegalArgumentException(
          "an outline of %d pieces and holes is none of a cell; at most %d are read"
              .formatted(rings.size(), MOST));
    int n = rings.size();
    double[] areas = rings.stream().mapToDouble(Ring::area).toArray();
    List<Integer> bySize =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> areas[i]).reversed())
            .toList();
    Box[] boxes = rings.stream().map(Ring::box).toArray(Box[]::new);
    int[] depth = new int[n];
    int[] parent = new int[n];
    for (int k = 0; k < n; k++) {
      int ring = bySize.get(k);
      double[] inside = inside(rings.get(ring));
      for (int larger : bySize.subList(0, k))
        if (holds(boxes[larger], inside) && rings.get(larger).contains(inside[0], inside[1])) {
          depth[ring]++;
          parent[ring] = larger; // the smallest comes last
        }
    }
    List<List<Ring>> holes = new ArrayList<>();
    for (int i = 0; i < n; i++) holes.add(new ArrayList<>());
    for (int i = 0; i < n; i++) if (depth[i] % 2 == 1) holes.get(parent[i]).add(rings.get(i));
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < n; i++)
      if (depth[i] % 2 == 0) pieces.add(new Piece(rings.get(i), holes.get(i)));
    return new DrawnOutline(pieces);
  }

  private static boolean holds(Box box, double[] at) {
    return at[0] >= box.x()
        && at[1] >= box.y()
        && at[0] <= box.x() + box.width()
        && at[1] <= box.y() + box.height();
  }

  /** A point inside, not on the edge, unless the polygon has no area. */
  private static double[] inside(Ring ring) {
    double[] ys = Arrays.stream(ring.y()).sorted().distinct().toArray();
    if (ys.length < 2) return new double[] {ring.x()[0], ring.y()[0]};
    double y = (ys[(ys.length - 1) / 2] + ys[(ys.length - 1) / 2 + 1]) / 2;
    double[] crossings = new double[ring.size()];
    int count = 0;
    for (int i = 0, j = ring.size() - 1; i < ring.size(); j = i++)
      if (ring.y()[i] > y != ring.y()[j] > y)
        crossings[count++] =
            ring.x()[i]
                + (y - ring.y()[i]) / (ring.y()[j] - ring.y()[i]) * (ring.x()[j] - ring.x()[i]);
    Arrays.sort(crossings, 0, count);
    return new double[] {(crossings[0] + crossings[1]) / 2, y};
  }
}
