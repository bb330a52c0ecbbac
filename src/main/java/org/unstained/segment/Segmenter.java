package org.unstained.segment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import org.unstained.segment.SegmentationSettings.Appearance;
import org.unstained.segment.SegmentationSettings.Split;
import org.unstained.segment.SegmentationSettings.ThresholdMethod;

/**
 * Finds the cells of a plane: smoothing and background removal, a threshold (for outlines on the
 * gradient), filling of holes, opening, and a watershed that parts touching cells. These are the
 * steps of the CTC paper's toolbox (<a
 * href="https://doi.org/10.1038/s41598-020-69056-1">doi:10.1038/s41598-020-69056-1</a>).
 *
 * <p>The plane is read in bands of rows, several times, and only a mask of one bit a pixel is held
 * of it; after the threshold each component of the mask is worked on by itself. So the label map is
 * the same for bands of any height and for any number of threads.
 */
public final class Segmenter {
  /** Rows of a band where the caller doesn't say. */
  static final int BAND = 64;

  /** How far the local threshold looks for the ground that it starts from. */
  private static final double LOCAL_GROUND = 200;

  private static final double MIDWAY = 0.5;

  /** Faint edges close an outline, so the level lies nearer to the ground there. */
  private static final double NEAR_GROUND = 0.2;

  /** Ground within an outline that the border cuts is smaller than this part of the plane. */
  private static final double PART_OF_PLANE = 0.01;

  private final SegmentationSettings settings;
  private final BooleanSupplier canceled;
  private final Bands bands;
  private final Rows smooth;
  private final Rows relief;
  private double threshold = Double.NaN;

  private Segmenter(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      SegmentationSettings settings,
      int bandRows,
      BooleanSupplier canceled) {
    this.settings = settings;
    this.canceled = canceled;
    Rows rows = PlaneRows.of(plane);
    bands = new Bands(rows.height(), bandRows, canceled);
    smooth = smoothed(rows);
    relief = settings.appearance() == Appearance.OUTLINES ? new Gradient(smooth) : smooth;
  }

  /**
   * Segments a plane.
   *
   * @param plane 2D, at least 1×1; NaN counts as ground
   * @param nuclei plane of the same size whose bright spots are the seeds of {@code Split.NUCLEI},
   *     one cell a nucleus; otherwise null
   * @param progress told the finished part, 0–1
   * @param canceled asked now and then
   * @throws java.util.concurrent.CancellationException if canceled
   * @throws IllegalArgumentException if the plane is not 2D, sizes differ, nuclei are needed and
   *     missing, or a threshold is to be found where all pixels are equal or none is finite
   */
  public static Segmentation segment(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      RandomAccessibleInterval<? extends RealType<?>> nuclei,
      SegmentationSettings settings,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    return segment(plane, nuclei, settings, BAND, progress, canceled);
  }

  /**
   * As above, with bands of a given height; a multiple of {@value LocalThreshold#BLOCK}, or the
   * plane's height or more for no cut at all.
   */
  static Segmentation segment(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      RandomAccessibleInterval<? extends RealType<?>> nuclei,
      SegmentationSettings settings,
      int bandRows,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    Segmenter work = new Segmenter(plane, settings, bandRows, canceled);
    int[] seeds = work.seeds(nuclei);
    progress.accept(0.1);
    Mask mask = work.cells(seeds, (step, picture) -> {});
    progress.accept(0.5);
    CellLabels.Result found = CellLabels.of(mask, work.smooth, seeds, settings, progress, canceled);
    return new Segmentation(found.image(mask.width, mask.height), found.cells(), work.threshold);
  }

  /**
   * As {@link #segment}, for planes of any size: no label map is made, and memory holds two bits
   * for each pixel of the plane, some bands of it, and the cells. Cells, their order and the
   * threshold are the same.
   *
   * @throws IllegalArgumentException also if a connected patch above the threshold is so large that
   *     it can't be parted
   */
  public static SegmentedCells cells(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      RandomAccessibleInterval<? extends RealType<?>> nuclei,
      SegmentationSettings settings,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    Segmenter work = new Segmenter(plane, settings, BAND, canceled);
    SegmentedCells seeds = null;
    if (settings.split() == Split.NUCLEI) {
      work.requireNuclei(nuclei);
      seeds =
          cells(nuclei, null, settings.forNuclei(), part -> progress.accept(part / 3), canceled);
    }
    progress.accept(seeds == null ? 0 : 0.35);
    Mask mask = work.mask();
    if (seeds != null) seeds.addTo(mask);
    progress.accept(0.6);
    Mask opened = work.cells(mask, (step, picture) -> {});
    progress.accept(0.7);
    SegmentedCells found =
        StreamedCells.of(opened, work.smooth, seeds, settings, work.threshold, canceled);
    progress.accept(1);
    return found;
  }

  /**
   * The pictures after each step, in order, by name: {@code smoothed}, {@code gradient} (outlines
   * only), {@code mask}, {@code filled}, {@code opened}, {@code distance} (to the ground, where it
   * parts cells), {@code labels}. Parameters as for {@link #segment}.
   */
  public static Map<String, RandomAccessibleInterval<? extends RealType<?>>> steps(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      RandomAccessibleInterval<? extends RealType<?>> nuclei,
      SegmentationSettings settings) {
    Segmenter work = new Segmenter(plane, settings, BAND, () -> false);
    Map<String, RandomAccessibleInterval<? extends RealType<?>>> steps = new LinkedHashMap<>();
    steps.put("smoothed", image(work.smooth));
    if (settings.appearance() == Appearance.OUTLINES) steps.put("gradient", image(work.relief));
    int[] seeds = work.seeds(nuclei);
    Mask mask = work.cells(seeds, (step, picture) -> steps.put(step, picture.get()));
    if (settings.split() == Split.SHAPE || settings.split() == Split.NUCLEI)
      steps.put("distance", DistanceTransform.of(mask));
    steps.put(
        "labels",
        CellLabels.of(mask, work.smooth, seeds, settings, p -> {}, work.canceled)
            .image(mask.width, mask.height));
    return steps;
  }

  private interface Watcher {
    void see(String step, Supplier<RandomAccessibleInterval<? extends RealType<?>>> picture);
  }

  /** The mask of the cells, with that of their nuclei where these are the seeds. */
  private Mask cells(int[] nuclei, Watcher watcher) {
    Mask mask = mask();
    if (nuclei != null) mask.addLabelled(nuclei);
    return cells(mask, watcher);
  }

  /** A mask without holes and specks; the given one is used for it. */
  private Mask cells(Mask mask, Watcher watcher) {
    watcher.see("mask", mask::image);
    double plane = (double) mask.width * mask.height;
    boolean outlines = settings.appearance() == Appearance.OUTLINES;
    FillHoles.in(mask, outlines ? Math.min(settings.largest(), plane * PART_OF_PLANE) : 0);
    watcher.see("filled", mask::image);
    Mask opened = Opening.in(mask, settings.opening(), bands.rows(), canceled);
    watcher.see("opened", opened::image);
    return opened;
  }

  private Rows smoothed(Rows rows) {
    Rows out = settings.appearance() == Appearance.DARK ? new Negative(rows) : rows;
    if (settings.background() > 0) out = new Background(out, settings.background(), bands);
    if (settings.median() > 0) out = new Median(out, settings.median());
    if (settings.smoothing() > 0) out = new Gaussian(out, settings.smoothing());
    return out;
  }

  private Mask mask() {
    if (settings.method() == ThresholdMethod.MANUAL) {
      threshold = settings.level();
      return above(relief, settings.appearance() == Appearance.DARK ? -threshold : threshold);
    }
    // Held only until there is a mask: the label map comes after it.
    Rows rows = HeldRows.ifSmall(relief, bands);
    if (settings.method() == ThresholdMethod.LOCAL) return local(rows);
    Histogram histogram = Histogram.of(rows, canceled).cappedAt(settings.cap());
    double level =
        switch (settings.method()) {
          case TRIANGLE -> Thresholds.triangle(histogram);
          case LI -> Thresholds.li(histogram);
          default -> Thresholds.otsu(histogram);
        };
    threshold = settings.appearance() == Appearance.DARK ? -level : level;
    return above(rows, level);
  }

  private Mask local(Rows rows) {
    Background flat = new Background(rows, LOCAL_GROUND, bands);
    Histogram histogram = Histogram.of(SomeRows.of(flat), canceled).cappedAt(settings.cap());
    boolean outlines = settings.appearance() == Appearance.OUTLINES;
    // Most of a gradient is noise, with a tail of edges.
    double start = outlines ? Thresholds.triangle(histogram) : Thresholds.otsuByBins(histogram);
    double position = settings.level() > 0 ? settings.level() : outlines ? NEAR_GROUND : MIDWAY;
    double ground = histogram.meanUpTo(start);
    return LocalThreshold.mask(
        rows, bands, new LocalThreshold.Start(flat.ground(), start, ground, position));
  }

  private Mask above(Rows rows, double level) {
    // No float lies between the level and the greatest float up to it.
    float nearest = (float) level;
    float limit = nearest > level ? Math.nextDown(nearest) : nearest;
    Mask mask = new Mask(rows.width(), rows.height());
    bands.forEach(
        (band, from, to) -> {
          float[][] values = new float[to - from][rows.width()];
          rows.read(from, to, values);
          for (int y = from; y < to; y++) mask.setAbove(y, values[y - from], limit);
        });
    return mask;
  }

  /** The label map of the nuclei, or null where none are needed. */
  private int[] seeds(RandomAccessibleInterval<? extends RealType<?>> nuclei) {
    if (settings.split() != Split.NUCLEI) return null;
    requireNuclei(nuclei);
    Segmenter work = new Segmenter(nuclei, settings.forNuclei(), bands.rows(), canceled);
    Mask mask = work.cells((int[]) null, (step, picture) -> {});
    return CellLabels.of(mask, work.smooth, null, work.settings, p -> {}, canceled).labels();
  }

  private void requireNuclei(RandomAccessibleInterval<? extends RealType<?>> nuclei) {
    if (nuclei == null)
      throw new IllegalArgumentException(
          "Splitting by nuclei needs the channel of the nuclei. Give its number, or choose another"
              + " way to split");
    if (nuclei.dimension(0) != relief.width() || nuclei.dimension(1) != relief.height())
      throw new IllegalArgumentException(
          "Cells and nuclei must have the same size, got %dx%d and %dx%d"
              .formatted(
                  relief.width(), relief.height(), nuclei.dimension(0), nuclei.dimension(1)));
  }

  private static Img<FloatType> image(Rows rows) {
    float[][] values = new float[rows.height()][rows.width()];
    rows.read(0, rows.height(), values);
    float[] all = new float[Math.multiplyExact(rows.width(), rows.height())];
    for (int y = 0; y < values.length; y++)
      System.arraycopy(values[y], 0, all, y * rows.width(), rows.width());
    return ArrayImgs.floats(all, rows.width(), rows.height());
  }
}
