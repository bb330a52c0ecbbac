package org.unstained.clusters;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The work of {@link Dbscan} in many dimensions, where few boxes are too far apart to be looked
 * into: each pair of leaves is looked at once. A cell remembers its neighbours until they are
 * enough; then it is a core cell, joins the core cells among them and forgets them. One that is
 * none in the end knows all of its neighbours.
 */
final class LeafPairs {
  /** Whoever asks for more points has cells remember too many others. */
  static final int MOST = 128;

  /** Room for so many from the start. */
  private static final int FEW = 4;

  private final BoxTree tree;
  private final double square;
  private final RoughSquares rough;
  private final CoreCells cores;

  /** Without the cell itself. */
  private final int enough;

  /** The neighbours of each place that is no core cell, as far as they are known. */
  private final int[][] neighbours;

  private final int[] counts;

  /**
   * @param minPoints at most {@link #MOST}
   */
  LeafPairs(BoxTree tree, double eps, int minPoints) {
    this.tree = tree;
    square = eps * eps;
    rough = new RoughSquares(tree, eps);
    cores = new CoreCells(tree);
    enough = minPoints - 1;
    neighbours = new int[tree.size()][Math.min(enough, FEW)];
    counts = new int[tree.size()];
    if (enough == 0) for (int i = 0; i < tree.size(); i++) cores.add(i);
  }

  Dbscan run(ClusterProgress progress) {
    int first = tree.firstLeaf();
    int leaves = tree.nodes() - first;
    // Leaves in a ring: each with itself, then with the next one, and so on.
    for (int apart = 0; apart <= leaves / 2; apart++) {
      progress.tell((double) apart / (leaves / 2 + 1));
      int next = apart;
      IntStream.range(0, 2 * apart == leaves ? apart : leaves)
          .parallel()
          .forEach(leaf -> look(first + leaf, first + (leaf + next) % leaves));
    }
    progress.tell(1);
    int[] clusters = cores.labels();
    int[] labels = clusters.clone();
    for (int i = 0; i < labels.length; i++) if (!cores.has(i)) labels[i] = border(i, clusters);
    return cores.found(labels);
  }

  private int border(int place, int[] clusters) {
    return Arrays.stream(neighbours[place], 0, counts[place])
        .filter(cores::has)
        .map(near -> clusters[near])
        .min()
        .orElse(Dbscan.NOISE);
  }

  private void look(int a, int b) {
    if (tree.nearest(a, b) > square) return;
    // Whoever becomes a core cell while this goes on still counts as open.
    int[] openOfA = open(a);
    int[] openOfB = open(b);
    LeafSearch search = new LeafSearch(tree, rough, square);
    boolean few = openOfA.length + openOfB.length < tree.to(a) - tree.from(a);
    if (few && a != b && areOne(a, b)) {
      // Core cells of one cluster have nothing new to tell one another.
      for (int i : openOfA) lookFrom(i, b, search, place -> true);
      for (int i : openOfB)
        lookFrom(i, a, search, place -> Arrays.binarySearch(openOfA, place) < 0);
    } else {
      for (int i = tree.from(a); i < tree.to(a); i++) {
        int own = i;
        lookFrom(i, b, search, place -> a != b || place < own);
      }
    }
  }

  private void lookFrom(int i, int leaf, LeafSearch search, IntPredicate isNew) {
    int count = search.near(i, leaf);
    for (int k = 0; k < count; k++) if (isNew.test(search.place(k))) meet(i, search.place(k));
  }

  /** Those that aren't core cells as yet. */
  private int[] open(int leaf) {
    return IntStream.range(tree.from(leaf), tree.to(leaf)).filter(i -> !cores.has(i)).toArray();
  }

  /** Whether all core cells of two leaves are known to be of one cluster. */
  private boolean areOne(int a, int b) {
    int set = -1;
    for (int leaf : new int[] {a, b})
      for (int i = tree.from(leaf); i < tree.to(leaf); i++)
        if (cores.has(i)) {
          if (set < 0) set = cores.first(i);
          if (set != cores.first(i)) return false;
        }
    return true;
  }

  /** Two cells are near; each such pair comes once. */
  private void meet(int i, int j) {
    if (cores.has(i) && cores.has(j)) cores.join(i, j);
    else
      synchronized (this) {
        if (cores.has(i) && cores.has(j)) cores.join(i, j);
        if (!cores.has(i)) remember(i, j);
        if (!cores.has(j)) remember(j, i);
      }
  }

  private void remember(int i, int j) {
    if (counts[i] == neighbours[i].length)
      neighbours[i] = Arrays.copyOf(neighbours[i], Math.min(enough, 2 * counts[i]));
    neighbours[i][counts[i]++] = j;
    if (counts[i] < enough) return;
    cores.add(i);
    for (int near : neighbours[i]) if (cores.has(near)) cores.join(i, near);
    neighbours[i] = null;
  }
}
