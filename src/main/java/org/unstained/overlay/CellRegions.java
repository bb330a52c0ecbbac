package org.unstained.overlay;

import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;

/**
 * The pixels of an ROI, ours or drawn by hand: rectangle, oval, polygon, freehand, wand, ellipse,
 * rotated or composite. Which pixels belong to it is ImageJ's own answer, so counts agree with
 * {@code Analyze > Measure}. Parts outside the image are left out.
 */
public final class CellRegions {

  /**
   * The pixels of one ROI within its box.
   *
   * @param x left column of the box in the image
   * @param y top row
   * @param width at least 1
   * @param height at least 1
   * @param mask row by row, not 0 where the ROI is; owned by this record
   */
  public record Region(int x, int y, int width, int height, byte[] mask) {

    /** How many pixels it has, at least 1. */
    public int area() {
      int n = 0;
      for (byte m : mask) if (m != 0) n++;
      return n;
    }

    /** Whether a pixel of the image belongs to it. */
    public boolean contains(int px, int py) {
      return px >= x
          && py >= y
          && px < x + width
          && py < y + height
          && mask[(py - y) * width + px - x] != 0;
    }

    /**
     * A label map of the box alone, lying at its place in the image: {@code label} where the ROI
     * is, 0 elsewhere.
     */
    public RandomAccessibleInterval<IntType> labels(int label) {
      int[] pixels = new int[mask.length];
      for (int i = 0; i < mask.length; i++) if (mask[i] != 0) pixels[i] = label;
      return Views.translate(ArrayImgs.ints(pixels, width, height), x, y);
    }
  }

  private CellRegions() {}

  /**
   * The pixels of an ROI in an image of the given size.
   *
   * @throws IllegalArgumentException if the ROI isn't an area, or none of it lies in the image; the
   *     message says what to do
   */
  public static Region of(Roi roi, int width, int height) {
    if (!roi.isArea() || roi instanceof TextRoi || roi instanceof ImageRoi)
      throw new IllegalArgumentException(
          "%s is no area but a %s. Draw a rectangle, oval, polygon or freehand area round the cell"
              .formatted(name(roi), kind(roi)));
    Rectangle all = roi.getBounds();
    Rectangle box = all.intersection(new Rectangle(width, height));
    if (box.isEmpty())
      throw new IllegalArgumentException(
          "%s lies outside of the image (%d x %d pixels). Move or delete it"
              .formatted(name(roi), width, height));
    byte[] mask = new byte[Math.multiplyExact(box.width, box.height)];
    ImageProcessor whole = roi.getMask();
    if (whole == null) Arrays.fill(mask, (byte) 1);
    else
      for (int y = 0; y < box.height; y++)
        for (int x = 0; x < box.width; x++)
          if (whole.get(x + box.x - all.x, y + box.y - all.y) != 0) mask[y * box.width + x] = 1;
    Region region = new Region(box.x, box.y, box.width, box.height, mask);
    if (region.area() == 0)
      throw new IllegalArgumentException(
          "%s has no pixel of the image. Draw it larger or delete it".formatted(name(roi)));
    return region;
  }

  /**
   * A label map of several ROIs: the first has the label 1. Where ROIs overlap, the later one lies
   * on top; measure each of its own ({@link Region#labels}) if all pixels are to count.
   *
   * @throws IllegalArgumentException as {@link #of(Roi, int, int)}
   */
  public static Img<IntType> labels(List<Roi> rois, int width, int height) {
    int[] labels = new int[Math.multiplyExact(width, height)];
    for (int i = 0; i < rois.size(); i++) {
      Region r = of(rois.get(i), width, height);
      for (int y = 0; y < r.height(); y++)
        for (int x = 0; x < r.width(); x++)
          if (r.mask()[y * r.width() + x] != 0) labels[(r.y() + y) * width + r.x() + x] = i + 1;
    }
    return ArrayImgs.ints(labels, width, height);
  }

  private static String name(Roi roi) {
    return roi.getName() == null ? "The selection" : "The ROI '" + roi.getName() + "'";
  }

  private static String kind(Roi roi) {
    if (roi instanceof TextRoi) return "text";
    if (roi instanceof ImageRoi) return "picture";
    return roi.getTypeAsString().toLowerCase(Locale.ROOT);
  }
}
