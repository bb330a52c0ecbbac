package org.unstained.report;

import java.awt.Color;
import java.util.EnumMap;
import java.util.List;
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

  private static final double LEAST_CONTRAST = 3;

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

  /**
   * The same with these colours of the series, the first six of them. One that is too near to the
   * ground to be seen (contrast below 3 to 1) is made darker or lighter; its hue stays.
   */
  public Palette withSeries(List<Color> series) {
    Palette other = new Palette(this);
    boolean dark = luminance(colour(Ink.GROUND)) < luminance(colour(Ink.TEXT));
    for (int i = 0; i < Math.min(6, series.size()); i++) {
      Color colour = series.get(i);
      while (contrast(colour, colour(Ink.GROUND)) < LEAST_CONTRAST)
        colour = towards(colour, dark ? Color.WHITE : Color.BLACK);
      other.colours.put(Ink.ofSeries(i), colour);
    }
    return other;
  }

  private static Color towards(Color colour, Color end) {
    return new Color(
        part(colour.getRed(), end.getRed()),
        part(colour.getGreen(), end.getGreen()),
        part(colour.getBlue(), end.getBlue()));
  }

  private static int part(int from, int to) {
    int step = (int) Math.round((to - from) * 0.08);
    return from + (step == 0 ? Integer.signum(to - from) : step);
  }

  /** As WCAG 2.1 defines it: 1 to 21. */
  static double contrast(Color a, Color b) {
    double one = luminance(a);
    double other = luminance(b);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  private static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double linear(int level) {
    double v = level / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  public Color colour(Ink ink) {
    return colours.get(ink);
  }
}
