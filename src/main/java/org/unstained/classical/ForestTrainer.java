package org.unstained.classical;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import smile.base.cart.DecisionNode;
import smile.base.cart.InternalNode;
import smile.base.cart.Node;
import smile.base.cart.SplitRule;
import smile.classification.DecisionTree;
import smile.classification.RandomForest;
import smile.data.DataFrame;
import smile.data.Tuple;
import smile.data.formula.Formula;
import smile.data.type.StructType;
import smile.data.vector.IntVector;

/** Grows a {@link Forest} with SMILE. */
final class ForestTrainer {
  private ForestTrainer() {}

  /**
   * Without a logger SLF4J says so on the standard error, for which Fiji opens a window. It reads
   * this when the first class that logs is loaded, and still tells of errors.
   */
  private static final String SLF4J = "slf4j.internal.verbosity";

  static {
    if (System.getProperty(SLF4J) == null) System.setProperty(SLF4J, "ERROR");
  }

  private static final int DEEPEST = 30;
  private static final int LEAST_IN_LEAF = 1;
  private static final String CLASS = "class";

  /**
   * Trees split by Gini's impurity, look at √p measurements for each split and grow until leaves
   * are pure. The same for one seed, whatever the number of threads.
   */
  static Forest fit(double[][] points, int[] labels, int classes, int trees, long seed) {
    int dimensions = points[0].length;
    String[] names = new String[dimensions];
    for (int i = 0; i < dimensions; i++) names[i] = "x" + i;
    // The library wants classes without gaps; a fold may lack one.
    int[] present = Arrays.stream(labels).distinct().sorted().toArray();
    if (present.length == 1) return certain(present[0], dimensions, classes);
    int[] dense = Arrays.stream(labels).map(l -> Arrays.binarySearch(present, l)).toArray();
    DataFrame data = DataFrame.of(points, names).merge(IntVector.of(CLASS, dense));
    RandomForest forest =
        RandomForest.fit(
            Formula.lhs(CLASS),
            data,
            trees,
            (int) Math.max(1, Math.round(Math.sqrt(dimensions))),
            SplitRule.GINI,
            DEEPEST,
            points.length,
            LEAST_IN_LEAF,
            1.0,
            null,
            // The library passes over seeds below 1: such a tree would depend on its thread.
            new SplittableRandom(seed).longs(trees, 1, Long.MAX_VALUE));
    List<DecisionNodes> all = new ArrayList<>();
    for (DecisionTree tree : forest.trees())
      all.add(new Copy(tree.schema(), present, classes).of(tree.root()));
    return new Forest(all, dimensions, classes);
  }

  private static Forest certain(int label, int dimensions, int classes) {
    double[] shares = new double[classes];
    shares[label] = 1;
    return new Forest(
        List.of(
            new DecisionNodes(
                new int[] {-1}, new double[1], new int[1], new int[1], new double[][] {shares})),
        dimensions,
        classes);
  }

  /** Reads a tree of the library into arrays. */
  private static final class Copy {
    private final StructType schema;
    private final int[] present;
    private final int classes;
    private final List<Integer> features = new ArrayList<>();
    private final List<Double> splits = new ArrayList<>();
    private final List<int[]> children = new ArrayList<>();
    private final List<double[]> shares = new ArrayList<>();

    Copy(StructType schema, int[] present, int classes) {
      this.schema = schema;
      this.present = present;
      this.classes = classes;
    }

    DecisionNodes of(Node root) {
      add(root);
      return new DecisionNodes(
          features.stream().mapToInt(i -> i).toArray(),
          splits.stream().mapToDouble(d -> d).toArray(),
          children.stream().mapToInt(c -> c[0]).toArray(),
          children.stream().mapToInt(c -> c[1]).toArray(),
          shares.toArray(double[][]::new));
    }

    private int add(Node node) {
      int number = features.size();
      int[] both = new int[2];
      children.add(both);
      if (node instanceof InternalNode inner) {
        features.add(feature(inner));
        splits.add(split(inner));
        shares.add(null);
        both[0] = add(inner.trueChild());
        both[1] = add(inner.falseChild());
      } else {
        features.add(-1);
        splits.add(0.0);
        shares.add(shares((DecisionNode) node));
      }
      return number;
    }

    private int feature(InternalNode node) {
      return Integer.parseInt(schema.field(node.feature()).name.substring(1));
    }

    private double[] shares(DecisionNode leaf) {
      double[] all = new double[classes];
      double sum = Arrays.stream(leaf.count()).sum();
      for (int c = 0; c < leaf.count().length; c++) all[present[c]] = leaf.count()[c] / sum;
      return all;
    }

    /**
     * The library doesn't tell where a node splits, only to which side a value goes. So it's asked:
     * the greatest value that goes to the first side, found by halving the ordered doubles.
     */
    private double split(InternalNode node) {
      long below = ordered(-Double.MAX_VALUE);
      long above = ordered(Double.MAX_VALUE);
      double[] row = new double[schema.length()];
      Tuple tuple = Tuple.of(row, schema);
      while (Long.compareUnsigned(above - below, 1) > 0) {
        long middle = below + ((above - below) >>> 1);
        row[node.feature()] = Double.longBitsToDouble(ordered(middle));
        if (node.branch(tuple)) below = middle;
        else above = middle;
      }
      return Double.longBitsToDouble(ordered(below));
    }

    private static long ordered(double value) {
      return ordered(Double.doubleToLongBits(value));
    }

    /** Numbers that are ordered as the doubles are, and back. */
    private static long ordered(long bits) {
      return bits ^ ((bits >> 63) & Long.MAX_VALUE);
    }
  }
}
