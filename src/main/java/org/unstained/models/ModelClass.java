package org.unstained.models;

import java.util.Locale;

/**
 * A class that a model knows.
 *
 * @param name as it stands in tables and on the overlay; no line break, comma or quotation mark
 * @param rgb colour as 0xRRGGBB
 * @throws IllegalArgumentException if the name or the colour breaks these rules
 */
public record ModelClass(String name, int rgb) {
  /**
   * Those of Okabe and Ito, which colour-blind people can tell apart (doi:10.1038/nmeth.1618), in
   * the order in which an overlay gives them to classes of unknown models.
   */
  private static final int[] COLOURS = {
    0x56B4E9, 0xE69F00, 0x009E73, 0xD55E00, 0xF0E442, 0xCC79A7, 0x0072B2,
  };

  public ModelClass {
    if (name == null || name.isBlank() || !name.equals(name.strip()))
      throw new IllegalArgumentException(
          "A class needs a name without space around it, got '%s'".formatted(name));
    if (name.chars().anyMatch(c -> c < ' ' || c == ',' || c == '"'))
      throw new IllegalArgumentException(
          "The name of a class has no line break, comma or quotation mark, got '%s'"
              .formatted(name));
    if (rgb < 0 || rgb > 0xFFFFFF)
      throw new IllegalArgumentException("A colour is 0–0xFFFFFF, got " + rgb);
  }

  /** A class with the colour that comes at this place of the class list, from 0. */
  public static ModelClass at(int index, String name) {
    return new ModelClass(name, COLOURS[Math.floorMod(index, COLOURS.length)]);
  }

  /** The colour as {@code #RRGGBB}. */
  public String colour() {
    return String.format(Locale.ROOT, "#%06X", rgb);
  }

  /**
   * @throws IllegalArgumentException if the colour isn't {@code #RRGGBB}
   */
  public static int rgbOf(String colour) {
    if (!colour.matches("#[0-9A-Fa-f]{6}"))
      throw new IllegalArgumentException("A colour is written #RRGGBB, got '" + colour + "'");
    return Integer.parseInt(colour.substring(1), 16);
  }
}
