package org.unstained.cells;

import java.util.Locale;

/** How a score is written wherever people read it. */
public final class Scores {
  private Scores() {}

  /** Two decimals with a dot, in every locale; of two that are as near, the greater. */
  public static String text(double score) {
    // Java's formatting, which is slow, rounds the digits that Double.toString gives, too.
    if (!(score >= 0.001 && score < 1)) return String.format(Locale.ROOT, "%.2f", score);
    String digits = Double.toString(score);
    int hundredths = digit(digits, 2) * 10 + digit(digits, 3);
    if (digit(digits, 4) >= 5) hundredths++;
    return hundredths == 100 ? "1.00" : "0." + hundredths / 10 + hundredths % 10;
  }

  private static int digit(String digits, int at) {
    return at < digits.length() ? digits.charAt(at) - '0' : 0;
  }
}
