package org.unstained.workflow.large;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.cells.PatchGrid;
import org.unstained.cells.PlaneCells;
import org.unstained.image.TiledImage;
import org.unstained.overlay.OverviewPicture;

/** The overview of that plane of a large image that has the most cells. */
final class LargeOverview {
  /** Side of the grid of pixels that say how light the plane is. */
  private static final int SAMPLE = 1024;

  private final TiledImage image;
  private OverviewPicture picture;
  private int most = -1;
  private int next;

  LargeOverview(TiledImage image) {
    this.image = image;
  }

  /** Whether a plane with so many cells has more than all before; then it takes their place. */
  boolean isFullest(int cells) {
    if (cells <= most) return false;
    most = cells;
    picture = new OverviewPicture(image.width(), image.height());
    next = 0;
    return true;
  }

  /**
   * Draws rows of the label map; they come from top to bottom.
   *
   * @param colours as {@link OverviewPicture#outline} has them
   */
  void outline(int[] labels, int top, int rows, int[] colours) {
    int[] row = new int[picture.width()];
    for (; next < picture.height() && picture.planeY(next) < top + rows; next++) {
      int from = (int) (picture.planeY(next) - top) * (int) image.width();
      for (int x = 0; x < row.length; x++) row[x] = labels[from + (int) picture.planeX(x)];
      picture.outline(next, row, colours);
    }
  }

  /**
   * Draws the edges between the classes of patches.
   *
   * @param classes by the squares of the grid's step, as {@link
   *     org.unstained.cells.PatchAverage#greatestOfSquares} has them
   * @param colours 0xRRGGBB by class
   */
  void areas(byte[] classes, PatchGrid grid, int[] colours) {
    int[] row = new int[picture.width()];
    for (int y = 0; y < picture.height(); y++) {
      int from = (int) (picture.planeY(y) / grid.step()) * grid.stepsAcross();
      for (int x = 0; x < row.length; x++)
        row[x] = classes[from + (int) (picture.planeX(x) / grid.step())] & 0xff;
      picture.outline(y, row, colours);
    }
  }

  void boxes(PlaneCells cells, Map<String, Integer> rgb) {
    picture.boxes(cells, rgb);
  }

  /** Fills in the pixels of the plane, after its cells have been drawn. */
  void take(RandomAccessibleInterval<? extends RealType<?>> plane) {
    int step = Math.max(1, Math.max(picture.width(), picture.height()) / SAMPLE);
    int width = (picture.width() + step - 1) / step;
    int height = (picture.height() + step - 1) / step;
    float[] sample = new float[width * height];
    IntStream.range(0, height)
        .parallel()
        .forEach(y -> read(plane, y * step, step, sample, y * width, width));
    double[] range = OverviewPicture.range(sample);
    IntStream.range(0, picture.height())
        .parallel()
        .forEach(
            y -> {
              float[] row = new float[picture.width()];
              read(plane, y, 1, row, 0, row.length);
              picture.fill(y, row, range);
            });
  }

  private void read(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      int y,
      int step,
      float[] values,
      int at,
      int count) {
    RandomAccess<? extends RealType<?>> access = plane.randomAccess();
    access.setPosition(picture.planeY(y), 1);
    for (int x = 0; x < count; x++) {
      access.setPosition(picture.planeX(x * step), 0);
      values[at + x] = access.get().getRealFloat();
    }
  }

  void write(Path png) throws IOException {
    picture.write(png);
  }
}
