package org.unstained.overlay;

import ij.process.LUT;

/**
 * Colours of heat maps: from black over violet, red and orange to light yellow, always lighter, so
 * that colour-blind people and black-and-white prints tell them apart.
 */
public final class HeatColours {
  private HeatColours() {}

  private static final int[] POINTS = {
    0x000004, 0x280b53, 0x65156e, 0x9f2a63, 0xd44842, 0xf57d15, 0xfac127, 0xfcffa4
  };

  /**
   * @param value 0–1; others count as the nearer of both, NaN as 0
   * @return 0xRRGGBB
   */
  public static int rgb(double value) {
    double at = (value > 0 ? Math.min(1, value) : 0) * (POINTS.length - 1);
    int low = Math.min((int) at, POINTS.length - 2);
    int rgb = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = POINTS[low] >> shift & 0xff;
      int b = POINTS[low + 1] >> shift & 0xff;
      rgb |= (int) Math.round(a + (at - low) * (b - a)) << shift;
    }
    return rgb;
  }

  /** The same as a look-up table for images of values 0–1. */
  public static LUT lut() {
    byte[][] channels = new byte[3][256];
    for (int i = 0; i < 256; i++)
      for (int c = 0; c < 3; c++) channels[c][i] = (byte) (rgb(i / 255.0) >> 16 - 8 * c);
    return new LUT(8, 256, channels[0], channels[1], channels[2]);
  }
}
