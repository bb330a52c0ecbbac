package org.unstained.annotation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unstained.cells.Outline;
import org.unstained.cells.Region;

/**
 * COCO's run lengths: how many pixels are outside, inside, outside … going down the columns from
 * left to right. As numbers, or as text with five bits a letter, where from the fourth run on the
 * difference to the run two before is written (as in COCO's {@code maskApi}).
 */
final class CocoMask {
  private static final int GREATEST_SIDE = 1_000_000;

  private CocoMask() {}

  /** The run lengths in a text. */
  static long[] counts(String text) {
    long[] counts = new long[Math.max(1, text.length())];
    int n = 0;
    for (int at = 0; at < text.length(); ) {
      long value = 0;
      int shift = 0;
      int letter;
      do {
        if (at == text.length() || shift > 50)
          throw new IllegalArgumentException("the mask's text ends in the middle of a number");
        letter = text.charAt(at++) - '0';
        if (letter < 0 || letter > 63)
          throw new IllegalArgumentException("the mask's text has a letter that is none of COCO's");
        value |= (long) (letter & 0x1f) << shift;
        shift += 5;
      } while ((letter & 0x20) != 0);
      if ((letter & 0x10) != 0) value |= -1L << shift;
      counts[n] = n > 2 ? value + counts[n - 2] : value;
      n++;
    }
    return Arrays.copyOf(counts, n);
  }

  /**
   * The outline of a mask along the pixels' edges.
   *
   * @return null if no pixel is inside
   * @throws IllegalArgumentException if the runs aren't those of a mask of this size
   */
  static DrawnOutline outline(long[] counts, int height, int width) {
    if (height < 1 || width < 1 || height > GREATEST_SIDE || width > GREATEST_SIDE)
      throw new IllegalArgumentException(
          "a mask has sides from 1 to %d, got %d x %d".formatted(GREATEST_SIDE, width, height));
    long all = (long) height * width;
    long at = 0;
    List<int[]> runs = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] < 0 || counts[i] > all - at)
        throw new IllegalArgumentException(
            "the mask's runs are longer than its %d x %d pixels".formatted(width, height));
      if (i % 2 == 1) addColumns(runs, at, at + counts[i], height);
      at += counts[i];
    }
    if (at != all)
      throw new IllegalArgumentException(
          "the mask's runs make %d pixels, but it has %d x %d".formatted(at, width, height));
    return runs.isEmpty() ? null : outline(runs);
  }

  /** One run for each column; in it x and y are exchanged. */
  private static void addColumns(List<int[]> runs, long from, long to, int height) {
    for (long at = from; at < to; ) {
      int column = (int) (at / height);
      long end = Math.min(to, (column + 1L) * height);
      int first = (int) (at - (long) column * height);
      int last = (int) (end - (long) column * height);
      int[] before = runs.isEmpty() ? null : runs.get(runs.size() - 1);
      if (before != null && before[0] == column && before[2] == first) before[2] = last;
      else runs.add(new int[] {column, first, last});
      at = end;
    }
  }

  private static DrawnOutline outline(List<int[]> columns) {
    int[] runs = columns.stream().flatMapToInt(Arrays::stream).toArray();
    return DrawnOutline.of(exchanged(new Region(1, runs).outline()));
  }

  /** The outline with x and y exchanged, and turned round so that it runs as before. */
  private static Outline exchanged(Outline outline) {
    List<Outline.Polygon> polygons = new ArrayList<>();
    for (Outline.Polygon p : outline.polygons()) {
      int n = p.size();
      int[] x = new int[n];
      int[] y = new int[n];
      for (int i = 0; i < n; i++) {
        x[i] = p.y()[n - 1 - i];
        y[i] = p.x()[n - 1 - i];
      }
      polygons.add(new Outline.Polygon(x, y));
    }
    return new Outline(polygons);
  }

  /** The runs of an outline along pixel edges within an image of this size. */
  static long[] counts(DrawnOutline outline, int height, int width) {
    int[] runs = columns(outline);
    long[] counts = new long[2 * (runs.length / 3) + 1];
    int n = 0;
    long at = 0;
    for (int i = 0; i < runs.length; i += 3) {
      long first = (long) runs[i] * height + runs[i + 1];
      long end = (long) runs[i] * height + runs[i + 2];
      if (first == at && n > 0) counts[n - 1] += end - first;
      else {
        counts[n++] = first - at;
        counts[n++] = end - first;
      }
      at = end;
    }
    long rest = (long) height * width - at;
    if (rest > 0) counts[n++] = rest;
    return Arrays.copyOf(counts, n);
  }

  /** The pixels as runs down the columns: what {@link Region} has, with x and y exchanged. */
  private static int[] columns(DrawnOutline outline) {
    return outline
        .pixels(1)
        .map(rows -> Region.of(1, exchanged(rows.outline())).runs())
        .orElse(new int[0]);
  }
}
