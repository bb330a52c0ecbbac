package org.unstained.annotation;

/**
 * A class of a data set.
 *
 * @param name of the class
 * @param colour 0xRRGGBB, or {@link #NO_COLOUR}
 */
public record LabelClass(String name, int colour) {
  public static final int NO_COLOUR = -1;

  public LabelClass {
    if (name == null || name.isBlank()) throw new IllegalArgumentException("A class needs a name");
    if (colour < NO_COLOUR || colour > 0xffffff)
      throw new IllegalArgumentException("A colour lies within 0–0xffffff, got " + colour);
  }

  public LabelClass(String name) {
    this(name, NO_COLOUR);
  }

  public boolean hasColour() {
    return colour != NO_COLOUR;
  }
}
