package org.unstained.workflow.planes;

import ij.ImagePlus;
import java.io.IOException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.image.Planes;
import org.unstained.image.TiledImage;

/** Checks of what a user hands over, and planes by channel, slice and frame. */
public final class Images {
  private Images() {}

  /**
   * @throws IllegalArgumentException if there is no image or it has no pixels
   */
  public static void require(ImagePlus image) {
    if (image == null)
      throw new IllegalArgumentException("There is no image. Open one first (File > Open).");
    if (image.getWidth() < 1 || image.getHeight() < 1 || image.getProcessor() == null)
      throw new IllegalArgumentException(
          "The image '%s' is empty. Open it again, or choose another.".formatted(image.getTitle()));
  }

  /**
   * A plane of a channel: 0 for the first or the brightness of an RGB image, whose channels 1 to 3
   * are red, green and blue.
   *
   * @throws IllegalArgumentException if the image has no such channel
   */
  public static RandomAccessibleInterval<? extends RealType<?>> plane(
      ImagePlus image, int channel, SliceAndFrame at, String key) {
    requireChannel(image, channel, key);
    boolean rgb = image.getType() == ImagePlus.COLOR_RGB;
    if (rgb && channel > 0) return Planes.rgbChannel(image, channel, at.slice(), at.frame());
    return Planes.plane(image, rgb ? 1 : Math.max(1, channel), at.slice(), at.frame());
  }

  /**
   * The same of an image that stays in its file.
   *
   * @throws IllegalArgumentException if the image has no such channel
   */
  public static RandomAccessibleInterval<? extends RealType<?>> plane(
      TiledImage image, int channel, SliceAndFrame at, String key) throws IOException {
    ImagePlus card = image.card();
    requireChannel(card, channel, key);
    boolean rgb = card.getType() == ImagePlus.COLOR_RGB;
    return image.plane(rgb ? channel : Math.max(1, channel), at.slice(), at.frame());
  }

  /**
   * @throws IllegalArgumentException if the image has no such channel
   */
  static void requireChannel(ImagePlus image, int channel, String key) {
    int most = image.getType() == ImagePlus.COLOR_RGB ? 3 : image.getNChannels();
    if (channel > most)
      throw new IllegalArgumentException(
          "'%s' can't be %d: the image '%s' has %d channel%s."
              .formatted(key, channel, image.getTitle(), most, most == 1 ? "" : "s"));
  }

  /** Bytes that the work takes for a pixel of a plane: labels, masks, filtered values. */
  private static final int WORK = 24;

  /** How many planes of an image may be worked on at once. */
  public static int atOnce(ImagePlus image, int planes) {
    return Pipeline.atOnce(planes, bytes(image));
  }

  /** What a plane of an image takes while it is worked on. */
  public static long bytes(ImagePlus image) {
    long pixels = (long) image.getWidth() * image.getHeight();
    long read = (long) image.getNChannels() * Math.max(1, image.getBitDepth() / 8);
    return pixels * (WORK + read);
  }

  /** Whether there are two different finite values; NaN and infinity don't count. */
  public static boolean hasContrast(RandomAccessibleInterval<? extends RealType<?>> plane) {
    double first = Double.NaN;
    for (RealType<?> pixel : plane) {
      double value = pixel.getRealDouble();
      if (!Double.isFinite(value)) continue;
      if (Double.isNaN(first)) first = value;
      else if (value != first) return true;
    }
    return false;
  }
}
