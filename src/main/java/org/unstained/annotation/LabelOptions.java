package org.unstained.annotation;

/**
 * How labels are to be read where a file leaves it open.
 *
 * @param pointSide side in pixels of the square that a point becomes, with the point in its middle;
 *     0: points are left out, with a warning
 */
public record LabelOptions(double pointSide) {
  public static final LabelOptions DEFAULTS = new LabelOptions(0);

  public LabelOptions {
    if (!(pointSide >= 0 && pointSide <= 1e6))
      throw new IllegalArgumentException(
          "The side of a point lies within 0–1,000,000 pixels, got " + pointSide);
  }
}
