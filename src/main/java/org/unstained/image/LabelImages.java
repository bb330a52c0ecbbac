package org.unstained.image;

import ij.ImagePlus;
import ij.measure.Calibration;
import java.util.List;
import java.util.Locale;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.IntType;

/**
 * Label maps as {@link ImagePlus} and back.
 *
 * <p>16-bit as long as no label is above 65,535, else 32-bit float, which holds whole numbers up to
 * 16,777,216. Colours are {@link Glasbey}'s.
 *
 * <p><b>More than 255 labels.</b> ImageJ paints 16-bit and float pixels by spreading 256 colours
 * over the display range. Our range is 0–255 as long as that is enough, so each label has a colour
 * of its own. Above, it is 0–largest label: labels that follow one another then share a colour, and
 * in 16-bit the first ones would be black. So a 16-bit map with one channel paints itself, as long
 * as nobody changes the range: its colours come again from the start after each 255 labels (see
 * {@link LabelProcessor}). A saved map opened again, or a duplicate, is painted ImageJ's way.
 */
public final class LabelImages {

  private LabelImages() {}

  /**
   * A label map to show or to save.
   *
   * @param planes 2D, all of the same size, in ImageJ's order: channels run fastest, then slices,
   *     then frames
   * @param calibration of the image that was segmented, copied without its function of grey values;
   *     null for none
   * @throws IllegalArgumentException if the number of planes isn't channels × slices × frames,
   *     sizes differ, or a label is negative or above 16,777,216
   */
  public static ImagePlus of(
      String title,
      List<? extends RandomAccessibleInterval<IntType>> planes,
      int channels,
      int slices,
      int frames,
      Calibration calibration) {
    if (planes.isEmpty()) throw new IllegalArgumentException("A label map needs planes");
    LabelPlanes taken =
        LabelPlanes.of(
            Math.toIntExact(planes.get(0).dimension(0)),
            Math.toIntExact(planes.get(0).dimension(1)),
            planes.size());
    for (RandomAccessibleInterval<IntType> plane : planes) taken.add(plane);
    return taken.image(title, channels, slices, frames, calibration);
  }

  /**
   * One plane of a label map as a copy of its own.
   *
   * @throws IllegalArgumentException if a pixel is not a whole number from 0 to 2,147,483,647, the
   *     image is RGB, or there is no such plane
   */
  public static Img<IntType> labels(ImagePlus labelMap, int channel, int slice, int frame) {
    if (labelMap != null && labelMap.getType() == ImagePlus.COLOR_RGB)
      throw new IllegalArgumentException(
          "'%s' is RGB, but a label map has one whole number a pixel. Use the label map itself, not a picture of it"
              .formatted(labelMap.getTitle()));
    var plane = Planes.plane(labelMap, channel, slice, frame);
    long w = plane.dimension(0);
    int[] labels = new int[Math.toIntExact(w * plane.dimension(1))];
    if (plane.getType() instanceof IntegerType) copyWhole(plane, labels);
    else copyReal(plane, labels, labelMap.getTitle());
    for (int i = 0; i < labels.length; i++)
      if (labels[i] < 0) throw notALabel(labelMap.getTitle(), labels[i], i, w);
    return ArrayImgs.ints(labels, w, plane.dimension(1));
  }

  private static void copyWhole(
      RandomAccessibleInterval<? extends RealType<?>> plane, int[] labels) {
    var cursor = plane.cursor();
    for (int i = 0; i < labels.length; i++)
      labels[i] = ((IntegerType<?>) cursor.next()).getInteger();
  }

  private static void copyReal(
      RandomAccessibleInterval<? extends RealType<?>> plane, int[] labels, String title) {
    var cursor = plane.cursor();
    for (int i = 0; i < labels.length; i++) {
      double value = cursor.next().getRealDouble();
      labels[i] = (int) value;
      if (labels[i] != value || value >= Integer.MAX_VALUE)
        throw notALabel(title, value, i, plane.dimension(0));
    }
  }

  private static IllegalArgumentException notALabel(
      String title, double value, long index, long width) {
    return new IllegalArgumentException(
        "'%s' isn't a label map: pixel (%d, %d) is %s, and labels are whole numbers from 0"
            .formatted(
                title,
                index % width,
                index / width,
                value == Math.rint(value)
                    ? String.format(Locale.ROOT, "%.0f", value)
                    : Double.toString(value)));
  }

  /**
   * The title of a result: the image's title without its file extension, then the suffix, such as
   * {@code "-labels"}. Only endings of image files are taken off ({@code .ome.tif} as a whole), so
   * {@code exp 1.2} stays {@code exp 1.2}.
   */
  public static String title(String imageTitle, String suffix) {
    return FileNames.withoutExtension(imageTitle) + suffix;
  }
}
