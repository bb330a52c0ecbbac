package org.unstained.workflow;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.cells.PlaneCells;
import org.unstained.image.TiledImage;
import org.unstained.overlay.OverviewPicture;

/** The overview of that plane of a large image that has the most cells. */
final class LargeOverview {
  private final TiledImage image;
  private OverviewPicture picture;
  private int most = -1;
  private int next;
  private ImagePlus pixels;

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

  /** Draws rows of the label map; they come from top to bottom. */
  void outline(int[] labels, int top, int rows) {
    int[] row = new int[picture.width()];
    for (; next < picture.height() && picture.planeY(next) < top + rows; next++) {
      int from = (int) (picture.planeY(next) - top) * (int) image.width();
      for (int x = 0; x < row.length; x++) row[x] = labels[from + (int) picture.planeX(x)];
      picture.outline(next, row);
    }
  }

  void boxes(PlaneCells cells, Map<String, Integer> rgb) {
    picture.boxes(cells, rgb);
  }

  /** Takes the pixels of the plane. */
  void take(RandomAccessibleInterval<? extends RealType<?>> plane) {
    int width = picture.width();
    float[] values = new float[width * picture.height()];
    IntStream.range(0, picture.height())
        .parallel()
        .forEach(
            y -> {
              RandomAccess<? extends RealType<?>> at = plane.randomAccess();
              at.setPosition(picture.planeY(y), 1);
              for (int x = 0; x < width; x++) {
                at.setPosition(picture.planeX(x), 0);
                values[y * width + x] = at.get().getRealFloat();
              }
            });
    pixels = new ImagePlus("", new FloatProcessor(width, picture.height(), values));
  }

  void write(Path png) throws IOException {
    picture.write(png, pixels);
  }
}
