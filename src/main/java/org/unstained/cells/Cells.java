package org.unstained.cells;

import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.RealType;

/**
 * From a label map, or from regions that may overlap, to cells with box, centroid, outline and
 * measurements. Cells are measured in parallel; the result doesn't depend on the number of threads.
 */
public final class Cells {
  private Cells() {}

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
    return measure(LabelRegions.of(labels), channels, size);
  }

  /**
   * Measures regions, which may overlap.
   *
   * @return one cell a region, in the order of the regions
   * @throws IllegalArgumentException if a region reaches beyond a channel
   */
  public static List<Cell> measure(
      List<Region> regions,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      PixelSize size) {
    return IntStream.range(0, regions.size())
        .parallel()
        .mapToObj(i -> cell(regions.get(i)))
        .toList();
  }

  private static Cell cell(Region region) {
    Box box = region.box();
    double x = 0, y = 0;
    int[] runs = region.runs();
    for (int i = 0; i < runs.length; i += 3) {
      double n = runs[i + 2] - runs[i + 1];
      x += n * (runs[i + 1] + runs[i + 2]) / 2.0;
      y += n * (runs[i] + 0.5);
    }
    double area = region.pixels();
    return new Cell(
        region.number(), box, x / area, y / area, region.outline(), Measurements.NONE, null);
  }
}
