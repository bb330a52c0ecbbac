package org.unstained.annotation;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as text: whole ones without a point, others as short as they can be read back. */
final class Decimals {
  /** Gives no digit back: else thousands of them would be tried in millions of ways. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d++\\.?+\\d*+|\\.\\d++)([eE][-+]?\\d{1,3})?");

  private Decimals() {}

  static String plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) return Long.toString((long) value);
    return new BigDecimal(Double.toString(value)).toPlainString();
  }

  /**
   * @throws NumberFormatException if the text isn't a finite number with a dot
   */
  static double parse(String text) {
    if (!NUMBER.matcher(text).matches()) throw new NumberFormatException("not a number: " + text);
    double value = Double.parseDouble(text);
    if (!Double.isFinite(value)) throw new NumberFormatException("not finite: " + text);
    return value;
  }
}
