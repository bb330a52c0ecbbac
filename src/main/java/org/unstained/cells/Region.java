package org.unstained.cells;

import java.util.Arrays;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.BooleanType;

/**
 * The pixels of one cell as runs along the rows. Unlike in a label map, regions may overlap, and a
 * region whose pieces lie far apart costs no more than its own pixels.
 *
 * @param number the number of the cell, from 1
 * @param runs three numbers for each run: its row y, its first pixel's x, and the x just behind its
 *     last pixel, in pixels of the full image. Runs stand in reading order and are as long as can
 *     be: two runs of a row never touch. The array is owned by this record and not to be changed.
 * @throws IllegalArgumentException if the number is below 1, there is no run, or the runs break
 *     these rules
 */
public record Region(int number, int[] runs) {

  public Region {
    if (number < 1) throw new IllegalArgumentException("Cells count from 1, got " + number);
    if (runs.length == 0 || runs.length % 3 != 0)
      throw new IllegalArgumentException(
          "A region needs one run of three numbers or more, got %d numbers".formatted(runs.length));
    for (int i = 0; i < runs.length; i += 3) {
      boolean inOrder =
          i == 0 || runs[i] > runs[i - 3] || runs[i] == runs[i - 3] && runs[i + 1] > runs[i - 1];
      if (runs[i + 1] >= runs[i + 2] || !inOrder)
        throw new IllegalArgumentException(
            "Runs are not empty, stand in reading order and don't touch; run %d of cell %d does not: y=%d x=%d to %d"
                .formatted(i / 3, number, runs[i], runs[i + 1], runs[i + 2]));
    }
  }

  /** All pixels of a rectangle; width and height are 1 or more. */
  public static Region rectangle(int number, int x, int y, int width, int height) {
    if (width < 1 || height < 1)
      throw new IllegalArgumentException(
          "A rectangle needs a pixel at least, got %d x %d".formatted(width, height));
    int[] runs = new int[Math.multiplyExact(3, height)];
    for (int row = 0; row < height; row++) {
      runs[3 * row] = Math.addExact(y, row);
      runs[3 * row + 1] = x;
      runs[3 * row + 2] = Math.addExact(x, width);
    }
    return new Region(number, runs);
  }

  /**
   * The pixels where a mask is not 0, such as the mask of an ImageJ ROI.
   *
   * @param mask row by row
   * @param width length of a row of the mask
   * @param x where the mask's first pixel lies in the full image
   * @param y as {@code x}
   * @throws IllegalArgumentException if the mask is all 0 or isn't made of whole rows
   */
  public static Region ofMask(int number, byte[] mask, int width, int x, int y) {
    if (width < 1 || mask.length % width != 0)
      throw new IllegalArgumentException(
          "%d pixels are not whole rows of %d".formatted(mask.length, width));
    Runs runs = new Runs();
    for (int row = 0; row < mask.length / width; row++)
      for (int i = row * width, end = i + width; i < end; ) {
        if (mask[i++] == 0) continue;
        int first = i - 1;
        while (i < end && mask[i] != 0) i++;
        runs.add(y + row, x + first - row * width, x + i - row * width);
      }
    return runs.region(number);
  }

  /**
   * The pixels where a 2D mask is true, at the mask's own coordinates.
   *
   * @throws IllegalArgumentException if the mask is nowhere true or not 2D
   */
  public static Region ofMask(int number, RandomAccessibleInterval<? extends BooleanType<?>> mask) {
    Planes2D.check(mask, "A mask");
    Runs runs = new Runs();
    RandomAccess<? extends BooleanType<?>> at = mask.randomAccess();
    int last = (int) mask.max(0);
    for (int y = (int) mask.min(1); y <= mask.max(1); y++) {
      int first = -1;
      boolean inside = false;
      for (int x = (int) mask.min(0); x <= last; x++) {
        boolean in = at.setPositionAndGet(x, y).get();
        if (in && !inside) first = x;
        if (!in && inside) runs.add(y, first, x);
        inside = in;
      }
      if (inside) runs.add(y, first, last + 1);
    }
    return runs.region(number);
  }

  /** The pixels that an outline encloses; {@code Outlines.trace} of them gives the outline back. */
  public static Region of(int number, Outline outline) {
    return OutlineFilling.fill(number, outline);
  }

  /** The pixels of a cell, from its outline. */
  public static Region of(Cell cell) {
    return of(cell.number(), cell.outline());
  }

  /** Its outline along the pixel edges, in time that grows with the number of runs. */
  public Outline outline() {
    return OutlineTracing.trace(this);
  }

  /** Number of pixels. */
  public long pixels() {
    long pixels = 0;
    for (int i = 0; i < runs.length; i += 3) pixels += runs[i + 2] - runs[i + 1];
    return pixels;
  }

  /** Smallest upright box around the pixels. */
  public Box box() {
    int left = Integer.MAX_VALUE;
    int right = Integer.MIN_VALUE;
    for (int i = 0; i < runs.length; i += 3) {
      left = Math.min(left, runs[i + 1]);
      right = Math.max(right, runs[i + 2]);
    }
    int top = runs[0];
    return new Box(left, top, (double) right - left, (double) runs[runs.length - 3] - top + 1);
  }

  /** Two regions are equal if their numbers and their pixels are. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Region r && r.number == number && Arrays.equals(r.runs, runs);
  }

  @Override
  public int hashCode() {
    return 31 * number + Arrays.hashCode(runs);
  }

  @Override
  public String toString() {
    return "Region[number=%d, %d pixels in %s]".formatted(number, pixels(), box());
  }
}
