package org.unstained.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.unstained.inference.SuppressionSettings.Measure;

/**
 * Finds the boxes that may overlap a given one by more than a threshold, among those that were
 * added. Boxes of like width and height (within a factor of four; the first box is in the middle of
 * it) share a grid over their centres, so neither tiny boxes beside huge ones nor a crowd in one
 * place makes it slow. An IoU above t needs sides whose ratio is above t, and centres nearer than
 * half of both sides less t times the longer one, which leaves out most others.
 */
final class BoxGrid {
  private static final int LEAST_EXPONENT = -20;
  private static final double FINEST = 0.125;

  /** Room for rounding where boxes overlap by the threshold exactly. */
  private static final double SLACK = 1 + 1e-6;

  private final Rectangles boxes;
  private final Measure measure;
  private final double threshold;
  private double usualWidth;
  private double usualHeight;
  private final List<Level> levels = new ArrayList<>();

  BoxGrid(Rectangles boxes, Measure measure, double threshold) {
    this.boxes = boxes;
    this.measure = measure;
    this.threshold = threshold;
  }

  void add(int i) {
    if (levels.isEmpty()) {
      usualWidth = boxes.width(i) > 0 ? boxes.width(i) : 1;
      usualHeight = boxes.height(i) > 0 ? boxes.height(i) : 1;
    }
    int a = exponent(boxes.width(i) / usualWidth);
    int b = exponent(boxes.height(i) / usualHeight);
    level(a, b).add(i);
  }

  private Level level(int a, int b) {
    for (int k = 0; k < levels.size(); k++)
      if (levels.get(k).a == a && levels.get(k).b == b) return levels.get(k);
    levels.add(new Level(a, b));
    return levels.get(levels.size() - 1);
  }

  /** Whether any added box that overlaps box i by more than the threshold passes the test. */
  boolean anyOverlapping(int i, IntPredicate test) {
    IntPredicate overlapping = j -> overlap(i, j) > threshold && test.test(j);
    for (int k = 0; k < levels.size(); k++) if (levels.get(k).any(i, overlapping)) return true;
    return false;
  }

  private double overlap(int i, int j) {
    return measure == Measure.IOU ? boxes.iou(i, j) : boxes.overlapOfSmaller(i, j);
  }

  /** 0 for half to twice the usual side, 1 for twice to eight times, and so on. */
  private static int exponent(double ratio) {
    return Math.max(LEAST_EXPONENT, Math.getExponent(2 * ratio) >> 1);
  }

  /** Boxes whose width lies within [w/4, w) and height within [h/4, h). */
  private final class Level {
    private final int a;
    private final int b;
    private final double w;
    private final double h;
    private final double cellWidth;
    private final double cellHeight;
    private int[] items = new int[8];
    private int[] next = new int[8];
    private int count;
    private long[] keys = new long[16];
    private int[] heads = new int[16];
    private int used;

    Level(int a, int b) {
      this.a = a;
      this.b = b;
      w = Math.scalb(usualWidth, 2 * a + 1);
      h = Math.scalb(usualHeight, 2 * b + 1);
      double fine = measure == Measure.IOU ? Math.max(FINEST, (1 - threshold) / 2) : 0.5;
      cellWidth = w * fine;
      cellHeight = h * fine;
      Arrays.fill(heads, -1);
    }

    void add(int i) {
      if (count == items.length) {
        items = Arrays.copyOf(items, 2 * count);
        next = Arrays.copyOf(next, 2 * count);
      }
      long key = key(column(centreX(i)), row(centreY(i)));
      int slot = slot(key);
      if (heads[slot] < 0) {
        if (2 * ++used > heads.length) {
          grow();
          slot = slot(key);
        }
        keys[slot] = key;
      }
      items[count] = i;
      next[count] = heads[slot];
      heads[slot] = count++;
    }

    boolean any(int i, IntPredicate test) {
      double reachX = reach(boxes.width(i), w);
      double reachY = reach(boxes.height(i), h);
      if (reachX < 0 || reachY < 0) return false;
      long left = column(centreX(i) - reachX);
      long right = column(centreX(i) + reachX);
      long top = row(centreY(i) - reachY);
      long bottom = row(centreY(i) + reachY);
      if ((double) (right - left + 1) * (bottom - top + 1) >= count) {
        for (int k = 0; k < count; k++) if (test.test(items[k])) return true;
        return false;
      }
      for (long r = top; r <= bottom; r++)
        for (long c = left; c <= right; c++)
          for (int k = heads[slot(key(c, r))]; k >= 0; k = next[k])
            if (test.test(items[k])) return true;
      return false;
    }

    /** How far centres may lie apart along one axis; negative if the sides differ too much. */
    private double reach(double side, double upTo) {
      if (measure == Measure.OVERLAP_OF_SMALLER) return SLACK * (side + upTo) / 2;
      double least = Math.max(side, upTo / 4) * threshold;
      if (SLACK * Math.min(side, upTo) < least) return -1;
      return SLACK * Math.max(side * (1 - threshold), side / 2 + upTo * (0.5 - threshold));
    }

    private double centreX(int i) {
      return (boxes.left(i) + boxes.right(i)) / 2;
    }

    private double centreY(int i) {
      return (boxes.top(i) + boxes.bottom(i)) / 2;
    }

    private long column(double x) {
      return (long) Math.floor(x / cellWidth);
    }

    private long row(double y) {
      return (long) Math.floor(y / cellHeight);
    }

    /** Two places may share a key; their boxes are looked at one by one anyway. */
    private static long key(long column, long row) {
      return column << 32 ^ row & 0xffffffffL;
    }

    private int slot(long key) {
      long mixed = key * 0x9E3779B97F4A7C15L;
      int mask = heads.length - 1;
      int slot = (int) (mixed >>> 40) & mask;
      while (heads[slot] >= 0 && keys[slot] != key) slot = slot + 1 & mask;
      return slot;
    }

    private void grow() {
      long[] oldKeys = keys;
      int[] oldHeads = heads;
      keys = new long[2 * oldKeys.length];
      heads = new int[keys.length];
      Arrays.fill(heads, -1);
      for (int i = 0; i < oldHeads.length; i++)
        if (oldHeads[i] >= 0) {
          int slot = slot(oldKeys[i]);
          keys[slot] = oldKeys[i];
          heads[slot] = oldHeads[i];
        }
    }
  }
}
