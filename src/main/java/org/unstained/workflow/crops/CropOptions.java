package org.unstained.workflow.crops;

import ij.ImagePlus;
import org.unstained.cells.CropSettings;
import org.unstained.cells.PixelSize;
import org.unstained.image.Planes;

/**
 * How cells are cut out of images of any pixel size.
 *
 * @param side of the square, in pixels or µm
 * @param micrometres whether the side is in µm; it becomes the nearest whole number of pixels
 * @param normalised as {@link CropSettings} has it
 * @param masked as {@link CropSettings} has it
 */
public record CropOptions(double side, boolean micrometres, boolean normalised, boolean masked) {

  /**
   * @throws IllegalArgumentException if a side in pixels isn't a whole number
   */
  public CropOptions {
    if (!micrometres && (side != Math.rint(side) || side < 1))
      throw new IllegalArgumentException(
          "'side' can't be '%s': it takes a whole number of pixels of 1 or more. For \u00b5m set 'unit' to um."
              .formatted(side));
  }

  /**
   * @throws IllegalArgumentException if the side is in µm and the image has no pixel size
   */
  public CropSettings of(ImagePlus image) {
    return square(image).withNormalised(normalised).withMasked(masked);
  }

  private CropSettings square(ImagePlus image) {
    if (!micrometres) return CropSettings.ofPixels((int) side);
    PixelSize size = Planes.pixelSize(image);
    if (!size.columnUnit().equals("um"))
      throw new IllegalArgumentException(
          "'%s' has no pixel size in \u00b5m, so 'unit' must be pixels. Set the pixel size in Image > Properties."
              .formatted(image.getTitle()));
    return CropSettings.ofLength(side, size);
  }
}
