package org.unstained.overlay;

import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ImageProcessor;
import java.awt.Rectangle;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.unstained.cells.Region;

/**
 * The pixels of ROIs, ours or drawn by hand: rectangle, oval, polygon, freehand, wand, ellipse,
 * rotated or composite. Which pixels belong to an ROI is ImageJ's own answer, so counts agree with
 * {@code Analyze > Measure}. Parts outside the image are left out. ROIs may overlap.
 */
public final class CellRegions {
  private CellRegions() {}

  /**
   * The pixels of each ROI in an image of the given size, numbered from 1 in the order of the list.
   *
   * @throws IllegalArgumentException as {@link #of(int, Roi, int, int)}
   */
  public static List<Region> of(List<Roi> rois, int width, int height) {
    return IntStream.range(0, rois.size())
        .mapToObj(i -> of(i + 1, rois.get(i), width, height))
        .toList();
  }

  /**
   * The pixels of an ROI in an image of the given size.
   *
   * @throws IllegalArgumentException if the ROI isn't an area, or none of it lies in the image; the
   *     message says what to do
   */
  public static Region of(int number, Roi roi, int width, int height) {
    if (!roi.isArea() || roi instanceof TextRoi || roi instanceof ImageRoi)
      throw new IllegalArgumentException(
          "%s is no area (%s). Draw a rectangle, oval, polygon or freehand area round the cell"
              .formatted(name(roi), kind(roi)));
    Rectangle all = roi.getBounds();
    Rectangle box = all.intersection(new Rectangle(width, height));
    if (box.isEmpty()) throw outside(roi, width, height);
    ImageProcessor whole = roi.getMask();
    if (whole == null) return Region.rectangle(number, box.x, box.y, box.width, box.height);
    byte[] mask = new byte[Math.multiplyExact(box.width, box.height)];
    boolean any = false;
    for (int y = 0; y < box.height; y++)
      for (int x = 0; x < box.width; x++)
        if (whole.get(x + box.x - all.x, y + box.y - all.y) != 0) {
          mask[y * box.width + x] = 1;
          any = true;
        }
    if (!any) throw outside(roi, width, height);
    return Region.ofMask(number, mask, box.width, box.x, box.y);
  }

  private static IllegalArgumentException outside(Roi roi, int width, int height) {
    return new IllegalArgumentException(
        "%s has no pixel in the image (%d x %d). Move it, draw it larger or delete it"
            .formatted(name(roi), width, height));
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
