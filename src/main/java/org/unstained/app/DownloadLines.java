package org.unstained.app;

import java.io.PrintWriter;
import org.unstained.models.Progress;

/** A line for each tenth of a download. */
final class DownloadLines implements Progress {
  private static final int MEGA = 1_000_000;

  /** Where nobody knows how much there is, a line for so much. */
  private static final long STEP = 100L * MEGA;

  private final PrintWriter out;
  private long shown = -1;

  DownloadLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public boolean at(long done, long total) {
    long step = total > 0 ? 10 * done / total : done / STEP;
    if (step != shown) {
      out.printf("%,d of %s MB%n", done / MEGA, total > 0 ? "%,d".formatted(total / MEGA) : "?");
      out.flush();
    }
    shown = step;
    return !Thread.currentThread().isInterrupted();
  }
}
