package org.unstained.cells;

import java.util.Locale;

/** How a score is written wherever people read it. */
public final class Scores {
  private Scores() {}

  /** Two decimals with a dot, in every locale. */
  public static String text(double score) {
    return String.format(Locale.ROOT, "%.2f", score);
  }
}
