package org.unstained.segment;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The cells of a plane without a label map: each as its runs of pixels, a few bytes a run. Numbers
 * are those of {@link Segmentation}: 1…size in reading order of the first pixels. For planes that
 * are too large for a label map in memory; {@link #paint} makes any rows of it. Thread-safe.
 */
public final class SegmentedCells {
  private final int width;
  private final int height;
  private final double threshold;
  private final PackedRuns[] parts;

  /** Of cell i + 1: its part, and its place there. */
  private final int[] part;

  private final int[] place;

  /** Rows of the tallest cell. */
  private final int tallest;

  /**
   * @param threshold the level that parted cells from ground; NaN where it varies over the plane
   */
  SegmentedCells(int width, int height, double threshold, List<PackedRuns> found) {
    this.width = width;
    this.height = height;
    this.threshold = threshold;
    parts = found.toArray(PackedRuns[]::new);
    int cells = Arrays.stream(parts).mapToInt(PackedRuns::cells).reduce(0, Math::addExact);
    long[] firsts = new long[cells];
    int n = 0;
    for (PackedRuns p : parts) for (int i = 0; i < p.cells(); i++) firsts[n++] = p.firstPixel(i);
    Arrays.parallelSort(firsts);
    part = new int[cells];
    place = new int[cells];
    int most = 0;
    for (int p = 0; p < parts.length; p++)
      for (int i = 0; i < parts[p].cells(); i++) {
        int number = Arrays.binarySearch(firsts, parts[p].firstPixel(i));
        part[number] = p;
        place[number] = i;
        most = Math.max(most, parts[p].bottom(i) - row(parts[p].firstPixel(i)));
      }
    tallest = most;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** How many cells. */
  public int size() {
    return part.length;
  }

  /** The level that parted cells from ground; NaN where it varies over the plane. */
  public double threshold() {
    return threshold;
  }

  /**
   * The pixels of a cell as runs in reading order, three numbers each: row, first pixel, and the
   * pixel after the last one.
   *
   * @param number from 1
   */
  public int[] runs(int number) {
    PackedRuns in = parts[part[number - 1]];
    int cell = place[number - 1];
    int[] runs = new int[3 * in.runs(cell)];
    int[] n = new int[1];
    in.forEach(
        cell,
        (y, from, to) -> {
          runs[n[0]++] = y;
          runs[n[0]++] = from;
          runs[n[0]++] = to;
        });
    return runs;
  }

  /** The first row of a cell. */
  public int top(int number) {
    return row(parts[part[number - 1]].firstPixel(place[number - 1]));
  }

  private int row(long pixel) {
    return (int) (pixel / width);
  }

  private int bottom(int number) {
    return parts[part[number - 1]].bottom(place[number - 1]);
  }

  /**
   * Makes rows of the label map.
   *
   * @param from first row
   * @param to row after the last one
   * @param labels row by row; all of these rows are overwritten, with 0 for the ground
   */
  public void paint(int from, int to, int[] labels) {
    Arrays.fill(labels, 0, Math.multiplyExact(to - from, width), 0);
    int first = firstNotAbove(Math.max(0L, (long) from - tallest + 1));
    int end = firstNotAbove(to);
    IntStream.range(first, end)
        .parallel()
        .forEach(
            number -> {
              if (bottom(number) <= from) return;
              parts[part[number - 1]].forEach(
                  place[number - 1],
                  (y, left, right) -> {
                    if (y < from || y >= to) return;
                    int at = (y - from) * width;
                    Arrays.fill(labels, at + left, at + right, number);
                  });
            });
  }

  /** The number of the first cell that begins at a row or below. */
  private int firstNotAbove(long row) {
    int low = 1;
    int high = size() + 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (top(middle) < row) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Sets every pixel of every cell. */
  void addTo(Mask mask) {
    for (int number = 1; number <= size(); number++)
      parts[part[number - 1]].forEach(place[number - 1], (y, from, to) -> mask.set(y, from, to));
  }

  /**
   * The label map as a plane of which rows are made when they are read; labels as bits of floats.
   */
  Rows labelRows() {
    return new Rows() {
      @Override
      public int width() {
        return width;
      }

      @Override
      public int height() {
        return height;
      }

      @Override
      public void read(int from, int to, float[][] into) {
        int[] labels = new int[(to - from) * width];
        paint(from, to, labels);
        for (int y = 0; y < to - from; y++)
          for (int x = 0; x < width; x++) into[y][x] = Float.intBitsToFloat(labels[y * width + x]);
      }
    };
  }
}
