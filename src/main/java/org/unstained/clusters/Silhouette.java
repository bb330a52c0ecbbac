package org.unstained.clusters;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well cells lie in their clusters (Rousseeuw 1987, doi:10.1016/0377-0427(87)90125-7): for each
 * cell (b - a) / max(a, b), where a is the mean distance to the others of its cluster and b that to
 * the cells of the nearest other cluster. 1: far from all others; 0: between two; below 0: nearer
 * to another cluster than to its own. A cell alone in its cluster counts 0.
 */
public final class Silhouette {
  /** Of more cells this many are drawn, for it compares each with each. */
  public static final int MOST = 5_000;

  private static final int STEP = 250;

  private Silhouette() {}

  /**
   * The mean over all cells, or over {@value #MOST} drawn ones if there are more; these are
   * compared with one another only.
   *
   * @param labels one a cell, any numbers; cells of a negative one belong to no cluster and are
   *     left out, before any are drawn
   * @return -1 to 1; not a number if fewer than two clusters are left
   * @throws IllegalArgumentException if rows differ in length, a number isn't finite, or there
   *     aren't as many labels as rows
   */
  public static double of(double[][] rows, int[] labels, long seed) {
    Rows.check(rows);
    if (labels.length != rows.length)
      throw new IllegalArgumentException(
          "%d labels for %d cells".formatted(labels.length, rows.length));
    int[] grouped = IntStream.range(0, rows.length).filter(i -> labels[i] >= 0).toArray();
    int[] drawn = Sample.draw(grouped.length, MOST, seed);
    int[] cells = IntStream.of(drawn).map(i -> grouped[i]).toArray();
    return means(rows, cells, List.of(labels), ClusterProgress.NONE)[0];
  }

  /**
   * The means of several groupings of the same cells; distances are measured once for all.
   *
   * @param cells numbers of those that are compared
   */
  static double[] means(
      double[][] rows, int[] cells, List<int[]> groupings, ClusterProgress progress) {
    List<Grouping> all =
        groupings.stream()
            .map(labels -> Grouping.of(IntStream.of(cells).map(i -> labels[i])))
            .toList();
    Blocks blocks = new Blocks(IntStream.of(cells).mapToObj(i -> rows[i]).toArray(double[][]::new));
    double[][] values = new double[all.size()][cells.length];
    for (int from = 0; from < cells.length; from += STEP) {
      progress.tell((double) from / cells.length);
      IntStream.range(from, Math.min(cells.length, from + STEP))
          .parallel()
          .forEach(
              i -> {
                double[] distances = blocks.distances(rows[cells[i]]);
                for (int g = 0; g < values.length; g++)
                  values[g][i] = all.get(g).value(i, distances);
              });
    }
    double[] means = new double[values.length];
    for (int g = 0; g < means.length; g++)
      means[g] =
          all.get(g).sizes.length < 2 ? Double.NaN : Arrays.stream(values[g]).sum() / cells.length;
    return means;
  }

  /** Which cluster each drawn cell is in, clusters numbered from 0 without gaps. */
  private record Grouping(int[] labels, int[] sizes) {

    static Grouping of(IntStream given) {
      int[] labels = given.toArray();
      int[] names = IntStream.of(labels).sorted().distinct().toArray();
      int[] sizes = new int[names.length];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = Arrays.binarySearch(names, labels[i]);
        sizes[labels[i]]++;
      }
      return new Grouping(labels, sizes);
    }

    double value(int cell, double[] distances) {
      int own = labels[cell];
      if (sizes[own] < 2) return 0;
      double[] sums = new double[sizes.length];
      for (int j = 0; j < distances.length; j++) sums[labels[j]] += distances[j];
      double within = sums[own] / (sizes[own] - 1);
      double beside = Double.POSITIVE_INFINITY;
      for (int c = 0; c < sums.length; c++)
        if (c != own) beside = Math.min(beside, sums[c] / sizes[c]);
      double greater = Math.max(within, beside);
      return greater > 0 && Double.isFinite(greater) ? (beside - within) / greater : 0;
    }
  }
}
