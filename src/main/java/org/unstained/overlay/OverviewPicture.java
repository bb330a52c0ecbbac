package org.unstained.overlay;

import ij.process.FloatProcessor;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

/**
 * A picture of a plane that is too large for {@link OverlayPicture}: at most {@value #LARGEST}
 * pixels for the longer side, each a pixel of the plane, and on it the outlines of the cells, one
 * pixel wide, as far as cells are larger than that.
 */
public final class OverviewPicture {
  static final int LARGEST = 4096;

  private final long planeWidth;
  private final long planeHeight;
  private final int width;
  private final int height;
  private final int[] ink;
  private int[] before;

  /** Of a plane of this size. */
  public OverviewPicture(long planeWidth, long planeHeight) {
    this.planeWidth = planeWidth;
    this.planeHeight = planeHeight;
    double scale = Math.min(1, (double) LARGEST / Math.max(planeWidth, planeHeight));
    width = (int) Math.max(1, Math.round(planeWidth * scale));
    height = (int) Math.max(1, Math.round(planeHeight * scale));
    ink = new int[width * height];
    before = new int[width];
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** The column of the plane that a column of the picture shows. */
  public long planeX(int x) {
    return Math.min(planeWidth - 1, (long) ((x + 0.5) * planeWidth / width));
  }

  /** The row of the plane that a row of the picture shows. */
  public long planeY(int y) {
    return Math.min(planeHeight - 1, (long) ((y + 0.5) * planeHeight / height));
  }

  /**
   * Draws the edges of labels in a row of the picture; rows come from top to bottom.
   *
   * @param labels the label at each {@link #planeX}
   * @param colours 0xRRGGBB by label, or null if nobody has classified the cells
   */
  public void outline(int y, int[] labels, int[] colours) {
    for (int x = 0; x < width; x++) {
      int label = labels[x];
      boolean edge =
          x > 0 && labels[x - 1] != label
              || x < width - 1 && labels[x + 1] != label
              || before[x] != label;
      if (label != 0 && edge) ink[y * width + x] = colour(label, colours);
      if (y > 0 && before[x] != 0 && before[x] != label)
        ink[(y - 1) * width + x] = colour(before[x], colours);
    }
    System.arraycopy(labels, 0, before, 0, width);
  }

  private static int colour(int label, int[] colours) {
    return colours == null ? ClassGroups.UNCLASSIFIED.getRGB() : 0xff000000 | colours[label];
  }

  /**
   * The colours of cells as overlays have them: those of their classes.
   *
   * @param rgb 0xRRGGBB by class, as the model names them
   * @return 0xRRGGBB of each cell
   */
  public static int[] colours(PlaneCells cells, Map<String, Integer> rgb) {
    ClassGroups groups = groups(cells, rgb);
    return cells.cells().stream()
        .mapToInt(cell -> groups.colourOf(groups.group(cell)).getRGB() & 0xffffff)
        .toArray();
  }

  private static ClassGroups groups(PlaneCells cells, Map<String, Integer> rgb) {
    Map<String, Color> named = new HashMap<>();
    rgb.forEach((name, colour) -> named.put(name, new Color(colour)));
    return ClassGroups.of(List.of(cells), named);
  }

  /**
   * Draws the boxes of cells in the colours of their classes.
   *
   * @param rgb 0xRRGGBB by class, as the model names them
   */
  public void boxes(PlaneCells cells, Map<String, Integer> rgb) {
    ClassGroups groups = groups(cells, rgb);
    for (Cell cell : cells.cells()) {
      int colour = groups.colourOf(groups.group(cell)).getRGB();
      Box box = cell.box();
      int left = at(box.x(), planeWidth, width);
      int right = at(box.x() + box.width(), planeWidth, width);
      int top = at(box.y(), planeHeight, height);
      int bottom = at(box.y() + box.height(), planeHeight, height);
      for (int x = left; x <= right; x++) ink[top * width + x] = ink[bottom * width + x] = colour;
      for (int y = top; y <= bottom; y++) ink[y * width + left] = ink[y * width + right] = colour;
    }
  }

  private static int at(double position, long plane, int picture) {
    return (int) Math.max(0, Math.min(picture - 1, position * picture / plane));
  }

  /**
   * The values between which a plane is shown, with the contrast of all our pictures.
   *
   * @param sample some of its pixels, spread evenly
   */
  public static double[] range(float[] sample) {
    return PlanePicture.range(new FloatProcessor(sample.length, 1, sample));
  }

  /**
   * Fills a row with the pixels of the plane, where nothing has been drawn. Rows may be filled on
   * many threads, after all has been drawn.
   *
   * @param values at each {@link #planeX}
   * @param range black and white
   */
  public void fill(int y, float[] values, double[] range) {
    double factor = 255 / (range[1] - range[0]);
    for (int x = 0; x < width; x++) {
      if (ink[y * width + x] != 0) continue;
      double grey = Math.rint((values[x] - range[0]) * factor);
      int level = Double.isFinite(grey) ? (int) Math.max(0, Math.min(255, grey)) : 0;
      ink[y * width + x] = 0xff000000 | 0x10101 * level;
    }
  }

  /**
   * Writes it as PNG.
   *
   * @throws IOException if the file can't be written
   */
  public void write(Path png) throws IOException {
    WholeFile.write(png, out -> Png.write(out, ink, width, height));
  }
}
