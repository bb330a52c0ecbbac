package org.unstained.embedding;

import java.util.concurrent.CancellationException;

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

  /**
   * Tells how far it has come.
   *
   * @throws CancellationException if this ends it
   */
  default void report(double fraction, double[][] points) {
    if (!at(fraction, points)) throw new CancellationException("The embedding was cancelled");
  }

  /** Hears a part of the work, whose own fractions 0–1 are these of the whole. */
  default EmbeddingProgress between(double start, double end) {
    return (fraction, points) -> at(start + fraction * (end - start), points);
  }
}
