package org.unstained.clusters;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Cells parted into k clusters around centres, each cell with the nearest centre (Lloyd 1982,
 * doi:10.1109/TIT.1982.1056489). Distances are Euclidean, so features with different units must be
 * standardised before. The result is the same, to the last bit, for any number of threads.
 *
 * @param labels one a cell, 0 to k - 1
 * @param centres one a cluster, the mean of its cells
 * @param sumOfSquares of the distances between cells and their centres
 * @param rounds until no cell changed its cluster
 */
public record KMeans(int[] labels, double[][] centres, double sumOfSquares, int rounds) {
  /** Starts of {@link #of}, the best of which counts. */
  public static final int STARTS = 10;

  /** Rounds of one start at most. */
  public static final int MOST_ROUNDS = 300;

  /** Among more cells than this the starts are compared by a drawn part of the cells. */
  public static final int MOST_AT_START = 20_000;

  /**
   * The best of {@value #STARTS} starts. With more than {@value #MOST_AT_START} cells the starts
   * are compared on that many drawn cells and only the best goes on with all. Clusters are numbered
   * by size, the largest first.
   *
   * @param rows one a cell, all finite
   * @param k 1 or more
   * @throws IllegalArgumentException if there are fewer than k different rows, rows differ in
   *     length or a number isn't finite
   */
  public static KMeans of(double[][] rows, int k, long seed) {
    return of(rows, k, seed, ClusterProgress.NONE);
  }

  /**
   * As {@link #of(double[][], int, long)}.
   *
   * @throws java.util.concurrent.CancellationException if {@code progress} ended it
   */
  public static KMeans of(double[][] rows, int k, long seed, ClusterProgress progress) {
    Rows.check(rows);
    if (k < 1) throw new IllegalArgumentException("There must be 1 cluster or more, got " + k);
    int different = different(rows, k);
    if (different < k)
      throw new IllegalArgumentException(
          "%d clusters need that many different cells, there are %d".formatted(k, different));
    SplittableRandom random = new SplittableRandom(seed);
    double[][] few = rows;
    if (rows.length > MOST_AT_START) {
      int[] drawn = Sample.draw(rows.length, MOST_AT_START, seed);
      double[][] part = IntStream.of(drawn).mapToObj(i -> rows[i]).toArray(double[][]::new);
      if (different(part, k) == k) few = part;
    }
    Blocks blocks = new Blocks(few);
    KMeans best = null;
    int starts = k == 1 ? 1 : STARTS;
    double share = few == rows ? 1 : 0.5;
    for (int s = 0; s < starts; s++) {
      ClusterProgress here = progress.part(share * s / starts, share * (s + 1) / starts);
      double[][] centres = StartingCentres.draw(few, blocks, k, random.split());
      KMeans one = new LloydRounds(few, blocks, centres).run(here);
      if (best == null || one.sumOfSquares < best.sumOfSquares) best = one;
    }
    if (few != rows) best = from(rows, best.centres, progress.part(share, 1));
    return best.largestFirst();
  }

  /**
   * From given centres on, in their order. A centre that loses all of its cells moves to the cell
   * farthest from its own one.
   *
   * @param centres k × d, not changed
   * @throws IllegalArgumentException if there are more centres than cells, lengths differ, or a
   *     number isn't finite
   * @throws java.util.concurrent.CancellationException if {@code progress} ended it
   */
  public static KMeans from(double[][] rows, double[][] centres, ClusterProgress progress) {
    int columns = Rows.check(rows);
    if (Rows.check(centres) != columns)
      throw new IllegalArgumentException(
          "Cells have %d features, centres %d".formatted(columns, centres[0].length));
    if (centres.length > rows.length)
      throw new IllegalArgumentException(
          "%d centres for %d cells".formatted(centres.length, rows.length));
    return new LloydRounds(rows, new Blocks(rows), centres).run(progress);
  }

  private KMeans largestFirst() {
    int k = centres.length;
    int[] sizes = new int[k];
    for (int label : labels) sizes[label]++;
    int[] order =
        IntStream.range(0, k)
            .boxed()
            .sorted((a, b) -> sizes[a] != sizes[b] ? sizes[b] - sizes[a] : a - b)
            .mapToInt(i -> i)
            .toArray();
    int[] place = new int[k];
    for (int i = 0; i < k; i++) place[order[i]] = i;
    return new KMeans(
        IntStream.of(labels).map(l -> place[l]).toArray(),
        IntStream.of(order).mapToObj(i -> centres[i]).toArray(double[][]::new),
        sumOfSquares,
        rounds);
  }

  /** How many different rows there are; counts up to {@code enough}. */
  static int different(double[][] rows, int enough) {
    TreeSet<double[]> seen = new TreeSet<>(Arrays::compare);
    for (double[] row : rows) {
      // Arrays.compare tells -0 from 0.
      double[] plain = Arrays.stream(row).map(x -> x + 0.0).toArray();
      if (seen.add(plain) && seen.size() >= enough) break;
    }
    return seen.size();
  }
}
