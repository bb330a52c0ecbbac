package org.unstained.command.exploration;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
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

  /**
   * The points within a shape of the plane, whose pieces count by their winding. Each row of
   * squares looks only at the edges that cross it.
   */
  BitSet within(Shape shape) {
    BitSet found = new BitSet();
    if (x.length == 0) return found;
    double[] edges = edges(shape);
    Rectangle2D box = shape.getBounds2D();
    double[] near = new double[edges.length];
    for (int row = row(box.getMinY()); row <= row(box.getMaxY()); row++) {
      double low = all.getY() + row * side;
      int count = 0;
      for (int e = 0; e < edges.length; e += 4)
        // The last row takes what rounding puts beyond it.
        if (Math.min(edges[e + 1], edges[e + 3]) <= low + 1.001 * side
            && Math.max(edges[e + 1], edges[e + 3]) >= low - 0.001 * side) {
          System.arraycopy(edges, e, near, count, 4);
          count += 4;
        }
      for (int column = column(box.getMinX()); column <= column(box.getMaxX()); column++)
        for (int k = starts[row * columns + column]; k < starts[row * columns + column + 1]; k++)
          if (winding(near, count, x[members[k]], y[members[k]]) != 0) found.set(members[k]);
    }
    return found;
  }

  /** x and y of both ends of each straight edge. */
  private static double[] edges(Shape shape) {
    double[] edges = new double[256];
    int count = 0;
    double[] to = new double[6];
    double[] start = new double[2];
    double[] last = new double[2];
    double flat = 1e-3 * Math.max(shape.getBounds2D().getWidth(), shape.getBounds2D().getHeight());
    for (PathIterator path = shape.getPathIterator(null, flat); !path.isDone(); path.next()) {
      int kind = path.currentSegment(to);
      if (kind == PathIterator.SEG_CLOSE) System.arraycopy(start, 0, to, 0, 2);
      if (kind == PathIterator.SEG_MOVETO) System.arraycopy(to, 0, start, 0, 2);
      else {
        if (count + 4 > edges.length) edges = Arrays.copyOf(edges, 2 * edges.length);
        edges[count++] = last[0];
        edges[count++] = last[1];
        edges[count++] = to[0];
        edges[count++] = to[1];
      }
      System.arraycopy(to, 0, last, 0, 2);
    }
    return Arrays.copyOf(edges, count);
  }

  /** How often the edges go round a point. */
  private static int winding(double[] edges, int count, double px, double py) {
    int winding = 0;
    for (int e = 0; e < count; e += 4) {
      boolean up = edges[e + 1] <= py && edges[e + 3] > py;
      boolean down = edges[e + 1] > py && edges[e + 3] <= py;
      if (!up && !down) continue;
      double part = (py - edges[e + 1]) / (edges[e + 3] - edges[e + 1]);
      if (px < edges[e] + part * (edges[e + 2] - edges[e])) winding += up ? 1 : -1;
    }
    return winding;
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
