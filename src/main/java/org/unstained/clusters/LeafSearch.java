package org.unstained.clusters;

/**
 * Finds the points of a leaf that lie within a distance of another point, for one thread. In many
 * dimensions most are ruled out first ({@link NearEnough}), so that few need to be measured.
 */
final class LeafSearch {
  /** Above this part of a leaf, measuring all of it in one go is quicker. */
  private static final double MANY = 0.25;

  /** What rules out, and the points of each leaf for it; shared by threads. */
  record Filter(NearEnough near, float[][][] leaves) {}

  private final BoxTree tree;
  private final Filter filter;
  private final double square;
  private final double[] squares;
  private final float[] sums;
  private final int[] found;
  private int from;

  /**
   * @param filter null for none
   * @param square of the distance
   */
  LeafSearch(BoxTree tree, Filter filter, double square) {
    this.tree = tree;
    this.filter = filter;
    this.square = square;
    squares = new double[tree.leafSize()];
    sums = new float[filter == null ? 0 : tree.leafSize()];
    found = new int[tree.leafSize() + 1];
  }

  /** The filter for a tree, or null where it would spare nothing. */
  static Filter filter(BoxTree tree, double eps) {
    if (!NearEnough.helps(tree.point(0).length)) return null;
    double[][] points = new double[tree.size()][];
    for (int i = 0; i < points.length; i++) points[i] = tree.point(i);
    NearEnough near = new NearEnough(points, eps);
    float[][][] leaves = new float[tree.nodes() - tree.firstLeaf()][][];
    for (int i = 0; i < leaves.length; i++)
      leaves[i] = near.turned(tree.from(tree.firstLeaf() + i), tree.to(tree.firstLeaf() + i));
    return new Filter(near, leaves);
  }

  /** How many points of a leaf lie near enough to the one at a place; {@link #place} says which. */
  int near(int place, int leaf) {
    from = tree.from(leaf);
    int size = tree.to(leaf) - from;
    if (size == 0) return 0;
    double[] point = tree.point(place);
    if (filter == null) return measured(point, leaf, size);
    int passed = filter.near().passed(place, filter.leaves()[leaf - tree.firstLeaf()], sums, found);
    if (passed > MANY * size) return measured(point, leaf, size);
    int count = 0;
    for (int k = 0; k < passed; k++)
      if (Rows.squared(point, tree.point(from + found[k])) <= square) found[count++] = found[k];
    return count;
  }

  private int measured(double[] point, int leaf, int size) {
    tree.squares(point, leaf, squares);
    int count = 0;
    for (int j = 0; j < size; j++) if (squares[j] <= square) found[count++] = j;
    return count;
  }

  /** The place of one that was found. */
  int place(int k) {
    return from + found[k];
  }
}
