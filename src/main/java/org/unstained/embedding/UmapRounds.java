package org.unstained.embedding;

import java.util.stream.IntStream;

/**
 * Moves points: neighbours in the graph attract one another, each pair as often as its weight says,
 * and each time some drawn points repel. Pairs without a common cell move at the same time, and
 * drawn points are seen where they were when the round began, so threads don't matter.
 */
final class UmapRounds {
  private static final int REPELLED = 5;

  /** Fewer pairs aren't worth several threads. */
  private static final int PART = 512;

  private static final double FARTHEST = 4;
  private static final int REPORTS = 100;

  private final GraphEdges edges;
  private final ForceTable attraction;
  private final ForceTable repulsion;
  private final int epochs;
  private final long seed;
  private final int n;

  /** Of each pair the epochs between two attractions, and when the next one is due. */
  private final float[] between;

  private final float[] due;

  /** x and y of each point in turn. */
  private final double[] places;

  /** These when the round began. */
  private final double[] before;

  UmapRounds(FuzzyGraph graph, UmapCurve curve, int epochs, long seed) {
    this.epochs = epochs;
    this.seed = seed;
    edges = GraphEdges.of(graph);
    attraction = new ForceTable(curve::attraction);
    repulsion = new ForceTable(curve::repulsion);
    n = graph.size();
    double greatest = 0;
    for (double weight : edges.weights()) greatest = Math.max(greatest, weight);
    between = new float[edges.weights().length];
    for (int e = 0; e < between.length; e++) between[e] = (float) (greatest / edges.weights()[e]);
    due = between.clone();
    places = new double[2 * n];
    before = new double[2 * n];
  }

  /** Moves the points. */
  void run(double[][] points, EmbeddingProgress progress) {
    for (int i = 0; i < n; i++) System.arraycopy(points[i], 0, places, 2 * i, 2);
    int step = Math.max(1, epochs / REPORTS);
    for (int epoch = 0; epoch < epochs; epoch++) {
      if (epoch % step == 0) {
        copyTo(points);
        progress.report((double) epoch / epochs, points);
      }
      System.arraycopy(places, 0, before, 0, places.length);
      // Each pair moves for the sake of either.
      for (int set = 0; set < edges.sets(); set++) move(set, epoch, true);
      for (int set = 0; set < edges.sets(); set++) move(set, epoch, false);
    }
    copyTo(points);
    progress.report(1, points);
  }

  private void copyTo(double[][] points) {
    for (int i = 0; i < n; i++) System.arraycopy(places, 2 * i, points[i], 0, 2);
  }

  private void move(int set, int epoch, boolean forward) {
    double strength = 1 - (double) epoch / epochs;
    int from = edges.starts()[set];
    int to = edges.starts()[set + 1];
    if (to - from <= PART) {
      move(from, to, epoch, strength, forward);
      return;
    }
    IntStream.range(0, (to - from + PART - 1) / PART)
        .parallel()
        .forEach(
            p ->
                move(
                    from + p * PART,
                    Math.min(to, from + (p + 1) * PART),
                    epoch,
                    strength,
                    forward));
  }

  private void move(int fromEdge, int toEdge, int epoch, double strength, boolean forward) {
    for (int e = fromEdge; e < toEdge; e++) {
      if (due[e] > epoch) continue;
      int head = 2 * (forward ? edges.from()[e] : edges.to()[e]);
      int tail = 2 * (forward ? edges.to()[e] : edges.from()[e]);
      double x = places[head];
      double y = places[head + 1];
      double dx = x - places[tail];
      double dy = y - places[tail + 1];
      double force = attraction.at(dx * dx + dy * dy);
      double wayX = strength * limited(force * dx);
      double wayY = strength * limited(force * dy);
      places[tail] += wayX;
      places[tail + 1] += wayY;
      long random = mixed(seed + mixed(((long) epoch * due.length + e) * 2 + (forward ? 0 : 1)));
      repel(head, x - wayX, y - wayY, random, strength);
      if (!forward) due[e] += between[e];
    }
  }

  /** Puts the head where drawn points drive it. */
  private void repel(int head, double startX, double startY, long random, double strength) {
    double x = startX;
    double y = startY;
    long state = random;
    for (int r = 0; r < REPELLED; r++) {
      state += 0x9e3779b97f4a7c15L;
      int drawn = 2 * (int) ((mixed(state) >>> 32) * n >>> 32);
      if (drawn == head) continue;
      double dx = x - before[drawn];
      double dy = y - before[drawn + 1];
      double square = dx * dx + dy * dy;
      if (square > 0) {
        double force = repulsion.at(square);
        x += strength * limited(force * dx);
        y += strength * limited(force * dy);
      } else {
        double way = strength * (drawn < head ? FARTHEST : -FARTHEST);
        x += way;
        y += way;
      }
    }
    places[head] = x;
    places[head + 1] = y;
  }

  private static double limited(double way) {
    return way > FARTHEST ? FARTHEST : way < -FARTHEST ? -FARTHEST : way;
  }

  /** Steele, Lea and Flood's SplitMix64, doi:10.1145/2660193.2660195. */
  private static long mixed(long z) {
    long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
    return b ^ b >>> 31;
  }
}
