package org.unstained.report;

import java.awt.Color;
import java.util.EnumMap;
import java.util.Map;

/**
 * Colours of the inks. The six of the series differ for colour-blind eyes, after Okabe and Ito, and
 * from their ground by 3 to 1 or more.
 */
public final class Palette {
  public static final Palette LIGHT =
      new Palette(
          0xffffff, 0x1b1b1b, 0x5c5c5c, 0xdcdcdc, 0x0072b2, 0xb84f00, 0x00795b, 0xa8407f, 0x6f6400,
          0x5b4bb5);
  public static final Palette DARK =
      new Palette(
          0x1e1f22, 0xececec, 0xa9a9a9, 0x3d3f43, 0x82caf5, 0xf2b632, 0x5fd1ac, 0xf0a3cf, 0xd9d36a,
          0xb7a9ff);

  private final Map<Ink, Color> colours = new EnumMap<>(Ink.class);

  private Palette(int... rgb) {
    for (Ink ink : Ink.values()) colours.put(ink, new Color(rgb[ink.ordinal()]));
  }

  private Palette(Palette other) {
    colours.putAll(other.colours);
  }

  /** The same on another ground, such as a window's, with its letters. */
  public Palette on(Color ground, Color text) {
    Palette other = new Palette(this);
    other.colours.put(Ink.GROUND, ground);
    other.colours.put(Ink.TEXT, text);
    return other;
  }

  public Color colour(Ink ink) {
    return colours.get(ink);
  }
}
