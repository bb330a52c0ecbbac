package org.unstained.segment;

import java.util.Arrays;

/**
 * Median over a square window, exact for any values; beyond the plane its edge is repeated. NaN
 * counts as greater than all numbers.
 *
 * <p>The window is kept sorted and slides along the row: a column goes out, a column comes in.
 */
final class Median extends Filter {
  private final int radius;

  Median(Rows source, int radius) {
    super(source);
    this.radius = radius;
  }

  @Override
  public void read(int from, int to, float[][] into) {
    float[][] rows = source.readWithHalo(from, to, radius);
    int side = 2 * radius + 1;
    float[] window = new float[side * side];
    for (int i = 0; i < to - from; i++) {
      int n = 0;
      for (int x = -radius; x <= radius; x++)
        for (int k = 0; k < side; k++) window[n++] = at(rows[i + k], x);
      Arrays.sort(window);
      into[i][0] = window[n / 2];
      for (int x = 1; x < width(); x++) {
        for (int k = 0; k < side; k++)
          replace(window, at(rows[i + k], x - radius - 1), at(rows[i + k], x + radius));
        into[i][x] = window[n / 2];
      }
    }
  }

  private float at(float[] row, int x) {
    return row[Math.max(0, Math.min(width() - 1, x))];
  }

  /** Takes one value out of a sorted array and puts another in. */
  private static void replace(float[] sorted, float out, float in) {
    if (Float.compare(out, in) == 0) return;
    int from = Arrays.binarySearch(sorted, out);
    int to = Arrays.binarySearch(sorted, in);
    if (to < 0) to = -to - 1;
    if (to > from) System.arraycopy(sorted, from + 1, sorted, from, --to - from);
    else System.arraycopy(sorted, to, sorted, to + 1, from - to);
    sorted[to] = in;
  }
}
