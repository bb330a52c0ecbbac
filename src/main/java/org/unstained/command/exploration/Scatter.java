package org.unstained.command.exploration;

import java.awt.geom.Rectangle2D;
import java.util.BitSet;
import java.util.SplittableRandom;

/** Cells as points of a plane, with colours and with those that are chosen. */
final class Scatter {
  final double[] x;
  final double[] y;

  /** Colours are mixed in drawing, so that no class hides another. */
  final int[] order;

  final String xName;
  final String yName;
  final BitSet chosen;
  PointColours colours;
  private ScatterGrid grid;
  private ThumbnailLevels levels;

  /**
   * @param points n × 2
   */
  Scatter(double[][] points, String xName, String yName, PointColours colours, BitSet chosen) {
    int n = points.length;
    x = new double[n];
    y = new double[n];
    order = new int[n];
    this.xName = xName;
    this.yName = yName;
    this.colours = colours;
    this.chosen = chosen;
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < n; i++) {
      x[i] = points[i][0];
      y[i] = points[i][1];
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  }

  int size() {
    return x.length;
  }

  ScatterGrid grid() {
    if (grid == null) grid = new ScatterGrid(x, y);
    return grid;
  }

  Rectangle2D bounds() {
    return grid().bounds();
  }

  ThumbnailLevels levels() {
    if (levels == null) levels = new ThumbnailLevels(x, y, order);
    return levels;
  }

  /** Radius of dots that suits their number, in pixels. */
  static double radius(int points) {
    return points < 1500 ? 4.5 : points < 8000 ? 3.5 : points < 40_000 ? 2.5 : 2;
  }
}
