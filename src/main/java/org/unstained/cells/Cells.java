package org.unstained.cells;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.util.Intervals;

/**
 * From a label map, or from regions that may overlap, to cells with box, centroid, outline and the
 * measurements of {@link Measurement}. Cells are measured in parallel; the result doesn't depend on
 * the number of threads. Time and memory grow with the pixels of the image and of the cells, not
 * with the cells' boxes.
 */
public final class Cells {
  private Cells() {}

  /** So many cells share their buffers. */
  private static final int BATCH = 64;

  /**
   * Measures every label of a label map.
   *
   * @param labels 2D; 0 is background. Labels need not be consecutive nor in one piece, and the map
   *     need not begin at (0, 0): coordinates of cells are the map's own.
   * @param channels planes in which intensities are measured, each over the same interval as the
   *     labels; may be empty
   * @param size of a pixel
   * @return one cell a label, in order of the labels; empty if all is background
   * @throws IllegalArgumentException if a label is negative or above 2<sup>31</sup>−1, or if a
   *     channel has another size than the label map
   */
  public static List<Cell> measure(
      RandomAccessibleInterval<? extends IntegerType<?>> labels,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      PixelSize size) {
    for (int c = 0; c < channels.size(); c++)
      if (!Intervals.equals(labels, channels.get(c)))
        throw new IllegalArgumentException(
            "Channel %d and the label map don't match: %s and %s"
                .formatted(c + 1, Planes2D.extent(channels.get(c)), Planes2D.extent(labels)));
    return measure(regions(labels), channels, size);
  }

  /**
   * Measures regions, which may overlap.
   *
   * @param channels may be empty
   * @return one cell a region, in the order of the regions
   * @throws IllegalArgumentException if a region reaches beyond a channel, or is more than a
   *     million pixels wide or high
   */
  public static List<Cell> measure(
      List<Region> regions,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      PixelSize size) {
    for (Region region : regions) refuseHuge(region);
    for (int c = 0; c < channels.size(); c++) {
      Planes2D.check(channels.get(c), "Channel " + (c + 1));
      for (Region region : regions) refuseOutside(region, channels.get(c), c + 1);
    }
    List<String> columns = Measurement.allColumns(size, channels.size());
    return inParallel(regions, () -> new CellMeasuring(columns, channels, size)::measure);
  }

  /**
   * Cells of which nothing but a box is known, each a {@link Region#rectangle}. Of the measurements
   * they have area and intensities; the shape of a box says nothing of the cell's.
   *
   * @param channels may be empty
   * @return one cell a box, in the order of the boxes
   * @throws IllegalArgumentException if a box reaches beyond a channel
   */
  public static List<Cell> measureBoxes(
      List<Region> boxes,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      PixelSize size) {
    for (int c = 0; c < channels.size(); c++) {
      Planes2D.check(channels.get(c), "Channel " + (c + 1));
      for (Region box : boxes) refuseOutside(box, channels.get(c), c + 1);
    }
    List<String> columns = Measurement.boxColumns(size, channels.size());
    return inParallel(boxes, () -> new BoxMeasuring(columns, channels, size)::measure);
  }

  /**
   * @param measuring makes what measures one region after the other, with buffers of its own
   */
  private static List<Cell> inParallel(
      List<Region> regions, Supplier<Function<Region, Cell>> measuring) {
    Cell[] cells = new Cell[regions.size()];
    IntStream.range(0, (cells.length + BATCH - 1) / BATCH)
        .parallel()
        .forEach(
            batch -> {
              Function<Region, Cell> own = measuring.get();
              int end = Math.min(cells.length, (batch + 1) * BATCH);
              for (int i = batch * BATCH; i < end; i++) cells[i] = own.apply(regions.get(i));
            });
    return List.copyOf(Arrays.asList(cells));
  }

  /**
   * The pixels of every label of a label map, in order of the labels.
   *
   * @throws IllegalArgumentException as {@link #measure}
   */
  public static List<Region> regions(RandomAccessibleInterval<? extends IntegerType<?>> labels) {
    return LabelRegions.of(labels);
  }

  private static void refuseHuge(Region region) {
    Box box = region.box();
    int limit = SmoothedOutline.GREATEST_SIDE;
    if (Math.max(box.width(), box.height()) > limit)
      throw new IllegalArgumentException(
          "A cell is at most %d pixels wide and high, cell %d has the box %s"
              .formatted(limit, region.number(), box));
  }

  private static void refuseOutside(Region region, Interval channel, int number) {
    Box box = region.box();
    if (box.x() < channel.min(0)
        || box.y() < channel.min(1)
        || box.x() + box.width() - 1 > channel.max(0)
        || box.y() + box.height() - 1 > channel.max(1))
      throw new IllegalArgumentException(
          "Cell %d reaches beyond channel %d: %s, and the channel has %s"
              .formatted(region.number(), number, box, Planes2D.extent(channel)));
  }
}
