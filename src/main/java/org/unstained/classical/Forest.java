package org.unstained.classical;

import java.util.List;

/**
 * A random forest (Breiman 2001, doi:10.1023/A:1010933404324). The probability of a class is the
 * mean of its shares in the leaves that a cell comes to.
 */
public final class Forest implements FittedModel {
  private final List<DecisionNodes> trees;
  private final int dimensions;
  private final int classes;

  /**
   * @throws IllegalArgumentException if there is no tree, or one asks for a number or has a class
   *     that isn't there
   */
  Forest(List<DecisionNodes> trees, int dimensions, int classes) {
    if (trees.isEmpty()) throw new IllegalArgumentException("A forest needs a tree");
    for (DecisionNodes tree : trees)
      for (int i = 0; i < tree.features().length; i++) {
        double[] shares = tree.shares()[i];
        if (tree.features()[i] >= dimensions || tree.features()[i] < 0 && shares.length != classes)
          throw new IllegalArgumentException("A tree doesn't fit its forest");
      }
    this.trees = List.copyOf(trees);
    this.dimensions = dimensions;
    this.classes = classes;
  }

  List<DecisionNodes> trees() {
    return trees;
  }

  @Override
  public Method method() {
    return Method.FOREST;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public double[] probabilities(double[] point) {
    double[] mean = new double[classes];
    for (DecisionNodes tree : trees) {
      double[] leaf = tree.leaf(point);
      for (int c = 0; c < classes; c++) mean[c] += leaf[c];
    }
    for (int c = 0; c < classes; c++) mean[c] /= trees.size();
    return mean;
  }
}
