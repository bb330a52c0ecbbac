package org.unstained.clusters;

/**
 * Finds the points of a leaf that lie within a distance of another point, for one thread. In many
 * dimensions rough distances tell most of them, and the others are measured.
 */
final class LeafSearch {
  private final BoxTree tree;
  private final RoughSquares rough;
  private final double square;
  private final double[] squares;
  private final float[] sums;
  private final int[] found;
  private int from;

  /**
   * @param rough of the tree, for this distance; null if all are to be measured
   * @param square of the distance
   */
  LeafSearch(BoxTree tree, RoughSquares rough, double square) {
    this.tree = tree;
    this.rough = rough;
    this.square = square;
    squares = new double[rough == null ? tree.leafSize() : 0];
    sums = new float[rough == null ? 0 : tree.leafSize()];
    found = new int[tree.leafSize() + 1];
  }

  /** How many points of a leaf lie near enough to the one at a place; {@link #place} says which. */
  int near(int place, int leaf) {
    from = tree.from(leaf);
    int size = tree.to(leaf) - from;
    return rough == null ? measured(place, leaf, size) : told(place, leaf, size);
  }

  private int told(int place, int leaf, int size) {
    rough.sums(place, leaf, sums);
    float near = rough.surelyBelow(place, leaf);
    float far = rough.surelyAbove(place, leaf);
    int count = 0;
    for (int j = 0; j < size; j++)
      // Neither holds of what isn't a number.
      if (!(sums[j] > far) && (sums[j] < near || isNear(place, from + j))) found[count++] = j;
    return count;
  }

  private boolean isNear(int a, int b) {
    return Rows.squared(tree.point(a), tree.point(b)) <= square;
  }

  private int measured(int place, int leaf, int size) {
    tree.squares(tree.point(place), leaf, squares);
    int count = 0;
    for (int j = 0; j < size; j++) if (squares[j] <= square) found[count++] = j;
    return count;
  }

  /** The place of one that was found. */
  int place(int k) {
    return from + found[k];
  }
}
