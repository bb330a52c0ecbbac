package org.unstained.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.unstained.segment.SegmentationSettings.Split;

/**
 * From a mask to cells as {@link CellLabels} does it, but without a label map: components are taken
 * from a {@link Sweep} as they end, parted by some at a time, and what stays is packed. Memory
 * holds the mask, the components in work, and three bytes for each run of a cell.
 */
final class StreamedCells {
  /** Pixels of components that are worked on together, and of those one thread takes. */
  private static final long PIXELS_AT_ONCE = 1 << 22;

  private static final int COMPONENTS_AT_ONCE = 1 << 17;
  private static final long PIXELS_OF_A_BATCH = 1 << 16;

  /** A component is parted in its box, with some numbers for each pixel of that. */
  private static final long LARGEST_BOX = 1 << 26;

  private final Mask mask;
  private final Rows relief;
  private final SegmentedCells nuclei;
  private final SegmentationSettings settings;
  private final BooleanSupplier canceled;
  private final PartChoice wanted;

  private final List<PackedRuns> found = new ArrayList<>();
  private List<Sweep.Component> waiting = new ArrayList<>();
  private long pixelsWaiting;

  private StreamedCells(
      Mask mask,
      Rows relief,
      SegmentedCells nuclei,
      SegmentationSettings settings,
      BooleanSupplier canceled) {
    this.mask = mask;
    this.relief = relief;
    this.nuclei = nuclei;
    this.settings = settings;
    this.canceled = canceled;
    wanted = new PartChoice(settings);
  }

  /** Parameters as for {@link CellLabels#of}. */
  static SegmentedCells of(
      Mask mask,
      Rows relief,
      SegmentedCells nuclei,
      SegmentationSettings settings,
      double threshold,
      BooleanSupplier canceled) {
    StreamedCells work = new StreamedCells(mask, relief, nuclei, settings, canceled);
    Sweep.cells(mask, work::take);
    work.part();
    return new SegmentedCells(mask.width, mask.height, threshold, work.found);
  }

  private void take(Sweep.Component component) {
    // Its parts are smaller still.
    if (component.pixels() < settings.smallest()) return;
    waiting.add(component);
    pixelsWaiting += component.pixels();
    if (pixelsWaiting >= PIXELS_AT_ONCE || waiting.size() >= COMPONENTS_AT_ONCE) part();
  }

  /** Works on the components that wait, many at the same time. */
  private void part() {
    List<Sweep.Component> all = waiting;
    waiting = new ArrayList<>();
    pixelsWaiting = 0;
    if (all.isEmpty()) return;
    Components components = Components.of(all, mask.width, mask.height);
    Components.Grouped runs = Components.grouped(all);
    Reliefs reliefs =
        switch (settings.split()) {
          case INTENSITY -> Reliefs.read(relief, components, runs, 0, all.size());
          case NUCLEI -> Reliefs.read(nuclei.labelRows(), components, runs, 0, all.size());
          default -> null;
        };
    int[] bounds = batches(all);
    PackedRuns[] packed =
        IntStream.range(0, bounds.length - 1)
            .parallel()
            .mapToObj(b -> new Batch(all, components, runs, reliefs).part(bounds[b], bounds[b + 1]))
            .toArray(PackedRuns[]::new);
    for (PackedRuns part : packed) if (part.cells() > 0) found.add(part);
  }

  private static int[] batches(List<Sweep.Component> all) {
    int[] bounds = new int[all.size() + 1];
    int n = 0;
    long pixels = 0;
    for (int c = 0; c < all.size(); c++) {
      pixels += all.get(c).pixels();
      if (pixels >= PIXELS_OF_A_BATCH) {
        bounds[++n] = c + 1;
        pixels = 0;
      }
    }
    if (bounds[n] < all.size()) bounds[++n] = all.size();
    return Arrays.copyOf(bounds, n + 1);
  }

  /** Some components that one thread works on, one after the other. */
  private final class Batch {
    private final List<Sweep.Component> all;
    private final Components components;
    private final Components.Grouped grouped;
    private final Reliefs reliefs;
    private final Patch patch = new Patch();
    private final Parting parting =
        new Parting(settings.split(), settings.tolerance(), settings.lines());
    private final PartChoice choice = new PartChoice(settings);
    private final PackedRuns packed = new PackedRuns();
    private int[][] runs = new int[4][48];
    private int[] length = new int[4];

    Batch(
        List<Sweep.Component> all,
        Components components,
        Components.Grouped grouped,
        Reliefs reliefs) {
      this.all = all;
      this.components = components;
      this.grouped = grouped;
      this.reliefs = reliefs;
    }

    PackedRuns part(int from, int to) {
      Bands.stopIfCanceled(canceled);
      for (int c = from; c < to; c++)
        if (settings.split() == Split.NONE) keepWhole(all.get(c));
        else part(c);
      return packed.trimmed();
    }

    private void keepWhole(Sweep.Component cell) {
      if (!wanted.isWanted(cell.pixels(), cell.touchesBorder())) return;
      int[] all = new int[3 * cell.count()];
      for (int i = 0; i < cell.count(); i++) {
        all[3 * i] = cell.row(i);
        all[3 * i + 1] = cell.from(i);
        all[3 * i + 2] = cell.to(i);
      }
      packed.add(pixel(all[0], all[1]), all, all.length);
    }

    private void part(int c) {
      requireRoom(all.get(c));
      patch.load(components, grouped, c, mask.width, mask.height);
      if (settings.split() == Split.INTENSITY) reliefs.raise(patch, c);
      if (settings.split() == Split.NUCLEI) reliefs.plant(patch, c);
      int kept = choice.choose(patch, parting.part(patch));
      room(kept);
      collect(kept);
      for (int n = 1; n <= kept; n++) {
        int first = choice.firstPixel(n);
        packed.add(pixel(patch.planeY(first), patch.planeX(first)), runs[n], length[n]);
      }
    }

    /** The runs of each part that stays. */
    private void collect(int kept) {
      Arrays.fill(length, 0, kept + 1, 0);
      for (int i = 0; i < patch.size; ) {
        int pixel = patch.pixels[i];
        int label = patch.label[pixel];
        int end = i + 1;
        // A frame of ground parts the rows, so neighbours by number are neighbours in a row.
        while (end < patch.size
            && patch.pixels[end] == pixel + end - i
            && patch.label[patch.pixels[end]] == label) end++;
        int n = choice.number(label);
        if (n > 0) add(n, patch.planeY(pixel), patch.planeX(pixel), end - i);
        i = end;
      }
    }

    private void add(int part, int y, int from, int pixels) {
      int at = length[part];
      if (at + 3 > runs[part].length) runs[part] = Arrays.copyOf(runs[part], 2 * (at + 3));
      runs[part][at] = y;
      runs[part][at + 1] = from;
      runs[part][at + 2] = from + pixels;
      length[part] = at + 3;
    }

    private void room(int parts) {
      if (parts < runs.length) return;
      int before = runs.length;
      runs = Arrays.copyOf(runs, 2 * parts);
      length = new int[2 * parts];
      for (int i = before; i < runs.length; i++) runs[i] = new int[48];
    }

    private long pixel(int y, int x) {
      return (long) y * mask.width + x;
    }

    private void requireRoom(Sweep.Component cell) {
      int left = Integer.MAX_VALUE;
      int right = 0;
      for (int i = 0; i < cell.count(); i++) {
        left = Math.min(left, cell.from(i));
        right = Math.max(right, cell.to(i));
      }
      long width = (long) right - left;
      long height = (long) cell.row(cell.count() - 1) - cell.row(0) + 1;
      if (width * height > LARGEST_BOX)
        throw new IllegalArgumentException(
            "A patch of %,d x %,d pixels at (%,d, %,d) lies above the threshold in one piece, which is too much to be parted. Choose another threshold or more background, or set 'split' to none."
                .formatted(width, height, left, cell.row(0)));
    }
  }
}
