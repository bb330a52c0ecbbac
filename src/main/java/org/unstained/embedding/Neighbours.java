package org.unstained.embedding;

import java.util.stream.IntStream;

/**
 * The nearest other rows of each row by Euclidean distance. They are exact for any number of rows:
 * every pair is looked at, first in single precision, in blocks that stay in the processor's cache,
 * and anew in double precision if it might be among the nearest. In 50 columns that is faster than
 * a tree, and needs no approximation up to some 100,000 rows (docs/embeddings.md has the times).
 *
 * @param indices n × k, nearest first; of rows equally far the lower number comes first; a row is
 *     never its own neighbour, but a row of the same values may be one
 * @param distances n × k, Euclidean, ascending
 */
public record Neighbours(int[][] indices, double[][] distances) {

  public Neighbours {
    if (indices.length != distances.length)
      throw new IllegalArgumentException(
          "Neighbours of %d rows but distances of %d".formatted(indices.length, distances.length));
    for (int i = 0; i < indices.length; i++)
      if (indices[i].length != indices[0].length || distances[i].length != indices[0].length)
        throw new IllegalArgumentException(
            "Row %d has %d neighbours and %d distances, the first has %d"
                .formatted(i + 1, indices[i].length, distances[i].length, indices[0].length));
  }

  /**
   * Finds them on all processors; the result doesn't depend on how many there are.
   *
   * @param rows n × d, all finite
   * @param k 1 to n − 1
   * @param progress hears on the caller's thread how far it has come and may end it; gets no points
   * @throws IllegalArgumentException if k doesn't fit, rows differ in length or a number isn't
   *     finite
   * @throws java.util.concurrent.CancellationException if {@code progress} ended it
   */
  public static Neighbours of(double[][] rows, int k, EmbeddingProgress progress) {
    FeatureRows.columns(rows);
    if (k < 1 || k >= rows.length)
      throw new IllegalArgumentException(
          "%d rows have 1–%d neighbours each, got %d".formatted(rows.length, rows.length - 1, k));
    int n = rows.length;
    NeighbourSearch search = new NeighbourSearch(rows, k);
    int[][] indices = new int[n][k];
    double[][] distances = new double[n][k];
    int groups = (n + NeighbourSearch.TOGETHER - 1) / NeighbourSearch.TOGETHER;
    int step = Math.max(32, groups / 100);
    for (int from = 0; from < groups; from += step) {
      progress.report((double) from / groups, null);
      IntStream.range(from, Math.min(groups, from + step))
          .parallel()
          .forEach(g -> search.find(g, indices, distances));
    }
    progress.report(1, null);
    return new Neighbours(indices, distances);
  }

  /** Neighbours a row. */
  public int k() {
    return indices.length == 0 ? 0 : indices[0].length;
  }
}
