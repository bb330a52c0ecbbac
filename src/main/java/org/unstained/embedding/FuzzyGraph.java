package org.unstained.embedding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How much cells count as neighbours of one another, 0–1: UMAP's fuzzy union of what each cell
 * sees. Symmetric.
 *
 * @param starts where the neighbours of each cell begin; one more than cells
 * @param ends the neighbours, growing for each cell
 * @param weights above 0, at most 1
 */
record FuzzyGraph(int[] starts, int[] ends, double[] weights) {
  private static final int MOST_HALVINGS = 64;
  private static final double NEAR_ENOUGH = 1e-5;

  /** No narrower than this part of the mean distance. */
  private static final double NARROWEST = 1e-3;

  int size() {
    return starts.length - 1;
  }

  static FuzzyGraph of(Neighbours near) {
    int n = near.indices().length;
    double mean =
        Arrays.stream(near.distances())
                .mapToDouble(d -> Arrays.stream(d).sum() / (d.length + 1))
                .sum()
            / n;
    double[][] seen =
        IntStream.range(0, n)
            .parallel()
            .mapToObj(i -> memberships(near.distances()[i], mean))
            .toArray(double[][]::new);
    return union(near.indices(), seen);
  }

  /**
   * What one cell sees: 1 for the nearest one, the others so that they add up to log2 of their
   * number.
   *
   * @param distances to the others, growing
   * @param meanOfAll of all cells, themselves counted
   */
  static double[] memberships(double[] distances, double meanOfAll) {
    double nearest = 0;
    for (double d : distances)
      if (d > 0) {
        nearest = d;
        break;
      }
    double wanted = Math.log(distances.length + 1) / Math.log(2);
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double width = 1;
    for (int i = 0; i < MOST_HALVINGS; i++) {
      double sum = 0;
      for (double d : distances) sum += membership(d, nearest, width);
      if (Math.abs(sum - wanted) < NEAR_ENOUGH) break;
      if (sum > wanted) high = width;
      else low = width;
      width = high == Double.POSITIVE_INFINITY ? 2 * width : (low + high) / 2;
    }
    double mean = nearest > 0 ? Arrays.stream(distances).sum() / (distances.length + 1) : meanOfAll;
    double used = Math.max(width, NARROWEST * mean);
    double first = nearest;
    return Arrays.stream(distances).map(d -> membership(d, first, used)).toArray();
  }

  private static double membership(double distance, double nearest, double width) {
    double beyond = distance - nearest;
    return beyond <= 0 || width == 0 ? 1 : Math.exp(-beyond / width);
  }

  /** What either of two sees or both do: v + w - vw. */
  private static FuzzyGraph union(int[][] indices, double[][] seen) {
    int n = indices.length;
    int[] counts = new int[n + 1];
    for (int[] row : indices) for (int j : row) counts[j + 1]++;
    for (int i = 0; i < n; i++) counts[i + 1] += counts[i] + indices[i].length;
    // Rows hold what a cell sees and who sees it; a pair that sees one another stands twice.
    int[] next = Arrays.copyOf(counts, n);
    int[] ends = new int[counts[n]];
    double[] weights = new double[counts[n]];
    for (int i = 0; i < n; i++)
      for (int k = 0; k < indices[i].length; k++) {
        int j = indices[i][k];
        ends[next[i]] = j;
        weights[next[i]++] = seen[i][k];
        ends[next[j]] = i;
        weights[next[j]++] = seen[i][k];
      }
    int[] starts = new int[n + 1];
    int kept = 0;
    for (int i = 0; i < n; i++) {
      starts[i] = kept;
      kept = merge(ends, weights, counts[i], counts[i + 1], kept);
    }
    starts[n] = kept;
    return new FuzzyGraph(starts, Arrays.copyOf(ends, kept), Arrays.copyOf(weights, kept));
  }

  private static int merge(int[] ends, double[] weights, int from, int to, int kept) {
    int[] own = Arrays.copyOfRange(ends, from, to);
    double[] seen = Arrays.copyOfRange(weights, from, to);
    long[] order = new long[own.length];
    for (int i = 0; i < own.length; i++) order[i] = (long) own[i] << 32 | i;
    Arrays.sort(order);
    int at = kept;
    for (long place : order) {
      int i = (int) place;
      if (at > kept && ends[at - 1] == own[i]) {
        double v = weights[at - 1];
        // The same two numbers in either order give the same bits.
        weights[at - 1] = v + seen[i] - v * seen[i];
      } else {
        ends[at] = own[i];
        weights[at++] = seen[i];
      }
    }
    return at;
  }

  /** Without what counts less than this part of the greatest weight. */
  FuzzyGraph without(double part) {
    double least = part * Arrays.stream(weights).max().orElse(0);
    int[] fewer = new int[starts.length];
    int[] keptEnds = new int[ends.length];
    double[] keptWeights = new double[ends.length];
    int kept = 0;
    for (int i = 0; i < size(); i++) {
      fewer[i] = kept;
      for (int e = starts[i]; e < starts[i + 1]; e++)
        if (weights[e] >= least) {
          keptEnds[kept] = ends[e];
          keptWeights[kept++] = weights[e];
        }
    }
    fewer[size()] = kept;
    return new FuzzyGraph(fewer, Arrays.copyOf(keptEnds, kept), Arrays.copyOf(keptWeights, kept));
  }

  /** For each cell the number of its part; parts have no neighbours in one another. */
  int[] components() {
    int[] component = new int[size()];
    Arrays.fill(component, -1);
    int[] open = new int[size()];
    int components = 0;
    for (int i = 0; i < size(); i++) {
      if (component[i] >= 0) continue;
      int count = 0;
      open[count++] = i;
      component[i] = components;
      while (count > 0) {
        int at = open[--count];
        for (int e = starts[at]; e < starts[at + 1]; e++)
          if (component[ends[e]] < 0) {
            component[ends[e]] = components;
            open[count++] = ends[e];
          }
      }
      components++;
    }
    return component;
  }

  /** That of some cells, which have no neighbours but one another, numbered in their order. */
  FuzzyGraph at(int[] cells) {
    int[] numbers = new int[size()];
    for (int i = 0; i < cells.length; i++) numbers[cells[i]] = i;
    int[] theirs = new int[cells.length + 1];
    for (int i = 0; i < cells.length; i++)
      theirs[i + 1] = theirs[i] + starts[cells[i] + 1] - starts[cells[i]];
    int[] partEnds = new int[theirs[cells.length]];
    double[] partWeights = new double[partEnds.length];
    for (int i = 0; i < cells.length; i++)
      for (int e = theirs[i]; e < theirs[i + 1]; e++) {
        int from = starts[cells[i]] + e - theirs[i];
        partEnds[e] = numbers[ends[from]];
        partWeights[e] = weights[from];
      }
    return new FuzzyGraph(theirs, partEnds, partWeights);
  }
}
