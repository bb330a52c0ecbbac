package org.unstained.clusters;

import java.util.stream.IntStream;

/**
 * Clusters where cells lie densely, of any shape; cells by themselves are noise (Ester, Kriegel,
 * Sander and Xu 1996, "A density-based algorithm for discovering clusters"). A core cell has {@code
 * minPoints} cells or more, itself counted, no farther than {@code eps}. Core cells that near to
 * one another are of the same cluster. Any other cell that near to a core cell is at the border of
 * its cluster; of several, of the first.
 *
 * @param labels one a cell: -1 noise, else the number of its cluster, from 0 on in the order of
 *     each cluster's first core cell
 * @param core which cells are core cells
 * @param clusters how many there are
 */
public record Dbscan(int[] labels, boolean[] core, int clusters) {
  /** The label of cells that belong to no cluster. */
  public static final int NOISE = -1;

  /**
   * @param rows one a cell, all finite, standardised if units differ
   * @param eps above 0, in the unit of the rows
   * @param minPoints 1 or more
   * @throws IllegalArgumentException if a setting is out of range, rows differ in length or a
   *     number isn't finite
   */
  public static Dbscan of(double[][] rows, double eps, int minPoints) {
    return of(rows, eps, minPoints, ClusterProgress.NONE);
  }

  /**
   * As {@link #of(double[][], double, int)}. Memory grows with the number of cells, not with that
   * of neighbours.
   *
   * @throws java.util.concurrent.CancellationException if {@code progress} ended it
   */
  public static Dbscan of(double[][] rows, double eps, int minPoints, ClusterProgress progress) {
    Rows.check(rows);
    if (!(eps > 0) || !Double.isFinite(eps))
      throw new IllegalArgumentException("eps must be a number above 0, got " + eps);
    if (minPoints < 1)
      throw new IllegalArgumentException(
          "The least number of points must be 1 or more, got " + minPoints);
    BoxTree tree = new BoxTree(rows);
    // Measured with 10,000 cells: pairs of leaves take 40–90 % of the other's time in 9 and in 50
    // columns.
    return tree.isWide() && minPoints <= LeafPairs.MOST
        ? new LeafPairs(tree, eps, minPoints).run(progress)
        : new DensitySearch(tree, eps, minPoints).run(progress);
  }

  /** How many cells belong to no cluster. */
  public int noise() {
    return (int) IntStream.of(labels).filter(label -> label == NOISE).count();
  }
}
