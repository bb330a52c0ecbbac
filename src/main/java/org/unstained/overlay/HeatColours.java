package org.unstained.overlay;

import ij.process.LUT;
import java.awt.Color;

/**
 * Colours of a heat map: from dark blue over violet and orange to pale yellow, ever lighter, so
 * that they can be read in grey, too, and by colour-blind people.
 */
final class HeatColours {
  private HeatColours() {}

  private static final int[] STOPS = {
    0x05061a, 0x2a1163, 0x641a80, 0xa1287d, 0xd8456c, 0xf6765c, 0xfdae78, 0xfcfdbf
  };

  static LUT lut() {
    byte[][] rgb = new byte[3][256];
    for (int i = 0; i < 256; i++) {
      double at = i / 255.0 * (STOPS.length - 1);
      int stop = Math.min((int) at, STOPS.length - 2);
      Color a = new Color(STOPS[stop]);
      Color b = new Color(STOPS[stop + 1]);
      double t = at - stop;
      rgb[0][i] = (byte) Math.round(a.getRed() + t * (b.getRed() - a.getRed()));
      rgb[1][i] = (byte) Math.round(a.getGreen() + t * (b.getGreen() - a.getGreen()));
      rgb[2][i] = (byte) Math.round(a.getBlue() + t * (b.getBlue() - a.getBlue()));
    }
    return new LUT(rgb[0], rgb[1], rgb[2]);
  }
}
