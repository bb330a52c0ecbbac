package org.unstained.overlay;

/**
 * Numbers with a fixed count of digits behind the point, letter for letter as ImageJ's {@code
 * ResultsTable.d2s} writes them, but quickly and from any number of threads.
 */
final class Decimals {
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  /** Below this, a product with a power of ten is off by less than {@link #DOUBT}. */
  private static final double LARGEST = 1L << 40;

  /** ImageJ writes larger numbers with an exponent. */
  private static final double LARGEST_PLAIN = 999999999999.0;

  private static final double DOUBT = 1e-3;

  private Decimals() {}

  /**
   * @param digits behind the point, from 0 to 9
   * @return false, and nothing written, where a number isn't plain: very small or large, not
   *     finite, or halfway between two texts
   */
  static boolean append(StringBuilder to, double value, int digits) {
    if (digits >= POWERS.length || !plain(value, POWERS[digits])) return false;
    long power = (long) POWERS[digits];
    long scaled = (long) (Math.abs(value) * POWERS[digits] + 0.5);
    if (value < 0) to.append('-');
    to.append(scaled / power);
    if (digits == 0) return true;
    to.append('.');
    long fraction = scaled % power;
    for (long place = power / 10; place > 1 && fraction < place; place /= 10) to.append('0');
    to.append(fraction);
    return true;
  }

  private static boolean plain(double value, double power) {
    double scaled = Math.abs(value) * power;
    if (!(scaled < LARGEST) || Math.abs(value) > LARGEST_PLAIN) return false;
    if (value == 0) return 1 / value > 0;
    // ImageJ writes numbers that would come out as 0 with an exponent.
    if (scaled < 1 + DOUBT) return scaled == 1 && power == 1;
    return Math.abs(scaled - Math.floor(scaled) - 0.5) > DOUBT;
  }
}
