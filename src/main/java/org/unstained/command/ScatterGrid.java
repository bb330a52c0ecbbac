package org.unstained.command;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.BitSet;
import java.util.function.IntConsumer;

/** Finds points by their place without going through all: a grid of squares over them. */
final class ScatterGrid {
  private final double[] x;
  private final double[] y;
  private final Rectangle2D all;
  private final double side;
  private final int columns;
  private final int rows;
  private final int[] starts;
  private final int[] members;

  ScatterGrid(double[] x, double[] y) {
    this.x = x;
    this.y = y;
    all = bounds(x, y);
    double area = Math.max(all.getWidth(), 1e-9) * Math.max(all.getHeight(), 1e-9);
    double longer = Math.max(Math.max(all.getWidth(), all.getHeight()), 1e-9);
    // About two points a square, no more than 2000 squares along a side.
    side = Math.max(longer / 2000, Math.sqrt(2 * area / Math.max(1, x.length)));
    columns = (int) (all.getWidth() / side) + 1;
    rows = (int) (all.getHeight() / side) + 1;
    starts = new int[columns * rows + 1];
    for (int i = 0; i < x.length; i++) starts[square(i) + 1]++;
    for (int i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
    members = new int[x.length];
    int[] next = starts.clone();
    for (int i = 0; i < x.length; i++) members[next[square(i)]++] = i;
  }

  /** The least upright rectangle round all points. */
  static Rectangle2D bounds(double[] x, double[] y) {
    double left = Double.POSITIVE_INFINITY;
    double right = Double.NEGATIVE_INFINITY;
    double top = Double.POSITIVE_INFINITY;
    double bottom = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < x.length; i++) {
      left = Math.min(left, x[i]);
      right = Math.max(right, x[i]);
      top = Math.min(top, y[i]);
      bottom = Math.max(bottom, y[i]);
    }
    return x.length == 0
        ? new Rectangle2D.Double(0, 0, 1, 1)
        : new Rectangle2D.Double(left, top, right - left, bottom - top);
  }

  Rectangle2D bounds() {
    return all;
  }

  private int square(int i) {
    return column(x[i]) + columns * row(y[i]);
  }

  private int column(double at) {
    return (int) Math.max(0, Math.min(columns - 1, (at - all.getX()) / side));
  }

  private int row(double at) {
    return (int) Math.max(0, Math.min(rows - 1, (at - all.getY()) / side));
  }

  /** The nearest point that is no farther away than this; −1 for none. */
  int nearest(double px, double py, double distance) {
    int[] best = {-1};
    double[] least = {distance * distance};
    each(
        new Rectangle2D.Double(px - distance, py - distance, 2 * distance, 2 * distance),
        i -> {
          double d = (x[i] - px) * (x[i] - px) + (y[i] - py) * (y[i] - py);
          if (d <= least[0]) {
            least[0] = d;
            best[0] = i;
          }
        });
    return best[0];
  }

  /** The points within a shape of the plane. */
  BitSet within(Shape shape) {
    BitSet found = new BitSet();
    each(
        shape.getBounds2D(),
        i -> {
          if (shape.contains(x[i], y[i])) found.set(i);
        });
    return found;
  }

  /** Points in the squares that a rectangle touches, and maybe some beside it. */
  private void each(Rectangle2D where, IntConsumer point) {
    if (x.length == 0) return;
    for (int row = row(where.getMinY()); row <= row(where.getMaxY()); row++)
      for (int column = column(where.getMinX()); column <= column(where.getMaxX()); column++)
        for (int k = starts[row * columns + column]; k < starts[row * columns + column + 1]; k++)
          point.accept(members[k]);
  }
}
