package org.unstained.workflow.analysis;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.image.LabelImages;
import org.unstained.image.LabelPlanes;
import org.unstained.image.Planes;
import org.unstained.segment.Segmentation;
import org.unstained.segment.SegmentationSettings;
import org.unstained.segment.Segmenter;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.Pipeline;
import org.unstained.workflow.planes.PlaneProgress;
import org.unstained.workflow.planes.SliceAndFrame;

/**
 * Segments an image and measures its cells: what the command, the macro and the folder run do. The
 * image stays as it is.
 */
public final class SegmentWorkflow {
  /** Part of the work on a plane that is segmenting, if something else follows. */
  private static final double SEGMENTING = 0.5;

  private SegmentWorkflow() {}

  /**
   * What was found in a plane.
   *
   * @param cells of the plane, with measurements in all channels
   * @param threshold the level that parted cells from ground; NaN where there is none for the whole
   *     plane
   */
  public record PlaneResult(PlaneCells cells, double threshold) {}

  /**
   * What was found in an image.
   *
   * @param labels label map, a stack if several planes were segmented; not shown yet
   * @param planes in the order of the stack
   */
  public record Result(ImagePlus labels, List<PlaneResult> planes) {

    /** The cells alone, plane by plane. */
    public List<PlaneCells> planeCells() {
      return planes.stream().map(PlaneResult::cells).toList();
    }

    /** Cells of all planes. */
    public int cells() {
      return planes.stream().mapToInt(plane -> plane.cells().cells().size()).sum();
    }
  }

  /**
   * Segments one plane or all planes of a channel, and measures each cell in all channels. In a
   * stack a plane of one value only has no cells.
   *
   * @param progress told the finished part, 0–1
   * @param canceled asked now and then
   * @throws IllegalArgumentException if there is no image, no such channel, or nothing but one
   *     value in all planes
   * @throws CancellationException if canceled
   * @throws java.io.UncheckedIOException if the label map is too large for the memory, and for the
   *     disk of temporary files, too
   */
  public static Result run(
      ImagePlus image, SegmentOptions options, DoubleConsumer progress, BooleanSupplier canceled) {
    Images.require(image);
    return run(image, options, atOnce(image, options), progress, canceled);
  }

  /**
   * @param atOnce how many planes may be in work; the result is the same
   */
  public static Result run(
      ImagePlus image,
      SegmentOptions options,
      int atOnce,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    List<PlaneResult> results = new ArrayList<>();
    ImagePlus labels = run(image, options, atOnce, null, results::add, progress, canceled);
    return new Result(labels, results);
  }

  /** What else is done to the cells of a plane before they are handed over, on any thread. */
  public interface Then<E extends Exception> {
    /**
     * @param progress told the finished part, 0-1
     */
    PlaneCells on(PlaneCells cells, DoubleConsumer progress, BooleanSupplier canceled) throws E;
  }

  /**
   * Hands over what is found plane by plane, so that nobody has to keep it.
   *
   * @param then done to several planes at once; null for nothing
   * @param taker of the planes, in the order of the stack
   * @return the label map
   * @throws E what {@code then} or the taker threw
   */
  public static <E extends Exception> ImagePlus run(
      ImagePlus image,
      SegmentOptions options,
      int atOnce,
      Then<E> then,
      Pipeline.Taker<PlaneResult, E> taker,
      DoubleConsumer progress,
      BooleanSupplier canceled)
      throws E {
    SegmentationSettings settings = options.inPixels(Planes.pixelSize(image));
    List<SliceAndFrame> positions = positions(image, options);
    PlaneProgress parts =
        new PlaneProgress(positions.size(), all -> progress.accept(all.fraction()));
    double first = then == null ? 1 : SEGMENTING;
    try (LabelPlanes labels =
        LabelPlanes.of(image.getWidth(), image.getHeight(), positions.size())) {
      AtomicBoolean contrast = new AtomicBoolean();
      Pipeline.<Found, E>run(
          positions.size(),
          atOnce,
          (number, stopped) -> {
            DoubleConsumer part = done -> parts.working(number, first * done);
            Found found = plane(image, options, settings, positions.get(number), part, stopped);
            if (then == null || found.result().cells().cells().isEmpty()) return found;
            return found.with(
                then.on(
                    found.result().cells(),
                    done -> parts.working(number, first + (1 - first) * done),
                    stopped));
          },
          found -> {
            labels.add(found.labels());
            if (found.contrast()) contrast.set(true);
            taker.take(found.result());
          },
          canceled);
      if (!contrast.get()) throw constant(image);
      progress.accept(1);
      return labelMap(image, options, labels);
    }
  }

  private static List<SliceAndFrame> positions(ImagePlus image, SegmentOptions options) {
    return options.allPlanes() ? SliceAndFrame.all(image) : List.of(SliceAndFrame.current(image));
  }

  /** How many planes may be in work. */
  public static int atOnce(ImagePlus image, SegmentOptions options) {
    return Images.atOnce(image, positions(image, options).size());
  }

  /**
   * A plane on its way from the computing to the label map.
   *
   * @param contrast whether it has more than one value
   */
  private record Found(Img<IntType> labels, PlaneResult result, boolean contrast) {
    Found with(PlaneCells cells) {
      return new Found(labels, new PlaneResult(cells, result.threshold()), contrast);
    }
  }

  private static Found plane(
      ImagePlus image,
      SegmentOptions options,
      SegmentationSettings settings,
      SliceAndFrame at,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    Segmentation found = segment(image, options, settings, at, progress, canceled);
    boolean contrast = found != null;
    if (!contrast) found = nothing(image);
    List<Cell> cells =
        Cells.measure(
            found.labels(),
            Planes.channels(image, at.slice(), at.frame()),
            Planes.pixelSize(image));
    return new Found(found.labels(), result(image, options, at, cells, found), contrast);
  }

  private static PlaneResult result(
      ImagePlus image,
      SegmentOptions options,
      SliceAndFrame at,
      List<Cell> cells,
      Segmentation found) {
    int channel = stackChannel(image, options);
    return new PlaneResult(
        new PlaneCells(image.getTitle(), channel, at.slice(), at.frame(), cells),
        found.threshold());
  }

  /**
   * The label map of the plane that the image shows, without measurements: for a preview.
   *
   * @throws IllegalArgumentException as {@link #run}
   * @throws CancellationException if canceled
   */
  public static PlaneResult preview(
      ImagePlus image, SegmentOptions options, BooleanSupplier canceled) {
    Images.require(image);
    SliceAndFrame at = SliceAndFrame.current(image);
    SegmentationSettings settings = options.inPixels(Planes.pixelSize(image));
    Segmentation found = segment(image, options, settings, at, part -> {}, canceled);
    if (found == null) throw constant(image);
    List<Cell> cells = Cells.measure(found.labels(), List.of(), PixelSize.PIXELS);
    return result(image, options, at, cells, found);
  }

  /** Null if the plane has one value only. */
  private static Segmentation segment(
      ImagePlus image,
      SegmentOptions options,
      SegmentationSettings settings,
      SliceAndFrame at,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    var plane = Images.plane(image, options.channel(), at, "channel");
    var nuclei = options.nuclei() == 0 ? null : Images.plane(image, options.nuclei(), at, "nuclei");
    if (!Images.hasContrast(plane)) return null;
    return Segmenter.segment(plane, nuclei, settings, progress, canceled);
  }

  /**
   * The picture after each step of the segmentation of the plane that the image shows.
   *
   * @throws IllegalArgumentException as {@link #run}
   */
  public static ImagePlus steps(ImagePlus image, SegmentOptions options) {
    Images.require(image);
    SliceAndFrame at = SliceAndFrame.current(image);
    var plane = Images.plane(image, options.channel(), at, "channel");
    var nuclei = options.nuclei() == 0 ? null : Images.plane(image, options.nuclei(), at, "nuclei");
    if (!Images.hasContrast(plane)) throw constant(image);
    SegmentationSettings settings = options.inPixels(Planes.pixelSize(image));
    return StepsImage.of(
        LabelImages.title(image.getTitle(), "-steps"),
        Segmenter.steps(plane, nuclei, settings),
        image.getCalibration());
  }

  private static Segmentation nothing(ImagePlus image) {
    return new Segmentation(ArrayImgs.ints(image.getWidth(), image.getHeight()), 0, Double.NaN);
  }

  private static ImagePlus labelMap(ImagePlus image, SegmentOptions options, LabelPlanes labels) {
    ImagePlus map =
        labels.image(
            LabelImages.title(image.getTitle(), "-labels"),
            1,
            options.allPlanes() ? image.getNSlices() : 1,
            options.allPlanes() ? image.getNFrames() : 1,
            image.getCalibration());
    LabelMapChannel.note(map, stackChannel(image, options));
    return map;
  }

  /** The channel of the stack: an RGB image has one. */
  public static int stackChannel(ImagePlus image, SegmentOptions options) {
    return image.getType() == ImagePlus.COLOR_RGB ? 1 : Math.max(1, options.channel());
  }

  /** What to say of an image that has one value only. */
  public static IllegalArgumentException constant(ImagePlus image) {
    return new IllegalArgumentException(
        "The image '%s' has the same value everywhere (NaN and infinity don't count), so there is nothing to segment. Choose another channel or plane, or check how the image was opened."
            .formatted(image.getTitle()));
  }
}
