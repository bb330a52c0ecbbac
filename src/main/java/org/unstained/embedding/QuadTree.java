package org.unstained.embedding;

import java.util.Arrays;

/**
 * Points of a plane in squares that are parted in four until they hold few points (Barnes and Hut
 * 1986, doi:10.1038/324446a0). Points are sorted along a curve that visits square after square, so
 * that each node owns a stretch of them; nodes stand in the order of a walk that goes down first.
 */
final class QuadTree {
  private static final int LEAF = 8;
  private static final int BITS = 16;

  /** Numbers of the points in the order of the tree, and where they are. */
  final int[] order;

  final double[] x;
  final double[] y;

  int nodes;
  double[] centreX;
  double[] centreY;

  /** The longer side of the box that just holds the node's points, squared. */
  double[] squaredSide;

  /** The node that comes after all below this one. */
  int[] next;

  /** The stretch of points; a node is a leaf if {@code next} is the node after it. */
  int[] from;

  int[] to;

  private final long[] keys;
  private double[] left;
  private double[] right;
  private double[] top;
  private double[] bottom;

  /**
   * @param points x and y in turn, finite
   */
  QuadTree(double[] points) {
    int n = points.length / 2;
    order = new int[n];
    x = new double[n];
    y = new double[n];
    keys = new long[n];
    allocate(Math.max(16, n));
    build(points);
  }

  /** Builds it anew from points that moved. */
  void build(double[] points) {
    sort(points);
    nodes = 0;
    add(0, order.length, 2 * (BITS - 1));
  }

  private void sort(double[] points) {
    double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < points.length; i++) {
      least[i & 1] = Math.min(least[i & 1], points[i]);
      most[i & 1] = Math.max(most[i & 1], points[i]);
    }
    double side = Math.max(most[0] - least[0], most[1] - least[1]);
    double scale = side > 0 ? ((1 << BITS) - 1) / side : 0;
    for (int i = 0; i < keys.length; i++) {
      long column = (long) ((points[2 * i] - least[0]) * scale);
      long row = (long) ((points[2 * i + 1] - least[1]) * scale);
      keys[i] = (spread(row) << 1 | spread(column)) << 31 | i;
    }
    Arrays.parallelSort(keys);
    for (int i = 0; i < keys.length; i++) {
      int point = (int) (keys[i] & Integer.MAX_VALUE);
      order[i] = point;
      x[i] = points[2 * point];
      y[i] = points[2 * point + 1];
    }
  }

  /** Puts a 0 before each of the 16 bits. */
  private static long spread(long bits) {
    long b = (bits | bits << 8) & 0x00FF00FFL;
    b = (b | b << 4) & 0x0F0F0F0FL;
    b = (b | b << 2) & 0x33333333L;
    return (b | b << 1) & 0x55555555L;
  }

  private void add(int start, int end, int shift) {
    if (nodes == next.length) allocate(2 * nodes);
    int node = nodes++;
    from[node] = start;
    to[node] = end;
    while (shift >= 0 && part(start, shift) == part(end - 1, shift)) shift -= 2;
    if (end - start <= LEAF || shift < 0) measure(node);
    else {
      for (int at = start; at < end; ) {
        int stop = endOfPart(at, end, shift);
        add(at, stop, shift - 2);
        at = stop;
      }
      gather(node);
    }
    next[node] = nodes;
    double side = Math.max(right[node] - left[node], bottom[node] - top[node]);
    squaredSide[node] = side * side;
  }

  private int part(int at, int shift) {
    return (int) (keys[at] >>> (31 + shift)) & 3;
  }

  private int endOfPart(int at, int end, int shift) {
    int part = part(at, shift);
    int low = at;
    int high = end;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (part(middle, shift) == part) low = middle;
      else high = middle;
    }
    return high;
  }

  private void measure(int node) {
    clear(node);
    double sumX = 0;
    double sumY = 0;
    for (int i = from[node]; i < to[node]; i++) {
      sumX += x[i];
      sumY += y[i];
      widen(node, x[i], x[i], y[i], y[i]);
    }
    centreX[node] = sumX / (to[node] - from[node]);
    centreY[node] = sumY / (to[node] - from[node]);
  }

  private void gather(int node) {
    clear(node);
    double sumX = 0;
    double sumY = 0;
    for (int child = node + 1; child < nodes; child = next[child]) {
      int count = to[child] - from[child];
      sumX += count * centreX[child];
      sumY += count * centreY[child];
      widen(node, left[child], right[child], top[child], bottom[child]);
    }
    centreX[node] = sumX / (to[node] - from[node]);
    centreY[node] = sumY / (to[node] - from[node]);
  }

  private void clear(int node) {
    left[node] = top[node] = Double.POSITIVE_INFINITY;
    right[node] = bottom[node] = Double.NEGATIVE_INFINITY;
  }

  private void widen(int node, double l, double r, double t, double b) {
    left[node] = Math.min(left[node], l);
    right[node] = Math.max(right[node], r);
    top[node] = Math.min(top[node], t);
    bottom[node] = Math.max(bottom[node], b);
  }

  /** Squared distance between a node's centre and the box of another node's points. */
  double squaredDistance(int node, int box) {
    double dx = Math.max(0, Math.max(left[box] - centreX[node], centreX[node] - right[box]));
    double dy = Math.max(0, Math.max(top[box] - centreY[node], centreY[node] - bottom[box]));
    return dx * dx + dy * dy;
  }

  private void allocate(int size) {
    if (next == null) next = from = to = new int[0];
    if (left == null) left = right = top = bottom = centreX = centreY = squaredSide = new double[0];
    next = Arrays.copyOf(next, size);
    from = Arrays.copyOf(from, size);
    to = Arrays.copyOf(to, size);
    centreX = Arrays.copyOf(centreX, size);
    centreY = Arrays.copyOf(centreY, size);
    squaredSide = Arrays.copyOf(squaredSide, size);
    left = Arrays.copyOf(left, size);
    right = Arrays.copyOf(right, size);
    top = Arrays.copyOf(top, size);
    bottom = Arrays.copyOf(bottom, size);
  }
}
