package org.unstained.learning;

import java.nio.file.Path;
import java.util.List;

/**
 * What came of training.
 *
 * @param weights the best ones, TorchScript
 * @param bestEpoch the epoch they are from, from 1; 0 if it was cancelled before the first one
 *     ended
 * @param bestScore their validation score; NaN for epoch 0
 * @param epochs all whole ones, those before a resumption too
 * @param ending why it ended
 */
public record TrainingResult(
    Path weights, int bestEpoch, double bestScore, List<Epoch> epochs, Ending ending) {

  /** Why a run ended. */
  public enum Ending {
    FINISHED,
    /** No better score for too long. */
    STOPPED_EARLY,
    CANCELED
  }

  /**
   * One pass over the examples.
   *
   * @param number from 1
   * @param of how many there are at most
   * @param loss mean over its steps
   * @param score on the validation images
   * @param best whether no epoch before was as good
   */
  public record Epoch(int number, int of, double loss, double score, boolean best) {}

  public TrainingResult {
    epochs = List.copyOf(epochs);
  }
}
