package org.unstained.workflow;

import java.util.Locale;
import org.unstained.learning.TrainingResult.Epoch;

/** What an experiment says of an epoch. */
final class EpochLine {
  private EpochLine() {}

  static String of(String what, Epoch epoch) {
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
