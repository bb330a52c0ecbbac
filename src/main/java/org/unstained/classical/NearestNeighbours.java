package org.unstained.classical;

/**
 * The k nearest training cells vote, each with one vote (Cover and Hart 1967,
 * doi:10.1109/TIT.1967.1053964). Of classes with equal votes the first wins, of cells equally far
 * those that came first count.
 */
public final class NearestNeighbours implements FittedModel {
  private final double[][] points;
  private final int[] labels;
  private final int classes;
  private final int k;
  private final Distance distance;
  private final KdTree tree;

  /**
   * @param points the training cells, one at least; owned by this object
   * @param labels the class of each, 0 or more and less than {@code classes}
   * @param k 1 or more, at most as many as points
   * @throws IllegalArgumentException if these rules are broken
   */
  public NearestNeighbours(double[][] points, int[] labels, int classes, int k, Distance distance) {
    if (points.length == 0 || points.length != labels.length)
      throw new IllegalArgumentException(
          "Neighbours need cells and a class for each, got %d and %d"
              .formatted(points.length, labels.length));
    if (k < 1 || k > points.length)
      throw new IllegalArgumentException(
          "Of %d training cells 1–%d may vote, got %d".formatted(points.length, points.length, k));
    if (points[0].length > Byte.MAX_VALUE)
      throw new IllegalArgumentException("There are too many measurements: " + points[0].length);
    for (int label : labels)
      if (label < 0 || label >= classes)
        throw new IllegalArgumentException("There is no class " + label + " of " + classes);
    for (double[] point : points)
      if (point.length != points[0].length)
        throw new IllegalArgumentException("Training cells differ in their measurements");
    this.points = points;
    this.labels = labels;
    this.classes = classes;
    this.k = k;
    this.distance = distance;
    tree = new KdTree(points, distance);
  }

  public int k() {
    return k;
  }

  public Distance distance() {
    return distance;
  }

  double[][] points() {
    return points;
  }

  int[] labels() {
    return labels;
  }

  @Override
  public Method method() {
    return Method.KNN;
  }

  @Override
  public int dimensions() {
    return points[0].length;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public double[] probabilities(double[] point) {
    double[] shares = new double[classes];
    int[] nearest = tree.nearest(point, k);
    for (int n : nearest) shares[labels[n]]++;
    for (int c = 0; c < classes; c++) shares[c] /= nearest.length;
    return shares;
  }

  /** The classes of the nearest training cells, nearest first. */
  int[] nearestClasses(double[] point, int count) {
    int[] nearest = tree.nearest(point, count);
    for (int i = 0; i < nearest.length; i++) nearest[i] = labels[nearest[i]];
    return nearest;
  }
}
