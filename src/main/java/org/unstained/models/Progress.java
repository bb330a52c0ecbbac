package org.unstained.models;

/** Hears how far a long task is and may end it. */
public interface Progress {
  /** Hears nothing, ends nothing. */
  Progress NONE = (done, total) -> true;

  /**
   * @param done so far, in bytes
   * @param total in the end, or −1 if nobody knows
   * @return whether to go on
   */
  boolean at(long done, long total);
}
