package org.unstained.segment;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import org.unstained.segment.SegmentationSettings.Split;

/**
 * From a mask to a label map: parts touching cells, drops those that are too small, too large or at
 * the border, and numbers the rest in reading order of their first pixels.
 *
 * <p>Each component is worked on by itself in its own box, many at the same time. That no component
 * depends on another is why the result is the same for any cut of the plane and any number of
 * threads, and why little memory is needed beside the label map.
 */
final class CellLabels {
  private static final int PIXELS_OF_A_BATCH = 1 << 14;

  private final Mask mask;
  private final Rows relief;
  private final int[] nuclei;
  private final SegmentationSettings settings;
  private final BooleanSupplier canceled;

  private final Components components;
  private final Components.Grouped runs;
  private final int[] labels;

  /** Whether a component's labels are written already, by their numbers within it. */
  private final boolean[] parted;

  /** Of each component: where its cells begin, as first pixels in reading order. */
  private final int[][] firstPixels;

  /**
   * @param relief brightness that parts cells for {@code Split.INTENSITY}, otherwise not read
   * @param nuclei label map of the seeds for {@code Split.NUCLEI}, otherwise null
   */
  private CellLabels(
      Mask mask,
      Rows relief,
      int[] nuclei,
      SegmentationSettings settings,
      BooleanSupplier canceled) {
    this.mask = mask;
    this.relief = relief;
    this.nuclei = nuclei;
    this.settings = settings;
    this.canceled = canceled;
    components = Components.of(mask, Components.Neighbours.EIGHT);
    runs = components.grouped();
    labels = new int[Math.multiplyExact(mask.width, mask.height)];
    firstPixels = new int[components.size()][];
    parted = new boolean[components.size()];
  }

  record Result(int[] labels, int cells) {
    Img<IntType> image(int width, int height) {
      return ArrayImgs.ints(labels, width, height);
    }
  }

  static Result of(
      Mask mask,
      Rows relief,
      int[] nuclei,
      SegmentationSettings settings,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    CellLabels work = new CellLabels(mask, relief, nuclei, settings, canceled);
    int[] batches = work.batches();
    int count = batches.length - 1;
    IntStream.range(0, count)
        .parallel()
        .forEach(b -> work.new Batch(batches[b], batches[b + 1]).part());
    progress.accept(0.9);
    int[][] numbers = work.numbers();
    IntStream.range(0, count)
        .parallel()
        .forEach(b -> work.number(batches[b], batches[b + 1], numbers));
    progress.accept(1);
    int cells = 0;
    for (int[] first : work.firstPixels) cells += first.length;
    return new Result(work.labels, cells);
  }

  /** Bounds of batches of whole components, with about as many pixels each. */
  private int[] batches() {
    int[] bounds = new int[components.size() + 1];
    int n = 0;
    long pixels = 0;
    for (int c = 0; c < components.size(); c++) {
      for (int i = runs.start()[c]; i < runs.start()[c + 1]; i++)
        pixels += components.to(runs.run()[i]) - components.from(runs.run()[i]);
      if (pixels >= PIXELS_OF_A_BATCH) {
        bounds[++n] = c + 1;
        pixels = 0;
      }
    }
    if (bounds[n] < components.size()) bounds[++n] = components.size();
    return Arrays.copyOf(bounds, n + 1);
  }

  /** The number of each cell of each component, by the order of first pixels over the plane. */
  private int[][] numbers() {
    int cells = 0;
    for (int[] first : firstPixels) cells += first.length;
    int[] sorted = new int[cells];
    int n = 0;
    for (int[] first : firstPixels) for (int pixel : first) sorted[n++] = pixel;
    Arrays.parallelSort(sorted);
    int[][] numbers = new int[firstPixels.length][];
    IntStream.range(0, firstPixels.length)
        .parallel()
        .forEach(
            c -> {
              numbers[c] = new int[firstPixels[c].length];
              for (int i = 0; i < numbers[c].length; i++)
                numbers[c][i] = Arrays.binarySearch(sorted, firstPixels[c][i]) + 1;
            });
    return numbers;
  }

  /** Replaces the numbers within components by those over the plane. */
  private void number(int fromComponent, int toComponent, int[][] numbers) {
    for (int c = fromComponent; c < toComponent; c++) {
      if (numbers[c].length == 0) continue;
      for (int i = runs.start()[c]; i < runs.start()[c + 1]; i++) {
        int run = runs.run()[i];
        int row = runs.row()[i] * mask.width;
        if (!parted[c]) {
          Arrays.fill(labels, row + components.from(run), row + components.to(run), numbers[c][0]);
          continue;
        }
        for (int at = row + components.from(run); at < row + components.to(run); at++)
          if (labels[at] != 0) labels[at] = numbers[c][labels[at] - 1];
      }
    }
  }

  /** Some components that one thread works on, one after the other. */
  private final class Batch {
    private final int from;
    private final int to;
    private final Patch patch = new Patch();
    private final Parting parting =
        new Parting(settings.split(), settings.tolerance(), settings.lines());
    private final PartChoice choice = new PartChoice(settings);

    Batch(int from, int to) {
      this.from = from;
      this.to = to;
    }

    void part() {
      Bands.stopIfCanceled(canceled);
      Reliefs reliefs =
          settings.split() == Split.INTENSITY
              ? Reliefs.read(relief, components, runs, from, to)
              : null;
      for (int c = from; c < to; c++) {
        patch.load(components, runs, c, mask.width, mask.height);
        if (reliefs != null) reliefs.raise(patch, c);
        if (nuclei != null) plant();
        int parts = parting.part(patch);
        firstPixels[c] = keep(parts);
        // A component that is one cell is written once, with its number over the plane.
        parted[c] = parts > 1 || settings.split() == Split.NUCLEI;
        if (parted[c]) write();
      }
    }

    /** Sets the labels of the nuclei within the component as seeds. */
    private void plant() {
      for (int i = 0; i < patch.size; i++) {
        int pixel = patch.pixels[i];
        patch.label[pixel] = nuclei[patch.planeY(pixel) * mask.width + patch.planeX(pixel)];
      }
    }

    /** Chooses the parts that stay; returns their first pixels. */
    private int[] keep(int parts) {
      int[] firsts = new int[choice.choose(patch, parts)];
      for (int i = 0; i < firsts.length; i++) {
        int pixel = choice.firstPixel(i + 1);
        firsts[i] = patch.planeY(pixel) * mask.width + patch.planeX(pixel);
      }
      return firsts;
    }

    private void write() {
      int x0 = patch.left;
      for (int i = 0; i < patch.size; i++) {
        int pixel = patch.pixels[i];
        int y = pixel / patch.width;
        labels[(patch.top + y) * mask.width + x0 + pixel - y * patch.width] =
            choice.number(patch.label[pixel]);
      }
    }
  }
}
