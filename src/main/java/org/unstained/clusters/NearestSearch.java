package org.unstained.clusters;

import java.util.Arrays;

/** Looks for the nearest points of one, itself counted. */
final class NearestSearch {
  private final BoxTree tree;
  private final double[] point;

  /** Squares of the nearest ones, growing. */
  private final double[] nearest;

  private final double[] squares;

  NearestSearch(BoxTree tree, int place, int count) {
    this.tree = tree;
    point = tree.point(place);
    squares = new double[tree.leafSize()];
    nearest = new double[count];
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
  }

  /** The distance to the farthest of the nearest ones. */
  double farthest() {
    search(0);
    return Math.sqrt(nearest[nearest.length - 1]);
  }

  private void search(int node) {
    if (tree.isLeaf(node)) {
      tree.squares(point, node, squares);
      for (int i = 0; i < tree.to(node) - tree.from(node); i++) offer(squares[i]);
      return;
    }
    double left = tree.nearest(point, 2 * node + 1);
    double right = tree.nearest(point, 2 * node + 2);
    int first = left <= right ? 2 * node + 1 : 2 * node + 2;
    int second = left <= right ? 2 * node + 2 : 2 * node + 1;
    if (Math.min(left, right) < nearest[nearest.length - 1]) search(first);
    if (Math.max(left, right) < nearest[nearest.length - 1]) search(second);
  }

  private void offer(double square) {
    int at = nearest.length - 1;
    if (!(square < nearest[at])) return;
    while (at > 0 && nearest[at - 1] > square) {
      nearest[at] = nearest[at - 1];
      at--;
    }
    nearest[at] = square;
  }
}
