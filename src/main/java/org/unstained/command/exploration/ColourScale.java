package org.unstained.command.exploration;

/**
 * Colours for numbers: viridis, from dark blue to yellow, which grows evenly in brightness and
 * which colour-blind people read as well (Nuñez, Anderton and Renslow 2018,
 * doi:10.1371/journal.pone.0199239).
 */
final class ColourScale {
  /** For what has no number. */
  static final int NO_NUMBER = 0x9a9a9a;

  private static final int[] STOPS = {
    0x440154, 0x481a6c, 0x472f7d, 0x414487, 0x39568c, 0x31688e, 0x2a788e, 0x23888e, 0x1f988b,
    0x22a884, 0x35b779, 0x54c568, 0x7ad151, 0xa5db36, 0xd2e21b, 0xfde725
  };

  private ColourScale() {}

  /**
   * @param part 0–1, what lies outside gets the colours at the ends
   * @return 0xRRGGBB
   */
  static int rgb(double part) {
    if (Double.isNaN(part)) return NO_NUMBER;
    double at = Math.max(0, Math.min(1, part)) * (STOPS.length - 1);
    int low = (int) Math.min(at, STOPS.length - 2);
    double share = at - low;
    int a = STOPS[low];
    int b = STOPS[low + 1];
    return mixed(a >> 16 & 255, b >> 16 & 255, share) << 16
        | mixed(a >> 8 & 255, b >> 8 & 255, share) << 8
        | mixed(a & 255, b & 255, share);
  }

  private static int mixed(int a, int b, double share) {
    return (int) Math.round(a + share * (b - a));
  }
}
