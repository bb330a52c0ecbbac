package org.unstained.embedding;

/** Hears how far an embedding has come and may end it. */
public interface EmbeddingProgress {
  /** Hears nothing, ends nothing. */
  EmbeddingProgress NONE = (fraction, points) -> true;

  /**
   * @param fraction 0–1
   * @param points where the cells are by now, n × 2, to be looked at during this call only; null
   *     before there are any
   * @return whether to go on
   */
  boolean at(double fraction, double[][] points);
}
