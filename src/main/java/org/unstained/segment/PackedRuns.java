package org.unstained.segment;

import java.util.Arrays;

/**
 * Cells as runs of pixels, about three bytes a run: the steps from run to run, in as few groups of
 * seven bits as they need.
 */
final class PackedRuns {
  private byte[] bytes = new byte[1 << 10];
  private int size;
  private int[] at = new int[16];
  private long[] first = new long[16];
  private int[] bottom = new int[16];
  private int cells;

  /**
   * @param firstPixel where the cell begins, as its place in the plane in reading order
   * @param runs row, first pixel and the pixel after the last one of each run, in reading order
   * @param length how many of these numbers
   */
  void add(long firstPixel, int[] runs, int length) {
    if (cells == at.length) {
      at = Arrays.copyOf(at, 2 * cells);
      first = Arrays.copyOf(first, 2 * cells);
      bottom = Arrays.copyOf(bottom, 2 * cells);
    }
    at[cells] = size;
    first[cells] = firstPixel;
    bottom[cells++] = runs[length - 3] + 1;
    put(length / 3);
    int row = 0;
    int left = 0;
    for (int i = 0; i < length; i += 3) {
      put(runs[i] - row);
      int step = runs[i + 1] - left;
      put(step << 1 ^ step >> 31);
      put(runs[i + 2] - runs[i + 1]);
      row = runs[i];
      left = runs[i + 1];
    }
  }

  private void put(int value) {
    if (size + 5 > bytes.length) bytes = Arrays.copyOf(bytes, Math.addExact(size, size));
    while ((value & ~0x7f) != 0) {
      bytes[size++] = (byte) (value | 0x80);
      value >>>= 7;
    }
    bytes[size++] = (byte) value;
  }

  /** Gives back what isn't needed once all cells are there. */
  PackedRuns trimmed() {
    bytes = Arrays.copyOf(bytes, size);
    at = Arrays.copyOf(at, cells);
    first = Arrays.copyOf(first, cells);
    bottom = Arrays.copyOf(bottom, cells);
    return this;
  }

  int cells() {
    return cells;
  }

  long firstPixel(int cell) {
    return first[cell];
  }

  /** The row below the cell. */
  int bottom(int cell) {
    return bottom[cell];
  }

  interface Visitor {
    void run(int y, int from, int to);
  }

  int runs(int cell) {
    return new Reader(cell).next();
  }

  void forEach(int cell, Visitor visitor) {
    Reader reader = new Reader(cell);
    int count = reader.next();
    int row = 0;
    int left = 0;
    for (int i = 0; i < count; i++) {
      row += reader.next();
      int step = reader.next();
      left += step >>> 1 ^ -(step & 1);
      visitor.run(row, left, left + reader.next());
    }
  }

  private final class Reader {
    private int position;

    Reader(int cell) {
      position = at[cell];
    }

    int next() {
      int value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes[position++];
        value |= (b & 0x7f) << shift;
        if (b >= 0) return value;
      }
    }
  }
}
