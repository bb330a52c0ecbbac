package org.unstained.workflow.folder;

import java.util.Locale;

/** How long something will still take, in words. */
public final class Remaining {
  private static final double MINUTES = 90;
  private static final double HOURS = 5400;

  private Remaining() {}

  /** Such as "about 12 min left"; empty for NaN. */
  public static String text(double seconds) {
    if (Double.isNaN(seconds)) return "";
    if (seconds < MINUTES) return String.format(Locale.ROOT, "about %.0f s left", seconds);
    if (seconds < HOURS) return String.format(Locale.ROOT, "about %.0f min left", seconds / 60);
    return String.format(Locale.ROOT, "about %.1f h left", seconds / 3600);
  }
}
