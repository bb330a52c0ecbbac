package org.unstained.embedding;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Where UMAP's points are to begin with: by the slowest waves of the graph, the eigenvectors of its
 * normalised Laplacian (Belkin and Niyogi 2003, doi:10.1162/089976603321780317). Parts of the graph
 * that don't touch are laid out each by itself, around the mean of its cells in the principal plane
 * of these means.
 */
final class SpectralLayout {
  private static final double SIDE = 10;
  private static final double NOISE = 1e-4;

  /** Fewer cells have no waves to speak of. */
  private static final int SMALL = 5;

  private SpectralLayout() {}

  /**
   * @param rows the cells' features, by which parts are placed
   * @return n × 2, each axis from 0 to 10
   */
  static double[][] of(FuzzyGraph graph, double[][] rows, long seed, EmbeddingProgress progress) {
    int[] component = graph.components();
    int count = Arrays.stream(component).max().orElse(0) + 1;
    SplittableRandom random = new SplittableRandom(seed);
    double[][] points =
        count == 1
            ? waves(graph, random, progress)
            : parts(graph, component, count, rows, random, progress);
    for (double[] point : points)
      for (int a = 0; a < 2; a++) point[a] += NOISE * (random.nextDouble() - 0.5);
    for (int a = 0; a < 2; a++) stretch(points, a);
    return points;
  }

  private static void stretch(double[][] points, int axis) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double[] point : points) {
      least = Math.min(least, point[axis]);
      most = Math.max(most, point[axis]);
    }
    double width = most > least ? most - least : 1;
    for (double[] point : points) point[axis] = SIDE * (point[axis] - least) / width;
  }

  /** Within -1 and 1; random for a few cells. */
  private static double[][] waves(
      FuzzyGraph graph, SplittableRandom random, EmbeddingProgress progress) {
    int n = graph.size();
    double[][] points = new double[n][2];
    if (n < SMALL) {
      for (double[] point : points)
        for (int a = 0; a < 2; a++) point[a] = 2 * random.nextDouble() - 1;
      return points;
    }
    double[] roots = new double[n];
    double all = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int e = graph.starts()[i]; e < graph.starts()[i + 1]; e++) sum += graph.weights()[e];
      roots[i] = Math.sqrt(sum);
      all += sum;
    }
    double length = Math.sqrt(all);
    double[] trivial = Arrays.stream(roots).map(r -> r / length).toArray();
    double[][] vectors =
        LeadingEigenvectors.of(
            v -> times(graph, roots, v), n, 2, trivial, random.nextLong(), progress);
    for (int a = 0; a < 2; a++) {
      double greatest = Arrays.stream(vectors[a]).map(Math::abs).max().orElse(1);
      for (int i = 0; i < n; i++) points[i][a] = vectors[a][i] / greatest;
    }
    return points;
  }

  /** The normalised adjacency matrix times a vector. */
  private static double[] times(FuzzyGraph graph, double[] roots, double[] vector) {
    double[] product = new double[vector.length];
    IntStream.range(0, vector.length)
        .parallel()
        .forEach(
            i -> {
              double sum = 0;
              for (int e = graph.starts()[i]; e < graph.starts()[i + 1]; e++) {
                int j = graph.ends()[e];
                sum += graph.weights()[e] * vector[j] / roots[j];
              }
              product[i] = sum / roots[i];
            });
    return product;
  }

  private static double[][] parts(
      FuzzyGraph graph,
      int[] component,
      int count,
      double[][] rows,
      SplittableRandom random,
      EmbeddingProgress progress) {
    int[][] members = members(component, count);
    double[][] centres = centres(members, rows, random);
    double[][] points = new double[rows.length][];
    for (int c = 0; c < count; c++) {
      double reach = 0.5 * nearestOther(centres, c);
      double[][] part =
          waves(
              graph.at(members[c]),
              random,
              progress.between((double) c / count, (c + 1.0) / count));
      for (int i = 0; i < part.length; i++) {
        for (int a = 0; a < 2; a++) part[i][a] = centres[c][a] + reach * part[i][a];
        points[members[c][i]] = part[i];
      }
    }
    return points;
  }

  private static int[][] members(int[] component, int count) {
    int[] sizes = new int[count];
    for (int c : component) sizes[c]++;
    int[][] members = new int[count][];
    for (int c = 0; c < count; c++) members[c] = new int[sizes[c]];
    for (int i = component.length - 1; i >= 0; i--)
      members[component[i]][--sizes[component[i]]] = i;
    return members;
  }

  /** How far the nearest other centre lies; 1 if all lie upon one another. */
  private static double nearestOther(double[][] centres, int c) {
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] other : centres) {
      double square = FeatureRows.squaredDistance(centres[c], other);
      if (square > 0) nearest = Math.min(nearest, square);
    }
    return Double.isInfinite(nearest) ? 1 : Math.sqrt(nearest);
  }

  /** The means of parts in their own principal plane. */
  private static double[][] centres(int[][] members, double[][] rows, SplittableRandom random) {
    int count = members.length;
    double[][] means = new double[count][];
    for (int c = 0; c < count; c++)
      means[c] =
          FeatureRows.means(
              IntStream.of(members[c]).mapToObj(i -> rows[i]).toArray(double[][]::new));
    double[] middle = FeatureRows.means(means);
    double trace = 0;
    for (double[] mean : means) {
      for (int f = 0; f < middle.length; f++) mean[f] -= middle[f];
      trace += LeadingEigenvectors.dot(mean, mean);
    }
    double all = trace > 0 ? trace : 1;
    double[][] vectors =
        LeadingEigenvectors.of(
            v -> gram(means, all, v), count, 2, null, random.nextLong(), EmbeddingProgress.NONE);
    double[][] centres = new double[count][2];
    for (int a = 0; a < 2; a++) {
      double root =
          Math.sqrt(Math.max(0, LeadingEigenvectors.dot(vectors[a], gram(means, all, vectors[a]))));
      for (int c = 0; c < count; c++) centres[c][a] = root * vectors[a][c];
    }
    return centres;
  }

  /** The matrix of products between all means, divided by its trace, times a vector. */
  private static double[] gram(double[][] means, double trace, double[] vector) {
    double[] sum = new double[means[0].length];
    for (int c = 0; c < means.length; c++)
      for (int f = 0; f < sum.length; f++) sum[f] += vector[c] * means[c][f];
    return Arrays.stream(means).mapToDouble(m -> LeadingEigenvectors.dot(m, sum) / trace).toArray();
  }
}
