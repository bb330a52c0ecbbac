package org.unstained.clusters;

import java.util.concurrent.CancellationException;

/** Hears how far the work has come and may end it. */
@FunctionalInterface
public interface ClusterProgress {
  /** Hears nothing, ends nothing. */
  ClusterProgress NONE = fraction -> true;

  /**
   * @param fraction 0–1
   * @return whether to go on
   */
  boolean at(double fraction);

  /**
   * Says how far it is.
   *
   * @throws CancellationException if it is to end
   */
  default void tell(double fraction) {
    if (!at(fraction)) throw new CancellationException("Canceled");
  }

  /** A stretch of this one, to hand on to a part of the work. */
  default ClusterProgress part(double from, double to) {
    return fraction -> at(from + (to - from) * fraction);
  }
}
