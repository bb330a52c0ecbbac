package org.unstained.cells;

import java.util.Arrays;

/** Runs of a region while they are being collected. */
final class Runs {
  private int[] values = new int[48];
  private int size;

  void add(int y, int start, int end) {
    if (size + 3 > values.length) values = Arrays.copyOf(values, 2 * values.length);
    values[size++] = y;
    values[size++] = start;
    values[size++] = end;
  }

  Region region(int number) {
    if (size == 0)
      throw new IllegalArgumentException("Cell " + number + " has no pixel inside the image");
    return new Region(number, Arrays.copyOf(values, size));
  }
}
