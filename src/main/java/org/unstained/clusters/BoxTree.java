package org.unstained.clusters;

import java.util.Arrays;

/**
 * Points in nested boxes, parted at the median of the longest side (a k-d tree, Bentley 1975,
 * doi:10.1145/361002.361007). Each node knows the box that just holds its points. Nodes are
 * numbered as in a heap: the parts of node n are 2n + 1 and 2n + 2.
 */
final class BoxTree {
  /** Points of a leaf at most; in many dimensions boxes spare little, so these are larger there. */
  private static final int LEAF = 16;

  private static final int LARGE_LEAF = 512;
  private static final int MANY_DIMENSIONS = 8;

  /** Sums of squares in another order differ by less than this part. */
  private static final double ROUNDING = 1e-12;

  private final double[][] points;
  private final int dimensions;

  /** Numbers of the points; each node owns a stretch. */
  private final int[] order;

  private final int levels;

  /** The points of each leaf, coordinate by coordinate. */
  private final double[][][] leaves;

  private final int[] starts;
  private final double[] least;
  private final double[] most;

  BoxTree(double[][] rows) {
    dimensions = rows[0].length;
    order = new int[rows.length];
    for (int i = 0; i < order.length; i++) order[i] = i;
    int depth = 0;
    while ((rows.length >> depth) >= leafSize()) depth++;
    levels = depth;
    int nodes = (2 << depth) - 1;
    starts = new int[nodes + 1];
    least = new double[nodes * dimensions];
    most = new double[nodes * dimensions];
    points = rows.clone();
    build(0, 0, 0, rows.length);
    for (int i = 0; i < order.length; i++) points[i] = rows[order[i]].clone();
    leaves = new double[1 << levels][][];
    for (int i = 0; i < leaves.length; i++)
      leaves[i] = Blocks.turned(points, from(firstLeaf() + i), to(firstLeaf() + i));
  }

  private void build(int node, int level, int from, int to) {
    starts[node] = from;
    int at = node * dimensions;
    Arrays.fill(least, at, at + dimensions, Double.POSITIVE_INFINITY);
    Arrays.fill(most, at, at + dimensions, Double.NEGATIVE_INFINITY);
    for (int i = from; i < to; i++) {
      double[] point = points[order[i]];
      for (int d = 0; d < dimensions; d++) {
        least[at + d] = Math.min(least[at + d], point[d]);
        most[at + d] = Math.max(most[at + d], point[d]);
      }
    }
    if (level == levels) return;
    int longest = 0;
    for (int d = 1; d < dimensions; d++)
      if (most[at + d] - least[at + d] > most[at + longest] - least[at + longest]) longest = d;
    int middle = (from + to) >>> 1;
    select(from, to - 1, middle, longest);
    build(2 * node + 1, level + 1, from, middle);
    build(2 * node + 2, level + 1, middle, to);
  }

  /** Hoare's selection: lesser or equal ones stand before k, greater or equal ones behind. */
  private void select(int from, int to, int k, int d) {
    while (from < to) {
      double pivot = points[order[(from + to) >>> 1]][d];
      int i = from;
      int j = to;
      while (i <= j) {
        while (points[order[i]][d] < pivot) i++;
        while (points[order[j]][d] > pivot) j--;
        if (i <= j) {
          int swapped = order[i];
          order[i++] = order[j];
          order[j--] = swapped;
        }
      }
      if (k <= j) to = j;
      else if (k >= i) from = i;
      else return;
    }
  }

  int size() {
    return order.length;
  }

  /** The number of nodes; the later half and one are leaves. */
  int nodes() {
    return (2 << levels) - 1;
  }

  /** The first leaf; all after it are leaves, too. */
  int firstLeaf() {
    return (1 << levels) - 1;
  }

  boolean isLeaf(int node) {
    return node >= firstLeaf();
  }

  /** The first place of a node's points. */
  int from(int node) {
    return starts[node];
  }

  /** The place after the last of a node's points. */
  int to(int node) {
    int onLevel = 31 - Integer.numberOfLeadingZeros(node + 1);
    return node + 2 == 2 << onLevel ? order.length : starts[node + 1];
  }

  /** The number that the point at this place has outside of the tree. */
  int number(int place) {
    return order[place];
  }

  /** The coordinates of the point at this place; not to be changed. */
  double[] point(int place) {
    return points[place];
  }

  /** Squared distances between a point and those of a leaf, in the order of their places. */
  void squares(double[] point, int leaf, double[] squares) {
    Blocks.squares(point, leaves[leaf - firstLeaf()], squares);
  }

  /** How many points a leaf has at most. */
  int leafSize() {
    return isWide() ? LARGE_LEAF : LEAF;
  }

  /** Whether there are so many dimensions that boxes spare little. */
  boolean isWide() {
    return dimensions > MANY_DIMENSIONS;
  }

  /** No two points of these nodes lie nearer, squared; rounding included. */
  double nearest(int a, int b) {
    double sum = 0;
    for (int d = 0, i = a * dimensions, j = b * dimensions; d < dimensions; d++, i++, j++) {
      double gap = Math.max(0, Math.max(least[i] - most[j], least[j] - most[i]));
      sum += gap * gap;
    }
    return sum * (1 - ROUNDING);
  }

  /** No two points of these nodes lie farther, squared; rounding included. */
  double farthest(int a, int b) {
    double sum = 0;
    for (int d = 0, i = a * dimensions, j = b * dimensions; d < dimensions; d++, i++, j++) {
      double reach = Math.max(most[i] - least[j], most[j] - least[i]);
      sum += reach * reach;
    }
    return sum * (1 + ROUNDING);
  }

  /** No point of the node lies nearer, squared; rounding included. */
  double nearest(double[] point, int node) {
    double sum = 0;
    for (int d = 0, i = node * dimensions; d < dimensions; d++, i++) {
      double gap = Math.max(0, Math.max(least[i] - point[d], point[d] - most[i]));
      sum += gap * gap;
    }
    return sum * (1 - ROUNDING);
  }
}
