package org.unstained.clusters;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * The work of {@link Dbscan}: counts neighbours leaf by leaf, joins core cells, then gives the
 * others to clusters. Boxes too far apart, wholly near, or already of one cluster are not looked
 * into. Who has too few neighbours for a core cell has few to remember, so nobody looks for them
 * twice.
 */
final class DensitySearch {
  private static final int STEP = 64;

  /** So many neighbours of a cell are remembered at most. */
  private static final int FEW = 32;

  private final BoxTree tree;
  private final double square;
  private final int minPoints;
  private final LeafSearch.Filter near;

  /** By place in the tree. */
  private final boolean[] core;

  /** Whether all core cells of a node are known to be of the same cluster. */
  private final boolean[] one;

  /** A core cell of each node; -1 if there is none. */
  private final int[] some;

  /** The neighbours of each place that is no core cell; null where they would be too many. */
  private final int[][] neighbours;

  private final JoinedSets sets;

  /** The cluster of each place. */
  private final int[] labels;

  DensitySearch(BoxTree tree, double eps, int minPoints) {
    this.tree = tree;
    square = eps * eps;
    this.minPoints = minPoints;
    core = new boolean[tree.size()];
    one = new boolean[tree.nodes()];
    some = new int[tree.nodes()];
    neighbours = minPoints > FEW ? null : new int[tree.size()][];
    sets = new JoinedSets(tree.size());
    labels = new int[tree.size()];
    near = LeafSearch.filter(tree, eps);
  }

  Dbscan run(ClusterProgress progress) {
    leaves(this::count, progress.part(0, 0.5));
    for (int node = tree.nodes() - 1; node >= 0; node--) note(node);
    leaves(this::join, progress.part(0.5, 0.8));
    int clusters = number();
    leaves(this::border, progress.part(0.8, 1));
    progress.tell(1);
    int[] byNumber = new int[labels.length];
    boolean[] coreByNumber = new boolean[labels.length];
    for (int i = 0; i < labels.length; i++) {
      byNumber[tree.number(i)] = labels[i];
      coreByNumber[tree.number(i)] = core[i];
    }
    return new Dbscan(byNumber, coreByNumber, clusters);
  }

  private double share(int leaf) {
    return (double) (leaf - tree.firstLeaf()) / (tree.nodes() - tree.firstLeaf());
  }

  private void leaves(IntConsumer work, ClusterProgress progress) {
    for (int from = tree.firstLeaf(); from < tree.nodes(); from += STEP) {
      progress.tell(share(from));
      IntStream.range(from, Math.min(tree.nodes(), from + STEP)).parallel().forEach(work);
    }
  }

  private void count(int leaf) {
    int from = tree.from(leaf);
    int[] counts = new int[tree.to(leaf) - from];
    int[][] seen = neighbours == null ? null : new int[counts.length][minPoints];
    count(leaf, 0, counts, seen, new LeafSearch(tree, near, square));
    for (int i = 0; i < counts.length; i++) {
      core[from + i] = counts[i] >= minPoints;
      if (seen != null && !core[from + i]) neighbours[from + i] = Arrays.copyOf(seen[i], counts[i]);
    }
  }

  /**
   * @param seen gets the neighbours of each place of the leaf that has fewer than {@code
   *     minPoints}; may be null
   */
  private void count(int leaf, int node, int[] counts, int[][] seen, LeafSearch search) {
    if (tree.nearest(leaf, node) > square || enough(counts)) return;
    if (tree.farthest(leaf, node) <= square) {
      int size = tree.to(node) - tree.from(node);
      for (int i = 0; i < counts.length; i++) {
        if (seen != null && counts[i] + size < minPoints)
          for (int k = 0; k < size; k++) seen[i][counts[i] + k] = tree.from(node) + k;
        counts[i] += size;
      }
    } else if (tree.isLeaf(node)) {
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] >= minPoints) continue;
        int found = search.near(tree.from(leaf) + i, node);
        if (seen != null && counts[i] + found < minPoints)
          for (int k = 0; k < found; k++) seen[i][counts[i] + k] = search.place(k);
        counts[i] += found;
      }
    } else {
      // The part that holds the leaf first, so that most have enough soon.
      int half = tree.from(leaf) < tree.from(2 * node + 2) ? 1 : 2;
      count(leaf, 2 * node + half, counts, seen, search);
      count(leaf, 2 * node + 3 - half, counts, seen, search);
    }
  }

  private boolean enough(int[] counts) {
    for (int count : counts) if (count < minPoints) return false;
    return true;
  }

  private void note(int node) {
    if (tree.isLeaf(node)) {
      some[node] = -1;
      for (int i = tree.from(node); i < tree.to(node) && some[node] < 0; i++)
        if (core[i]) some[node] = i;
    } else {
      some[node] = Math.max(some[2 * node + 1], some[2 * node + 2]);
    }
  }

  /**
   * Joins core cells of a leaf with one another, then with those before it. Others do the same with
   * other leaves: what they know of sets may be too little, which costs time, but is never wrong.
   */
  private void join(int leaf) {
    if (some[leaf] < 0) return;
    LeafSearch search = new LeafSearch(tree, near, square);
    for (int i = tree.from(leaf); i < tree.to(leaf); i++) joinPoint(i, leaf, search);
    isOne(leaf);
    join(leaf, 0, search);
  }

  private void joinPoint(int i, int leaf, LeafSearch search) {
    if (!core[i] || allWith(i, leaf)) return;
    int count = search.near(i, leaf);
    for (int k = 0; k < count; k++) if (core[search.place(k)]) sets.join(i, search.place(k));
  }

  private boolean allWith(int i, int leaf) {
    int set = sets.first(i);
    for (int j = tree.from(leaf); j < tree.to(leaf); j++)
      if (core[j] && sets.first(j) != set) return false;
    return true;
  }

  /** Joins the core cells of a leaf with those of a node before it. */
  private void join(int leaf, int node, LeafSearch search) {
    if (some[node] < 0 || tree.from(node) >= tree.from(leaf)) return;
    if (tree.nearest(leaf, node) > square) return;
    boolean both = isOne(leaf) && isOne(node);
    if (both && sets.first(some[leaf]) == sets.first(some[node])) return;
    if (both && tree.farthest(leaf, node) <= square) {
      sets.join(some[leaf], some[node]);
    } else if (tree.isLeaf(node)) {
      for (int i = tree.from(leaf); i < tree.to(leaf); i++) joinPoint(i, node, search);
      isOne(node);
    } else {
      join(leaf, 2 * node + 2, search);
      join(leaf, 2 * node + 1, search);
    }
  }

  /** Once of one cluster, a node stays so. */
  private boolean isOne(int node) {
    if (one[node] || some[node] < 0) return true;
    if (tree.isLeaf(node)) {
      return one[node] = allWith(some[node], node);
    }
    int left = 2 * node + 1;
    int right = 2 * node + 2;
    boolean parts = (one[left] || some[left] < 0) && (one[right] || some[right] < 0);
    boolean empty = some[left] < 0 || some[right] < 0;
    return one[node] = parts && (empty || sets.first(some[left]) == sets.first(some[right]));
  }

  /** Numbers clusters by the first core cell that each has. */
  private int number() {
    int[] places = new int[labels.length];
    for (int i = 0; i < places.length; i++) places[tree.number(i)] = i;
    int[] names = new int[labels.length];
    Arrays.fill(names, Dbscan.NOISE);
    Arrays.fill(labels, Dbscan.NOISE);
    int clusters = 0;
    for (int place : places) {
      if (!core[place]) continue;
      int set = sets.first(place);
      if (names[set] < 0) names[set] = clusters++;
      labels[place] = names[set];
    }
    for (int node = 0; node < tree.nodes(); node++) one[node] = false;
    for (int node = tree.nodes() - 1; node >= 0; node--) isOne(node);
    return clusters;
  }

  private void border(int leaf) {
    LeafSearch search = neighbours == null ? new LeafSearch(tree, near, square) : null;
    for (int i = tree.from(leaf); i < tree.to(leaf); i++)
      if (!core[i]) {
        int first =
            search == null ? border(neighbours[i]) : border(i, 0, Integer.MAX_VALUE, search);
        if (first < Integer.MAX_VALUE) labels[i] = first;
      }
  }

  private int border(int[] places) {
    int first = Integer.MAX_VALUE;
    for (int place : places) if (core[place]) first = Math.min(first, labels[place]);
    return first;
  }

  /** The first cluster with a core cell near enough. */
  private int border(int place, int node, int before, LeafSearch search) {
    if (some[node] < 0 || one[node] && labels[some[node]] >= before) return before;
    if (tree.nearest(tree.point(place), node) > square) return before;
    int first = before;
    if (!tree.isLeaf(node)) {
      first = border(place, 2 * node + 1, first, search);
      return border(place, 2 * node + 2, first, search);
    }
    int count = search.near(place, node);
    for (int k = 0; k < count; k++)
      if (core[search.place(k)]) first = Math.min(first, labels[search.place(k)]);
    return first;
  }
}
