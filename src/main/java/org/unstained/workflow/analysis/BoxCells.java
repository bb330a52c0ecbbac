package org.unstained.workflow.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.PixelSize;
import org.unstained.cells.Region;
import org.unstained.inference.Detection;

/**
 * Detections as cells. All that is known of such a cell is its box, to a hundredth of a pixel. Its
 * outline is the box in whole pixels, and of the measurements there are the area and the brightness
 * of those; the shape of a box says nothing of the cell's.
 */
public final class BoxCells {
  private BoxCells() {}

  /** From top to bottom and left to right, which small differences of scores don't change. */
  private static final Comparator<Detection> READING_ORDER =
      Comparator.<Detection>comparingDouble(d -> Math.round(d.box().y()))
          .thenComparingDouble(d -> Math.round(d.box().x()))
          .thenComparing(Comparator.comparingDouble(Detection::score).reversed());

  /**
   * The cells in reading order, numbered from 1.
   *
   * @param channels all of the image's, of one size, one at least; brightness is measured in each
   */
  static List<Cell> of(
      List<Detection> detections,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      PixelSize size) {
    return measured(sorted(detections), 1, channels, size);
  }

  /** In reading order, in which cells are numbered. */
  public static List<Detection> sorted(List<Detection> detections) {
    return detections.stream().sorted(READING_ORDER).toList();
  }

  /**
   * Some of the cells of a plane.
   *
   * @param sorted in reading order
   * @param first the number of the first of them
   */
  public static List<Cell> measured(
      List<Detection> sorted,
      int first,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      PixelSize size) {
    int width = (int) channels.get(0).dimension(0);
    int height = (int) channels.get(0).dimension(1);
    List<Region> regions = new ArrayList<>(sorted.size());
    List<Box> boxes = new ArrayList<>(sorted.size());
    for (Detection detection : sorted) {
      Box box = inside(detection.box(), width, height);
      regions.add(region(first + boxes.size(), box, width, height));
      boxes.add(box);
    }
    List<Cell> measured = Cells.measureBoxes(regions, channels, size);
    List<Cell> cells = new ArrayList<>(measured.size());
    for (int i = 0; i < measured.size(); i++)
      cells.add(measured.get(i).as(sorted.get(i).toClassification()).boxed(boxes.get(i)));
    return cells;
  }

  /** A detector knows no more digits, and a table with more is hard to read. */
  private static final double DIGITS = 100;

  /** The part of a box that lies in the image; the pixel next to it if there is no such part. */
  static Box inside(Box box, int width, int height) {
    double left = rounded(Math.max(0, box.x()));
    double top = rounded(Math.max(0, box.y()));
    double right = rounded(Math.min(width, box.x() + box.width()));
    double bottom = rounded(Math.min(height, box.y() + box.height()));
    return right > left && bottom > top
        ? new Box(left, top, rounded(right - left), rounded(bottom - top))
        : region(1, box, width, height).box();
  }

  private static double rounded(double pixels) {
    return Math.round(pixels * DIGITS) / DIGITS;
  }

  /** The pixels of a box rounded to whole ones: one at least, none outside the image. */
  public static Region region(int number, Box box, int width, int height) {
    int left = (int) Math.max(0, Math.min(width - 1, Math.round(box.x())));
    int top = (int) Math.max(0, Math.min(height - 1, Math.round(box.y())));
    int right = (int) Math.max(left + 1, Math.min(width, Math.round(box.x() + box.width())));
    int bottom = (int) Math.max(top + 1, Math.min(height, Math.round(box.y() + box.height())));
    return Region.rectangle(number, left, top, right - left, bottom - top);
  }
}
