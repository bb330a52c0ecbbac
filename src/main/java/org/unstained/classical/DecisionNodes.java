package org.unstained.classical;

/**
 * One tree of a forest, its nodes in arrays; the root is node 0 and children stand behind their
 * parents.
 *
 * @param features the number that a node asks for; -1 for a leaf
 * @param splits a point goes to the first child if its number is at most this
 * @param first number of the child for those; of no meaning in a leaf
 * @param second number of the child for the others
 * @param shares of the classes in a leaf, summing to 1; null in other nodes
 * @throws IllegalArgumentException if lengths differ, a child doesn't stand behind its parent, or a
 *     leaf has no shares
 */
record DecisionNodes(
    int[] features, double[] splits, int[] first, int[] second, double[][] shares) {

  DecisionNodes {
    int n = features.length;
    if (n == 0
        || splits.length != n
        || first.length != n
        || second.length != n
        || shares.length != n)
      throw new IllegalArgumentException("The nodes of a tree aren't complete");
    for (int i = 0; i < n; i++) {
      boolean leaf = features[i] < 0;
      if (leaf ? shares[i] == null : !isBehind(first[i], i, n) || !isBehind(second[i], i, n))
        throw new IllegalArgumentException("Node %d of a tree leads nowhere".formatted(i));
      if (!leaf && !Double.isFinite(splits[i]))
        throw new IllegalArgumentException("Node %d of a tree splits at nothing".formatted(i));
      if (leaf && !areShares(shares[i]))
        throw new IllegalArgumentException(
            "The shares in node %d of a tree don't make a whole".formatted(i));
    }
  }

  /** Sums of counts that were divided come near 1, not always to it. */
  private static boolean areShares(double[] shares) {
    double sum = 0;
    for (double share : shares) {
      if (!(share >= 0 && share <= 1)) return false;
      sum += share;
    }
    return Math.abs(sum - 1) < 1e-6;
  }

  private static boolean isBehind(int child, int parent, int nodes) {
    return child > parent && child < nodes;
  }

  double[] leaf(double[] point) {
    int at = 0;
    while (features[at] >= 0) at = point[features[at]] <= splits[at] ? first[at] : second[at];
    return shares[at];
  }
}
