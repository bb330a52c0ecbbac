package org.unstained.workflow.training;

import java.util.Locale;
import org.unstained.learning.TrainingResult.Epoch;

/** What an experiment says of an epoch. */
public final class EpochLine {
  private EpochLine() {}

  /**
   * Of one epoch.
   *
   * @param what is trained
   */
  public static String of(String what, Epoch epoch) {
    return String.format(
        Locale.ROOT,
        "%s, epoch %d of %d: loss %.4f, validation %.4f%s",
        what,
        epoch.number(),
        epoch.of(),
        epoch.loss(),
        epoch.score(),
        epoch.best() ? " *" : "");
  }
}
