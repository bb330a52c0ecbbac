package org.unstained.command;

import java.awt.Color;
import javax.swing.UIManager;

/**
 * Colours of our windows that suit the look and feel, light or dark, that is set when they are
 * asked for. Those that mean something differ for colour-blind eyes, too, and from the ground by a
 * contrast of 3 to 1 or more (WCAG 2.1 for graphics), letters by 4.5 to 1.
 */
public final class Theme {
  private Theme() {}

  /** Ground of a plot or a list. */
  public static Color ground() {
    return named("TextArea.background", Color.WHITE);
  }

  /** Letters on it. */
  public static Color text() {
    return named("TextArea.foreground", Color.BLACK);
  }

  /** Lines that should be seen least. */
  public static Color grid() {
    return between(ground(), text(), 0.13);
  }

  /** The first of two curves, and what is right. */
  public static Color first() {
    return isDark() ? new Color(0x82caf5) : new Color(0x0072b2);
  }

  /** The second of two curves, and what is wrong. */
  public static Color second() {
    return isDark() ? new Color(0xf2b632) : new Color(0xb84f00);
  }

  /** Letters that say what went wrong. */
  public static Color failure() {
    return isDark() ? new Color(0xffa39b) : new Color(0xb00000);
  }

  /** Letters on a ground of this colour. */
  public static Color on(Color ground) {
    return luminance(ground) > 0.18 ? Color.BLACK : Color.WHITE;
  }

  static boolean isDark() {
    return luminance(ground()) < luminance(text());
  }

  private static Color named(String key, Color otherwise) {
    Color colour = UIManager.getColor(key);
    return colour == null ? otherwise : colour;
  }

  private static Color between(Color a, Color b, double part) {
    return new Color(
        (int) Math.round(a.getRed() + part * (b.getRed() - a.getRed())),
        (int) Math.round(a.getGreen() + part * (b.getGreen() - a.getGreen())),
        (int) Math.round(a.getBlue() + part * (b.getBlue() - a.getBlue())));
  }

  /** Relative luminance, 0–1. */
  public static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double linear(int level) {
    double v = level / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }
}
