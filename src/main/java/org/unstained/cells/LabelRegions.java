package org.unstained.cells;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

/**
 * Takes a label map apart into one region a label. Bands of rows are read in parallel, each pixel
 * once; time and memory grow with the number of runs, not with the greatest label or the size of
 * the cells' boxes.
 */
final class LabelRegions {
  private LabelRegions() {}

  /** About so many pixels are read in one task. */
  private static final int BAND_PIXELS = 1 << 18;

  /**
   * @param labels 2D; 0 is background, labels need not be consecutive nor in one piece
   * @return one region a label, in order of the labels; empty if there is none
   * @throws IllegalArgumentException if the map is not 2D, or a value is negative or above
   *     2<sup>31</sup>−1
   */
  static List<Region> of(RandomAccessibleInterval<? extends IntegerType<?>> labels) {
    Planes2D.check(labels, "A label map");
    long height = labels.dimension(1);
    int bandRows = (int) Math.max(1, BAND_PIXELS / Math.max(1, labels.dimension(0)));
    int count = (int) ((height + bandRows - 1) / bandRows);
    Band[] bands =
        IntStream.range(0, count)
            .parallel()
            .mapToObj(
                i -> {
                  int top = i * bandRows;
                  return Band.read(labels, top, (int) Math.min(height, (long) top + bandRows));
                })
            .toArray(Band[]::new);
    for (Band band : bands) band.refuseBadLabels(labels);
    return group(bands);
  }

  private static List<Region> group(Band[] bands) {
    int[] numbers = numbers(bands);
    int[] slots = slots(numbers);
    int[] sizes = new int[numbers.length];
    for (Band band : bands)
      for (int i = 0; i < band.size; i += 4) sizes[slot(band.runs[i], numbers, slots)] += 3;
    int[][] runs = new int[numbers.length][];
    for (int i = 0; i < runs.length; i++) runs[i] = new int[sizes[i]];
    Arrays.fill(sizes, 0);
    for (Band band : bands)
      for (int i = 0; i < band.size; i += 4) {
        int slot = slot(band.runs[i], numbers, slots);
        System.arraycopy(band.runs, i + 1, runs[slot], sizes[slot], 3);
        sizes[slot] += 3;
      }
    return IntStream.range(0, runs.length).mapToObj(i -> new Region(numbers[i], runs[i])).toList();
  }

  /** The labels that occur, in order. */
  private static int[] numbers(Band[] bands) {
    long runs = 0;
    int greatest = 0;
    for (Band band : bands) {
      runs += band.size / 4;
      greatest = Math.max(greatest, band.greatest);
    }
    if (greatest <= 16 * runs + 65_536) {
      BitSet seen = new BitSet(greatest + 1);
      for (Band band : bands) for (int i = 0; i < band.size; i += 4) seen.set(band.runs[i]);
      return seen.stream().toArray();
    }
    int[] labels = new int[Math.toIntExact(runs)];
    int size = 0;
    for (Band band : bands) for (int i = 0; i < band.size; i += 4) labels[size++] = band.runs[i];
    Arrays.parallelSort(labels);
    return distinct(labels, size);
  }

  private static int[] distinct(int[] sorted, int size) {
    int kept = 0;
    for (int i = 0; i < size; i++)
      if (kept == 0 || sorted[i] != sorted[kept - 1]) sorted[kept++] = sorted[i];
    return Arrays.copyOf(sorted, kept);
  }

  /** A table from label to slot, if labels are dense enough for one; null otherwise. */
  private static int[] slots(int[] numbers) {
    int count = numbers.length;
    if (count == 0 || numbers[count - 1] > 16L * count + 65_536) return null;
    int[] slots = new int[numbers[count - 1] + 1];
    for (int i = 0; i < count; i++) slots[numbers[i]] = i;
    return slots;
  }

  private static int slot(int label, int[] numbers, int[] slots) {
    return slots != null ? slots[label] : Arrays.binarySearch(numbers, label);
  }

  /** The runs of some rows: label, y, start, end, and so on. */
  private static final class Band {
    int[] runs = new int[1024];
    int size;
    int greatest;
    int badX;
    int badY;
    boolean bad;

    static Band read(
        RandomAccessibleInterval<? extends IntegerType<?>> labels, int top, int bottom) {
      Band band = new Band();
      LabelRows rows = LabelRows.of(labels);
      int width = (int) labels.dimension(0);
      int left = (int) labels.min(0);
      int first = (int) labels.min(1);
      int[] row = new int[width];
      int[] ground = new int[width];
      for (int y = top; y < bottom && !band.bad; y++) {
        rows.read(first + y, row);
        for (int x = nextLabel(row, 0, ground); x < width; x = nextLabel(row, x, ground)) {
          int label = row[x];
          int start = x++;
          while (x < width && row[x] == label) x++;
          if (label > 0) band.add(label, first + y, left + start, left + x);
          if (label < 0 && !band.bad) band.refuse(left + start, first + y);
        }
      }
      return band;
    }

    /** Skips the ground, many pixels at a time. */
    private static int nextLabel(int[] row, int x, int[] ground) {
      int skipped = Arrays.mismatch(row, x, row.length, ground, x, row.length);
      return skipped < 0 ? row.length : x + skipped;
    }

    private void add(int label, int y, int start, int end) {
      if (size == runs.length) runs = Arrays.copyOf(runs, 2 * size);
      greatest = Math.max(greatest, label);
      runs[size++] = label;
      runs[size++] = y;
      runs[size++] = start;
      runs[size++] = end;
    }

    private void refuse(int x, int y) {
      bad = true;
      badX = x;
      badY = y;
    }

    void refuseBadLabels(RandomAccessibleInterval<? extends IntegerType<?>> labels) {
      if (bad) LabelRows.refuse(labels, badX, badY);
    }
  }
}
