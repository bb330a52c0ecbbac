package org.unstained.clusters;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far each cell has to look to see enough others: a help in choosing {@code eps} of {@link
 * Dbscan} (Ester and others 1996). A cell whose distance is {@code eps} or less is a core cell, so
 * the share of the curve below a height is the share of core cells.
 *
 * @param distances to the {@code minPoints}-th nearest cell, the cell itself counted as the first
 *     one; growing; of all cells or of {@value #MOST} drawn ones
 * @param knee the number of the distance at which the curve turns up: farthest below the line from
 *     first to last, axes scaled to 0–1; -1 if there is none
 */
public record KDistance(double[] distances, int knee) {
  /** Of more cells this many are drawn; their distances to all cells are measured. */
  public static final int MOST = 10_000;

  private static final int STEP = 500;

  /**
   * @param rows one a cell, all finite, standardised if units differ
   * @param minPoints that of {@link Dbscan}; 2 or more, as many as there are cells at most
   * @throws IllegalArgumentException if {@code minPoints} is out of range, rows differ in length or
   *     a number isn't finite
   */
  public static KDistance of(double[][] rows, int minPoints) {
    return of(rows, minPoints, 1, ClusterProgress.NONE);
  }

  /**
   * As {@link #of(double[][], int)}.
   *
   * @param seed by which cells are drawn if there are many
   * @throws java.util.concurrent.CancellationException if {@code progress} ended it
   */
  public static KDistance of(double[][] rows, int minPoints, long seed, ClusterProgress progress) {
    Rows.check(rows);
    if (minPoints < 2 || minPoints > rows.length)
      throw new IllegalArgumentException(
          "The least number of points must be 2–%d, as many as there are cells, got %d"
              .formatted(rows.length, minPoints));
    BoxTree tree = new BoxTree(rows);
    int[] places = Sample.draw(rows.length, MOST, seed);
    double[] distances = new double[places.length];
    for (int from = 0; from < places.length; from += STEP) {
      progress.tell((double) from / places.length);
      IntStream.range(from, Math.min(places.length, from + STEP))
          .parallel()
          .forEach(i -> distances[i] = new NearestSearch(tree, places[i], minPoints).farthest());
    }
    Arrays.sort(distances);
    progress.tell(1);
    double[] numbers = IntStream.range(0, distances.length).asDoubleStream().toArray();
    return new KDistance(distances, Knee.of(numbers, distances));
  }

  /** The distance at the knee; not a number if there is none. */
  public double suggestedEps() {
    return knee < 0 ? Double.NaN : distances[knee];
  }
}
