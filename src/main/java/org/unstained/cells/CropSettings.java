package org.unstained.cells;

/**
 * How cells are cut out of a plane.
 *
 * @param width columns of a crop, 1–{@value #GREATEST_SIDE}
 * @param height rows of a crop, as the width
 * @param normalised whether brightness and background are made alike; see {@link Crops}
 * @param masked whether what lies outside the cell is painted over with the background
 * @throws IllegalArgumentException if a side is out of its bounds
 */
public record CropSettings(int width, int height, boolean normalised, boolean masked) {
  public static final int GREATEST_SIDE = 16_384;

  /** Side of the crops in Wang et al. 2020, doi:10.1038/s41598-020-69056-1. */
  public static final int DEFAULT_SIDE = 30;

  public CropSettings {
    if (Math.min(width, height) < 1 || Math.max(width, height) > GREATEST_SIDE)
      throw new IllegalArgumentException(
          "A crop has sides of 1 to %d pixels, got %d x %d"
              .formatted(GREATEST_SIDE, width, height));
  }

  /** Squares of 30 pixels, as they stand in the image. */
  public static CropSettings defaults() {
    return ofPixels(DEFAULT_SIDE);
  }

  /** Squares of this side in pixels, as they stand in the image. */
  public static CropSettings ofPixels(int side) {
    return new CropSettings(side, side, false, false);
  }

  /**
   * Squares of this side in the unit of the pixel size: each side becomes the nearest whole number
   * of pixels, 1 at least. Nothing is resampled, so on pixels that aren't square a crop has not as
   * many columns as rows.
   *
   * @throws IllegalArgumentException if the side is not positive or becomes too many pixels
   */
  public static CropSettings ofLength(double side, PixelSize size) {
    if (!(side > 0) || Double.isInfinite(side))
      throw new IllegalArgumentException("A crop needs a positive side, got " + side);
    return new CropSettings(
        pixels(side / size.width()), pixels(side / size.height()), false, false);
  }

  private static int pixels(double pixels) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Math.round(pixels)));
  }

  public CropSettings withNormalised(boolean on) {
    return new CropSettings(width, height, on, masked);
  }

  public CropSettings withMasked(boolean on) {
    return new CropSettings(width, height, normalised, on);
  }

  /** Number of pixels of a crop. */
  public int pixels() {
    return Math.multiplyExact(width, height);
  }
}
