package org.unstained.report;

import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers as text, the same in every report: a point, and a dash for what doesn't exist. */
public final class Numbers {
  /** Stands where there is no figure. */
  public static final String NONE = "–";

  private static final Pattern NUMBER =
      Pattern.compile(
          "[−-]?[0-9.,]+([eE][+-]?[0-9]+)?( ?%)?( ([±(–]|to ).*)?|" + NONE + "|∞|< ?[0-9.e-]+");

  private Numbers() {}

  /** With so many decimals; {@link #NONE} for NaN. */
  public static String text(double value, int decimals) {
    if (Double.isNaN(value)) return NONE;
    if (Double.isInfinite(value)) return value > 0 ? "∞" : "−∞";
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Of shares and scores: three decimals. */
  public static String text(double value) {
    return text(value, 3);
  }

  /** {@code 0.912 (0.880–0.941)}; without brackets where there is no interval. */
  public static String withInterval(double value, double low, double high) {
    if (Double.isNaN(value) || Double.isNaN(low) || Double.isNaN(high)) return text(value);
    return text(value) + " (" + text(low) + "–" + text(high) + ")";
  }

  /** {@code 0.912 ± 0.011}; without the second where there is none. */
  public static String withSpread(double mean, double deviation) {
    if (Double.isNaN(mean) || Double.isNaN(deviation)) return text(mean);
    return text(mean) + " ± " + text(deviation);
  }

  /** A probability: {@code < 0.0001}, or two digits that count. */
  public static String probability(double p) {
    if (Double.isNaN(p)) return NONE;
    if (p < 0.0001) return "< 0.0001";
    return String.format(Locale.ROOT, p < 0.01 ? "%.4f" : "%.3f", p);
  }

  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }
}
