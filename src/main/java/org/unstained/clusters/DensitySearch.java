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

  /** Null in few dimensions. */
  private final RoughSquares rough;

  private final CoreCells cores;

  /** Whether all core cells of a node are known to be of the same cluster. */
  private final boolean[] one;

  /** A core cell of each node; -1 if there is none. */
  private final int[] some;

  /** The neighbours of each place that is no core cell; null where they would be too many. */
  private final int[][] neighbours;

  /** The cluster of each place. */
  private int[] labels;

  DensitySearch(BoxTree tree, double eps, int minPoints) {
    this.tree = tree;
    square = eps * eps;
    this.minPoints = minPoints;
    cores = new CoreCells(tree);
    one = new boolean[tree.nodes()];
    some = new int[tree.nodes()];
    neighbours = minPoints > FEW ? null : new int[tree.size()][];
    rough = tree.isWide() ? new RoughSquares(tree, eps) : null;
  }

  Dbscan run(ClusterProgress progress) {
    leaves(this::count, progress.part(0, 0.5));
    for (int node = tree.nodes() - 1; node >= 0; node--) note(node);
    leaves(this::join, progress.part(0.5, 0.8));
    number();
    leaves(this::border, progress.part(0.8, 1));
    progress.tell(1);
    return cores.found(labels);
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
    count(leaf, 0, counts, seen, new LeafSearch(tree, rough, square));
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] >= minPoints) cores.add(from + i);
      else if (seen != null) neighbours[from + i] = Arrays.copyOf(seen[i], counts[i]);
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
        if (cores.has(i)) some[node] = i;
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
    LeafSearch search = new LeafSearch(tree, rough, square);
    for (int i = tree.from(leaf); i < tree.to(leaf); i++) joinPoint(i, leaf, search);
    isOne(leaf);
    join(leaf, 0, search);
  }

  private void joinPoint(int i, int leaf, LeafSearch search) {
    if (!cores.has(i) || allWith(i, leaf)) return;
    int count = search.near(i, leaf);
    for (int k = 0; k < count; k++) if (cores.has(search.place(k))) cores.join(i, search.place(k));
  }

  private boolean allWith(int i, int leaf) {
    int set = cores.first(i);
    for (int j = tree.from(leaf); j < tree.to(leaf); j++)
      if (cores.has(j) && cores.first(j) != set) return false;
    return true;
  }

  /** Joins the core cells of a leaf with those of a node before it. */
  private void join(int leaf, int node, LeafSearch search) {
    if (some[node] < 0 || tree.from(node) >= tree.from(leaf)) return;
    if (tree.nearest(leaf, node) > square) return;
    boolean both = isOne(leaf) && isOne(node);
    if (both && cores.first(some[leaf]) == cores.first(some[node])) return;
    if (both && tree.farthest(leaf, node) <= square) {
      cores.join(some[leaf], some[node]);
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
    return one[node] = parts && (empty || cores.first(some[left]) == cores.first(some[right]));
  }

  private void number() {
    labels = cores.labels();
    Arrays.fill(one, false);
    for (int node = tree.nodes() - 1; node >= 0; node--) isOne(node);
  }

  private void border(int leaf) {
    LeafSearch search = neighbours == null ? new LeafSearch(tree, rough, square) : null;
    for (int i = tree.from(leaf); i < tree.to(leaf); i++)
      if (!cores.has(i)) {
        int first =
            search == null ? border(neighbours[i]) : border(i, 0, Integer.MAX_VALUE, search);
        if (first < Integer.MAX_VALUE) labels[i] = first;
      }
  }

  private int border(int[] places) {
    int first = Integer.MAX_VALUE;
    for (int place : places) if (cores.has(place)) first = Math.min(first, labels[place]);
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
      if (cores.has(search.place(k))) first = Math.min(first, labels[search.place(k)]);
    return first;
  }
}
