package org.unstained.command;

import ij.IJ;
import org.unstained.models.Progress;

/** A download in ImageJ's status bar; Escape ends it. */
public final class StatusProgress implements Progress {
  private static final int MEGA = 1_000_000;

  private final String what;
  private long shown = -1;

  /**
   * Nothing is shown yet.
   *
   * @param what is being done
   */
  public StatusProgress(String what) {
    this.what = what;
  }

  @Override
  public boolean at(long done, long total) {
    if (done / MEGA != shown) {
      shown = done / MEGA;
      IJ.showStatus(text(what, done, total) + " (Esc ends it)");
      if (total > 0) IJ.showProgress((double) done / total);
    }
    return !IJ.escapePressed();
  }

  static String text(String what, long done, long total) {
    return total > 0
        ? "%s: %,d of %,d MB".formatted(what, done / MEGA, total / MEGA)
        : "%s: %,d MB".formatted(what, done / MEGA);
  }
}
