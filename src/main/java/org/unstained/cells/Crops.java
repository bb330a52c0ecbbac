package org.unstained.cells;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Cuts cells out of a plane, all to the same size. A crop is centred on the middle of the cell's
 * box, so that a cell that fits is whole; where the middle falls between two places, the crop lies
 * one pixel further right or down. Nothing is resampled. Beyond the image its edge pixels are
 * repeated.
 *
 * <p>Normalised crops have background 0 and the same brightness: (v − b) / s. The background b is
 * the median of the crop's pixels outside the cell (of all its pixels, if the cell fills it), other
 * cells included, as they are fewer than half of it as a rule. The spread s is the distance between
 * the 2nd and the 98th percentile of all its pixels, so that single hot or dead pixels don't count;
 * a spread of 0 or infinity divides by 1. Repeated edge pixels and NaN count for neither. A crop so
 * made is the same whatever gain and offset the image was taken with. Wang et al. (2020,
 * doi:10.1038/s41598-020-69056-1) speak of "a brightness and background normalization" of their 30
 * pixel crops and give no formula; this one is ours.
 *
 * <p>Masked crops are painted over outside the cell with the background (0 if normalised). NaN
 * inside the cell stays NaN. Every method may be called from several threads at once.
 */
public final class Crops {
  private Crops() {}

  private static final double LOW = 0.02;
  private static final double HIGH = 0.98;

  /** Where the crop of a cell lies; may reach beyond the image. */
  public static Interval window(Cell cell, CropSettings settings) {
    Box box = cell.box();
    long x = Math.round(box.x() + box.width() / 2 - settings.width() / 2.0);
    long y = Math.round(box.y() + box.height() / 2 - settings.height() / 2.0);
    return FinalInterval.createMinSize(x, y, settings.width(), settings.height());
  }

  /**
   * One crop. It begins at (0, 0).
   *
   * @throws IllegalArgumentException if the plane is not 2D or the cell's box reaches beyond it
   */
  public static ArrayImg<FloatType, FloatArray> crop(
      RandomAccessibleInterval<? extends RealType<?>> plane, Cell cell, CropSettings settings) {
    float[] pixels = new float[settings.pixels()];
    fill(plane, cell, settings, pixels);
    return ArrayImgs.floats(pixels, settings.width(), settings.height());
  }

  /**
   * One crop in the type of the plane, for settings that don't normalise. A background between two
   * whole numbers is rounded.
   *
   * @throws IllegalArgumentException also if the settings normalise
   */
  public static <T extends RealType<T> & NativeType<T>> Img<T> sameType(
      RandomAccessibleInterval<T> plane, Cell cell, CropSettings settings) {
    if (settings.normalised())
      throw new IllegalArgumentException("Normalised crops are not whole numbers; use crop");
    double[] pixels = cut(plane, cell, settings);
    Img<T> crop =
        new ArrayImgFactory<>(plane.getType()).create(settings.width(), settings.height());
    int i = 0;
    for (T pixel : crop) pixel.setReal(pixels[i++]);
    return crop;
  }

  /**
   * Writes one crop, row by row, into the caller's array.
   *
   * @param crop as long as the settings have pixels
   */
  public static void fill(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      Cell cell,
      CropSettings settings,
      float[] crop) {
    if (crop.length != settings.pixels())
      throw new IllegalArgumentException(
          "A crop of %d x %d needs as many pixels, got %d"
              .formatted(settings.width(), settings.height(), crop.length));
    double[] pixels = cut(plane, cell, settings);
    for (int i = 0; i < pixels.length; i++) crop[i] = (float) pixels[i];
  }

  /**
   * The crops of many cells, each made anew when it is asked for and kept by nobody, so a hundred
   * thousand need no memory.
   */
  public static List<ArrayImg<FloatType, FloatArray>> of(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      List<Cell> cells,
      CropSettings settings) {
    class Lazily extends AbstractList<ArrayImg<FloatType, FloatArray>> implements RandomAccess {
      @Override
      public ArrayImg<FloatType, FloatArray> get(int i) {
        return crop(plane, cells.get(i), settings);
      }

      @Override
      public int size() {
        return cells.size();
      }
    }
    return new Lazily();
  }

  private static double[] cut(
      RandomAccessibleInterval<? extends RealType<?>> plane, Cell cell, CropSettings settings) {
    Planes2D.check(plane, "A plane");
    refuseOutside(cell, plane);
    Interval window = window(cell, settings);
    double[] pixels = read(plane, window);
    if (!settings.normalised() && !settings.masked()) return pixels;
    boolean[] inside = inside(cell, window);
    Level level = Level.of(pixels, inside, window, plane);
    if (settings.masked())
      for (int i = 0; i < pixels.length; i++) if (!inside[i]) pixels[i] = level.background;
    if (settings.normalised())
      for (int i = 0; i < pixels.length; i++)
        pixels[i] = (pixels[i] - level.background) / level.spread;
    return pixels;
  }

  private static void refuseOutside(Cell cell, Interval plane) {
    Box box = cell.box();
    if (box.x() < plane.min(0)
        || box.y() < plane.min(1)
        || box.x() + box.width() > plane.max(0) + 1
        || box.y() + box.height() > plane.max(1) + 1)
      throw new IllegalArgumentException(
          "Cell %d is not of this plane: %s, and the plane has %s"
              .formatted(cell.number(), box, Planes2D.extent(plane)));
  }

  private static double[] read(
      RandomAccessibleInterval<? extends RealType<?>> plane, Interval window) {
    PixelRows rows = PixelRows.of(plane);
    int width = (int) window.dimension(0);
    int height = (int) window.dimension(1);
    double[] pixels = new double[width * height];
    int first = (int) Math.max(plane.min(0), window.min(0));
    int last = (int) Math.min(plane.max(0), window.max(0));
    for (int row = 0; row < height; row++) {
      int start = row * width;
      int from = start + (int) (first - window.min(0));
      int to = start + (int) (last - window.min(0));
      long y = Math.max(plane.min(1), Math.min(plane.max(1), window.min(1) + row));
      rows.read(first, (int) y, last - first + 1, pixels, from);
      Arrays.fill(pixels, start, from, pixels[from]);
      Arrays.fill(pixels, to + 1, start + width, pixels[to]);
    }
    return pixels;
  }

  private static boolean[] inside(Cell cell, Interval window) {
    int width = (int) window.dimension(0);
    boolean[] inside = new boolean[width * (int) window.dimension(1)];
    int[] runs = Region.of(cell).runs();
    for (int i = 0; i < runs.length; i += 3) {
      if (runs[i] < window.min(1) || runs[i] > window.max(1)) continue;
      int row = (int) (runs[i] - window.min(1)) * width;
      int from = (int) Math.max(0, runs[i + 1] - window.min(0));
      int to = (int) Math.min(width, runs[i + 2] - window.min(0));
      if (from < to) Arrays.fill(inside, row + from, row + to, true);
    }
    return inside;
  }

  /** Background and spread of a crop. */
  private record Level(double background, double spread) {

    static Level of(double[] pixels, boolean[] inside, Interval window, Interval plane) {
      double[] all = new double[pixels.length];
      double[] outside = new double[pixels.length];
      int count = 0;
      int countOutside = 0;
      int width = (int) window.dimension(0);
      for (int i = 0; i < pixels.length; i++) {
        long x = window.min(0) + i % width;
        long y = window.min(1) + i / width;
        boolean repeated =
            x < plane.min(0) || x > plane.max(0) || y < plane.min(1) || y > plane.max(1);
        if (repeated || Double.isNaN(pixels[i])) continue;
        all[count++] = pixels[i];
        if (!inside[i]) outside[countOutside++] = pixels[i];
      }
      if (count == 0) return new Level(Double.NaN, 1);
      int last = count - 1;
      double high = Quantiles.select(all, count, (int) Math.round(HIGH * last));
      double low = Quantiles.select(all, count, (int) Math.round(LOW * last));
      double spread = high - low;
      double background =
          countOutside > 0 ? Quantiles.median(outside, countOutside) : Quantiles.median(all, count);
      return new Level(background, spread > 0 && spread < Double.POSITIVE_INFINITY ? spread : 1);
    }
  }
}
