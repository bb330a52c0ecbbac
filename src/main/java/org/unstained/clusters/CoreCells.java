package org.unstained.clusters;

import java.util.Arrays;

/** Which points of a tree are core cells, and which of them are known to be of one cluster. */
final class CoreCells {
  private final BoxTree tree;

  /** By place in the tree. */
  private final boolean[] core;

  private final JoinedSets sets;

  CoreCells(BoxTree tree) {
    this.tree = tree;
    core = new boolean[tree.size()];
    sets = new JoinedSets(tree.size());
  }

  boolean has(int place) {
    return core[place];
  }

  void add(int place) {
    core[place] = true;
  }

  /** Makes the clusters of two core cells one. */
  void join(int a, int b) {
    sets.join(a, b);
  }

  /** The least place known to be of the cluster of a core cell, as {@link JoinedSets#first}. */
  int first(int place) {
    return sets.first(place);
  }

  /**
   * The cluster of each place once all are joined, numbered by the first core cell that each has,
   * in the order of the tree's numbers; noise where there is no core cell.
   */
  int[] labels() {
    int[] places = new int[core.length];
    for (int i = 0; i < places.length; i++) places[tree.number(i)] = i;
    int[] names = new int[core.length];
    int[] labels = new int[core.length];
    Arrays.fill(names, Dbscan.NOISE);
    Arrays.fill(labels, Dbscan.NOISE);
    int clusters = 0;
    for (int place : places) {
      if (!core[place]) continue;
      int set = sets.first(place);
      if (names[set] < 0) names[set] = clusters++;
      labels[place] = names[set];
    }
    return labels;
  }

  /**
   * @param labels of each place, cells at the border among them
   */
  Dbscan found(int[] labels) {
    int[] byNumber = new int[labels.length];
    boolean[] coreByNumber = new boolean[labels.length];
    int clusters = 0;
    for (int i = 0; i < labels.length; i++) {
      byNumber[tree.number(i)] = labels[i];
      coreByNumber[tree.number(i)] = core[i];
      clusters = Math.max(clusters, labels[i] + 1);
    }
    return new Dbscan(byNumber, coreByNumber, clusters);
  }
}
