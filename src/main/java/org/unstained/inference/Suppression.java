package org.unstained.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.unstained.cells.Box;

/**
 * Non-maximum suppression: of detections that overlap too much, the one with the greatest score
 * stays. From the greatest score downwards each detection is kept unless it overlaps one that was
 * kept. Equal scores go by box (y, x, height, width) and class, so the order in which the
 * detections come doesn't matter. Empty boxes overlap nothing.
 */
public final class Suppression {
  private Suppression() {}

  private static final Comparator<Detection> ORDER =
      Comparator.comparingDouble(Detection::score)
          .reversed()
          .thenComparingDouble(d -> d.box().y())
          .thenComparingDouble(d -> d.box().x())
          .thenComparingDouble(d -> d.box().height())
          .thenComparingDouble(d -> d.box().width())
          .thenComparingInt(Detection::type);

  /** Those that are kept, from the greatest score to the smallest. */
  public static List<Detection> keep(List<Detection> detections, SuppressionSettings settings) {
    Detection[] sorted = sorted(detections);
    Rectangles boxes = new Rectangles(sorted.length);
    for (int i = 0; i < sorted.length; i++) boxes.set(i, sorted[i].box());
    Map<Integer, BoxGrid> kept = new HashMap<>();
    List<Detection> result = new ArrayList<>();
    for (int i = 0; i < sorted.length; i++) {
      BoxGrid grid =
          kept.computeIfAbsent(
              settings.perClass() ? sorted[i].type() : 0,
              type -> new BoxGrid(boxes, settings.measure(), settings.threshold()));
      if (grid.anyOverlapping(i, j -> true)) continue;
      grid.add(i);
      result.add(sorted[i]);
    }
    return result;
  }

  /** Sorts by score as a plain number first, then puts runs of equal ones in order. */
  private static Detection[] sorted(List<Detection> detections) {
    Detection[] all = detections.toArray(Detection[]::new);
    long[] keys = new long[all.length];
    for (int i = 0; i < keys.length; i++)
      keys[i] = (long) ~Float.floatToIntBits((float) all[i].score() + 0f) << 32 | i;
    Arrays.sort(keys);
    Detection[] sorted = new Detection[all.length];
    for (int i = 0; i < keys.length; i++) sorted[i] = all[(int) keys[i]];
    for (int from = 0, to; from < keys.length; from = to) {
      for (to = from + 1; to < keys.length && keys[to] >> 32 == keys[from] >> 32; ) to++;
      if (to - from > 1) Arrays.sort(sorted, from, to, ORDER);
    }
    return sorted;
  }

  /** The box without what lies beyond a plane; empty at its edge if nothing is left. */
  static Box clip(Box box, double width, double height) {
    double left = Math.max(0, Math.min(width, box.x()));
    double top = Math.max(0, Math.min(height, box.y()));
    double right = Math.max(left, Math.min(width, box.x() + box.width()));
    double bottom = Math.max(top, Math.min(height, box.y() + box.height()));
    return new Box(left, top, right - left, bottom - top);
  }
}
