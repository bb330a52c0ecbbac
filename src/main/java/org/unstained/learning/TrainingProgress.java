package org.unstained.learning;

import org.unstained.learning.TrainingResult.Epoch;

/** Hears how training goes, on the thread that trains. */
public interface TrainingProgress {
  /** After each step. */
  default void step(int epoch, int step, int steps) {}

  /** After each epoch. */
  void epoch(Epoch epoch);
}
