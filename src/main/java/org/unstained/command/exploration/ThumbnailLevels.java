package org.unstained.command.exploration;

import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/**
 * Which points show a thumbnail at which zoom, so that no two overlap: with each level the distance
 * that they keep becomes smaller, and points that are shown stay shown. So thumbnails come when one
 * zooms in and none changes its place.
 */
final class ThumbnailLevels {
  private static final int LEVELS = 56;

  /** From one level to the next. */
  private static final double STEP = Math.pow(2, 0.25);

  private final double[] x;
  private final double[] y;
  private final int[] order;
  private final Rectangle2D all;
  private final byte[] levels;
  private final double first;

  /** Levels below this one are known. */
  private int known;

  private int left;

  /**
   * @param order in which points are asked, the first of all is always shown
   */
  ThumbnailLevels(double[] x, double[] y, int[] order) {
    this.x = x;
    this.y = y;
    this.order = order;
    all = ScatterGrid.bounds(x, y);
    first = Math.max(1e-9, Math.max(all.getWidth(), all.getHeight())) / 2;
    levels = new byte[x.length];
    Arrays.fill(levels, Byte.MAX_VALUE);
    left = x.length;
  }

  /** Finds out what is shown up to a level, which takes the longer the more points there are. */
  private void know(int level) {
    for (; known <= Math.min(level, LEVELS - 1) && left > 0; known++) {
      double distance = first / Math.pow(STEP, known);
      Squares taken = new Squares(x.length - left + 16, all, distance);
      for (int i = 0; i < x.length; i++) if (levels[i] < known) taken.put(x[i], y[i], i);
      for (int i : order) {
        if (levels[i] < known || !taken.isFree(x, y, i, distance)) continue;
        taken.put(x[i], y[i], i);
        levels[i] = (byte) known;
        left--;
      }
    }
  }

  /** The level at which thumbnails of this side, in units of the plane, don't overlap. */
  int level(double side) {
    return (int) Math.floor(Math.log(first / side) / Math.log(STEP) + 1e-9);
  }

  boolean isShown(int point, int level) {
    if (level >= known) know(level);
    return levels[point] <= level;
  }

  /** One point a square at most, as they keep a square's side; found by hashing. */
  private static final class Squares {
    private final Rectangle2D all;
    private final double side;
    private long[] keys;
    private int[] points;
    private int count;

    Squares(int expected, Rectangle2D all, double side) {
      this.all = all;
      this.side = side;
      int size = Integer.highestOneBit(Math.max(16, expected)) * 4;
      keys = new long[size];
      points = new int[size];
      Arrays.fill(points, -1);
    }

    private static long key(long column, long row) {
      return column << 32 | row & 0xffffffffL;
    }

    private long column(double x) {
      return (long) Math.floor((x - all.getX()) / side);
    }

    private long row(double y) {
      return (long) Math.floor((y - all.getY()) / side);
    }

    private int slot(long key) {
      long mixed = key * 0x9e3779b97f4a7c15L;
      int slot = (int) (mixed >>> 40) & keys.length - 1;
      while (points[slot] >= 0 && keys[slot] != key) slot = slot + 1 & keys.length - 1;
      return slot;
    }

    void put(double x, double y, int point) {
      if (2 * ++count > keys.length) grow();
      long key = key(column(x), row(y));
      int slot = slot(key);
      keys[slot] = key;
      points[slot] = point;
    }

    private void grow() {
      long[] oldKeys = keys;
      int[] old = points;
      keys = new long[2 * oldKeys.length];
      points = new int[keys.length];
      Arrays.fill(points, -1);
      for (int i = 0; i < old.length; i++)
        if (old[i] >= 0) {
          int slot = slot(oldKeys[i]);
          keys[slot] = oldKeys[i];
          points[slot] = old[i];
        }
    }

    boolean isFree(double[] x, double[] y, int i, double distance) {
      long column = column(x[i]);
      long row = row(y[i]);
      for (long r = row - 1; r <= row + 1; r++)
        for (long c = column - 1; c <= column + 1; c++) {
          int other = points[slot(key(c, r))];
          if (other >= 0
              && Math.abs(x[other] - x[i]) < distance
              && Math.abs(y[other] - y[i]) < distance) return false;
        }
      return true;
    }
  }
}
