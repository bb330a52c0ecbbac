package org.unstained.classical;

import java.util.Arrays;

/**
 * Finds the nearest of many points without looking at all of them (Bentley 1975,
 * doi:10.1145/361002.361007), by either distance. Of points equally far the one with the lower
 * number counts as nearer, so the answer is that of a search through all. Any number of threads may
 * ask.
 */
final class KdTree {
  private static final int LEAF = 16;

  /** Sums in another order differ by less than this part. */
  private static final double ROUNDING = 1e-12;

  private final double[][] points;
  private final Distance distance;
  private final int dimensions;

  /** The coordinates in the order of {@link #order}. */
  private final double[] flat;

  /** Numbers of the points; each node owns a stretch, its middle parts it. */
  private final int[] order;

  /** The coordinate that parts the stretch whose middle is here; -1 in a leaf. */
  private final byte[] axis;

  KdTree(double[][] points, Distance distance) {
    this.points = points;
    this.distance = distance;
    order = new int[points.length];
    for (int i = 0; i < order.length; i++) order[i] = i;
    axis = new byte[points.length];
    dimensions = points[0].length;
    build(0, points.length);
    flat = new double[points.length * dimensions];
    for (int i = 0; i < order.length; i++)
      System.arraycopy(points[order[i]], 0, flat, i * dimensions, dimensions);
  }

  private void build(int from, int to) {
    if (to - from <= LEAF) return;
    int widest = widest(from, to);
    int middle = (from + to) >>> 1;
    select(from, to - 1, middle, widest);
    axis[middle] = (byte) widest;
    build(from, middle);
    build(middle + 1, to);
  }

  private int widest(int from, int to) {
    int widest = 0;
    double greatest = -1;
    for (int a = 0; a < points[0].length; a++) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        double x = points[order[i]][a];
        least = Math.min(least, x);
        most = Math.max(most, x);
      }
      if (most - least > greatest) {
        greatest = most - least;
        widest = a;
      }
    }
    return widest;
  }

  /** Hoare's selection: the k-th along the axis stands at k, lesser or equal ones before it. */
  private void select(int from, int to, int k, int a) {
    while (from < to) {
      double pivot = points[order[(from + to) >>> 1]][a];
      int i = from;
      int j = to;
      while (i <= j) {
        while (points[order[i]][a] < pivot) i++;
        while (points[order[j]][a] > pivot) j--;
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

  /** Numbers of the k nearest points, nearest first; all points if there are fewer. */
  int[] nearest(double[] point, int k) {
    Best best = new Best(Math.min(k, points.length));
    search(point, 0, points.length, best, new double[dimensions], 0);
    return best.sorted();
  }

  /**
   * Looks through a stretch.
   *
   * @param beside what each coordinate adds to the distance between the point and the part of space
   *     that the stretch fills
   * @param far the sum of these: no point of the stretch is nearer (Arya and Mount 1993,
   *     doi:10.1109/DCC.1993.253111)
   */
  private void search(double[] point, int from, int to, Best best, double[] beside, double far) {
    if (to - from <= LEAF) {
      for (int i = from; i < to; i++) look(point, i, best);
      return;
    }
    int middle = (from + to) >>> 1;
    int a = axis[middle];
    double beyond = point[a] - flat[middle * dimensions + a];
    if (beyond < 0) search(point, from, middle, best, beside, far);
    else search(point, middle + 1, to, best, beside, far);
    look(point, middle, best);
    double before = beside[a];
    double now = distance.part(beyond);
    double farther = far - before + now;
    // Equally far points with lower numbers may lie there, too.
    if (best.full() && farther * (1 - ROUNDING) > best.worst()) return;
    beside[a] = now;
    if (beyond < 0) search(point, middle + 1, to, best, beside, farther);
    else search(point, from, middle, best, beside, farther);
    beside[a] = before;
  }

  private void look(double[] point, int place, Best best) {
    int at = place * dimensions;
    double sum = 0;
    if (distance == Distance.EUCLIDEAN)
      for (int a = 0; a < dimensions; a++) {
        double d = point[a] - flat[at + a];
        sum += d * d;
      }
    else for (int a = 0; a < dimensions; a++) sum += Math.abs(point[a] - flat[at + a]);
    if (!best.full() || sum <= best.worst()) best.offer(sum, order[place]);
  }

  /** The best so far, as a heap with the worst on top. */
  private static final class Best {
    private final double[] distances;
    private final int[] numbers;
    private int size;

    Best(int k) {
      distances = new double[k];
      numbers = new int[k];
    }

    boolean full() {
      return size == distances.length;
    }

    double worst() {
      return distances[0];
    }

    private boolean farther(double d, int n, int than) {
      return d > distances[than] || d == distances[than] && n > numbers[than];
    }

    void offer(double d, int n) {
      if (!full()) {
        int at = size++;
        while (at > 0 && farther(d, n, (at - 1) / 2)) {
          put(at, distances[(at - 1) / 2], numbers[(at - 1) / 2]);
          at = (at - 1) / 2;
        }
        put(at, d, n);
      } else if (size > 0 && !farther(d, n, 0) && n != numbers[0]) {
        sink(d, n);
      }
    }

    private void sink(double d, int n) {
      int at = 0;
      while (2 * at + 1 < size) {
        int child = 2 * at + 1;
        if (child + 1 < size && farther(distances[child + 1], numbers[child + 1], child)) child++;
        if (!(distances[child] > d || distances[child] == d && numbers[child] > n)) break;
        put(at, distances[child], numbers[child]);
        at = child;
      }
      put(at, d, n);
    }

    private void put(int at, double d, int n) {
      distances[at] = d;
      numbers[at] = n;
    }

    int[] sorted() {
      Integer[] places = new Integer[size];
      for (int i = 0; i < size; i++) places[i] = i;
      Arrays.sort(
          places,
          (a, b) ->
              distances[a] != distances[b]
                  ? Double.compare(distances[a], distances[b])
                  : Integer.compare(numbers[a], numbers[b]));
      return Arrays.stream(places).mapToInt(i -> numbers[i]).toArray();
    }
  }
}
