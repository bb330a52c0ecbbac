package org.unstained.embedding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How the points of an embedding push one another away: with q = 1 / (1 + distance²), each point
 * gets the sums of q² · (this − other) and of q over all others. A far group of points counts as
 * one in its centre (van der Maaten 2014, Journal of Machine Learning Research 15:3221). Points
 * that lie together walk the tree together, and a group counts as far only if it is for all of
 * them, so the sums are nearer to the exact ones than those of a walk for each point.
 */
final class Repulsion {
  private static final int TOGETHER = 32;
  private static final int TASK = 8;

  private final double angle;
  private final QuadTree tree;

  /** x and y in turn. */
  final double[] forces;

  /** For each point the sum of q over all others. */
  private final double[] sums;

  private int[] groups;
  private int count;

  /**
   * @param angle a group is far if it is smaller than this part of its distance; 0 for exact sums
   */
  Repulsion(double[] points, double angle) {
    this.angle = angle;
    tree = new QuadTree(points);
    forces = new double[points.length];
    sums = new double[points.length / 2];
    groups = new int[16];
  }

  /**
   * Reckons {@link #forces} of points that moved.
   *
   * @return the sum of q over all pairs, each in both directions
   */
  double of(double[] points) {
    tree.build(points);
    findGroups();
    IntStream.range(0, (count + TASK - 1) / TASK).parallel().forEach(this::work);
    double sum = 0;
    for (double s : sums) sum += s;
    return sum;
  }

  private void findGroups() {
    count = 0;
    for (int node = 0; node < tree.nodes; ) {
      boolean leaf = tree.next[node] == node + 1;
      if (leaf || tree.to[node] - tree.from[node] <= TOGETHER) {
        if (count == groups.length) groups = Arrays.copyOf(groups, 2 * count);
        groups[count++] = node;
        node = tree.next[node];
      } else node++;
    }
  }

  private void work(int task) {
    Interactions others = new Interactions();
    int end = Math.min(count, (task + 1) * TASK);
    for (int g = task * TASK; g < end; g++) {
      int group = groups[g];
      others.start(tree.centreX[group], tree.centreY[group]);
      walk(group, others);
      others.finish();
      for (int i = tree.from[group]; i < tree.to[group]; i++)
        sums[tree.order[i]] = others.sum(tree.x[i], tree.y[i], forces, 2 * tree.order[i]);
    }
  }

  private void walk(int group, Interactions others) {
    for (int node = 0; node < tree.nodes; ) {
      double distance = tree.squaredDistance(node, group);
      boolean far = tree.squaredSide[node] <= angle * angle * distance;
      boolean leaf = tree.next[node] == node + 1;
      int points = tree.to[node] - tree.from[node];
      if (far) others.add(tree.centreX[node], tree.centreY[node], points);
      else if (leaf)
        for (int i = tree.from[node]; i < tree.to[node]; i++) others.add(tree.x[i], tree.y[i], 1);
      node = far || leaf ? tree.next[node] : node + 1;
    }
  }
}
