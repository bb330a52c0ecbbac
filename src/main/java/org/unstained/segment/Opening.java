package org.unstained.segment;

import java.util.function.BooleanSupplier;

/**
 * Opening of a mask by a disc: what the disc can't fit into is removed. Pixels beyond the plane
 * count as cell while eroding, so cells are not eaten from the border. Works on 64 pixels at a
 * time, one shift and one AND or OR for each width of the disc.
 */
final class Opening {
  private Opening() {}

  /**
   * Opens a mask.
   *
   * @param radius the disc has all pixels with dx² + dy² ≤ radius²; below 1 nothing changes
   */
  static Mask by(Mask mask, double radius, int bandRows, BooleanSupplier canceled) {
    if (radius < 1) return mask;
    Mask eroded = morph(mask, radius, true, bandRows, canceled);
    return morph(eroded, radius, false, bandRows, canceled);
  }

  /** As {@link #by}, into the mask itself, which saves the memory of a third one. */
  static Mask in(Mask mask, double radius, int bandRows, BooleanSupplier canceled) {
    if (radius < 1) return mask;
    Mask eroded = morph(mask, new Mask(mask.width, mask.height), radius, true, bandRows, canceled);
    return morph(eroded, mask, radius, false, bandRows, canceled);
  }

  static Mask dilate(Mask mask, double radius, int bandRows, BooleanSupplier canceled) {
    return radius < 1 ? mask : morph(mask, radius, false, bandRows, canceled);
  }

  static Mask erode(Mask mask, double radius, int bandRows, BooleanSupplier canceled) {
    return radius < 1 ? mask : morph(mask, radius, true, bandRows, canceled);
  }

  /**
   * Erosion of the cells, or dilation of the cells by erosion of their complement: both take the
   * AND over the disc, of the mask or of its inverse, and ones beyond the plane change nothing.
   */
  private static Mask morph(
      Mask mask, double radius, boolean erode, int bandRows, BooleanSupplier canceled) {
    return morph(mask, new Mask(mask.width, mask.height), radius, erode, bandRows, canceled);
  }

  private static Mask morph(
      Mask mask, Mask out, double radius, boolean erode, int bandRows, BooleanSupplier canceled) {
    int reach = (int) Math.floor(radius);
    int[] half = new int[reach + 1];
    for (int dy = 0; dy <= reach; dy++)
      half[dy] = (int) Math.floor(Math.sqrt(radius * radius - dy * dy));
    new Bands(mask.height, bandRows, canceled)
        .forEach(
            (band, from, to) -> {
              for (int y = from; y < to; y++) java.util.Arrays.fill(out.rows[y], -1L);
              int first = Math.max(0, from - reach);
              int last = Math.min(mask.height, to + reach);
              long[] row = new long[mask.words];
              long[][] narrowed = new long[reach + 1][mask.words];
              for (int y = first; y < last; y++) {
                for (int w = 0; w < mask.words; w++)
                  row[w] = erode ? mask.rows[y][w] : ~mask.rows[y][w];
                row[mask.words - 1] |= ~mask.lastWord();
                narrow(row, narrowed);
                for (int dy = -reach; dy <= reach; dy++) {
                  int target = y + dy;
                  if (target < from || target >= to) continue;
                  long[] by = narrowed[half[Math.abs(dy)]];
                  long[] into = out.rows[target];
                  for (int w = 0; w < into.length; w++) into[w] &= by[w];
                }
              }
              for (int y = from; y < to; y++) {
                if (!erode) for (int w = 0; w < mask.words; w++) out.rows[y][w] = ~out.rows[y][w];
                out.rows[y][mask.words - 1] &= mask.lastWord();
              }
            });
    return out;
  }

  /**
   * Row k of {@code into}: pixels all of whose neighbours up to k to the left and right are set.
   */
  private static void narrow(long[] row, long[][] into) {
    System.arraycopy(row, 0, into[0], 0, row.length);
    for (int k = 1; k < into.length; k++) {
      int words = k >>> 6;
      int bits = k & 63;
      for (int w = 0; w < row.length; w++) {
        long left = word(row, w - words) << bits;
        long right = word(row, w + words) >>> bits;
        if (bits != 0) {
          left |= word(row, w - words - 1) >>> 64 - bits;
          right |= word(row, w + words + 1) << 64 - bits;
        }
        into[k][w] = into[k - 1][w] & left & right;
      }
    }
  }

  private static long word(long[] row, int w) {
    return w < 0 || w >= row.length ? -1L : row[w];
  }
}
