package org.unstained.embedding;

/** A way to place cells in a plane by their features. */
public interface Embedding {

  /**
   * @param rows one a cell, n × d, all finite, standardised if columns have different units
   * @param progress hears how far it has come and may end it
   * @return one point a row, n × 2; the same rows and settings give the same points for any number
   *     of threads
   * @throws IllegalArgumentException if there are too few rows for the settings, rows differ in
   *     length or a number isn't finite
   * @throws java.util.concurrent.CancellationException if {@code progress} ended it
   */
  double[][] embed(double[][] rows, EmbeddingProgress progress);
}
