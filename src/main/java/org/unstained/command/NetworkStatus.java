package org.unstained.command;

import ij.IJ;
import java.util.Locale;
import java.util.function.Consumer;
import org.unstained.inference.InferenceProgress;

/** Tells the user how far a network is. */
final class NetworkStatus implements Consumer<InferenceProgress> {
  private final String doing;

  /**
   * @param doing such as "Detecting"
   */
  NetworkStatus(String doing) {
    this.doing = doing;
  }

  @Override
  public void accept(InferenceProgress progress) {
    IJ.showProgress(progress.fraction());
    IJ.showStatus(
        "%s: %d cells, %s cells/s (Esc to stop)"
            .formatted(doing, progress.cells(), rate(progress.cellsPerSecond())));
  }

  /** Cells a second for people. */
  static String rate(double cells) {
    return String.format(Locale.ROOT, cells < 10 ? "%.1f" : "%.0f", cells);
  }
}
