package org.unstained.overlay;

import java.awt.Color;

/**
 * The colours of words on a picture: letters in the colour of their cell, made lighter, on a dark
 * ground that lets little of the picture through. Letters and ground differ by 4.5 to 1 or more
 * (the contrast that WCAG 2.1 asks for) whatever lies below, for each of our own class colours.
 */
final class LabelInk {
  private static final int DARKNESS = 225;

  /** Letters never have less light than this (relative luminance, 0–1). */
  private static final double LEAST = 0.3;

  static final Color GROUND = new Color(0, 0, 0, DARKNESS);

  private LabelInk() {}

  /** A colour for the letters beside something of this colour; null for none in particular. */
  static Color letters(Color cell) {
    if (cell == null) return Color.WHITE;
    Color light = cell;
    while (luminance(light) < LEAST)
      light =
          new Color(
              (light.getRed() * 3 + 255 + 3) / 4,
              (light.getGreen() * 3 + 255 + 3) / 4,
              (light.getBlue() * 3 + 255 + 3) / 4);
    return light;
  }

  /** Relative luminance of sRGB, 0–1. */
  static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double linear(int level) {
    double v = level / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }
}
