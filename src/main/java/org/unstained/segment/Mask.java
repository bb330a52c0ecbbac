package org.unstained.segment;

import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedByteType;

/**
 * A binary plane with one bit a pixel; bit {@code x % 64} of word {@code x / 64} of row {@code y}.
 * Bits beyond the width are 0. Morphology works on 64 pixels at a time.
 */
final class Mask {
  final int width;
  final int height;
  final int words;
  final long[][] rows;

  Mask(int width, int height) {
    this.width = width;
    this.height = height;
    words = (width + 63) >>> 6;
    rows = new long[height][words];
  }

  boolean get(int x, int y) {
    return (rows[y][x >>> 6] >>> x & 1) != 0;
  }

  void set(int x, int y) {
    rows[y][x >>> 6] |= 1L << x;
  }

  /** Sets the pixels {@code from} to {@code to} (exclusive) of a row. */
  void set(int y, int from, int to) {
    if (from >= to) return;
    long[] row = rows[y];
    int first = from >>> 6;
    int last = to - 1 >>> 6;
    long head = -1L << from;
    long tail = -1L >>> -to;
    if (first == last) {
      row[first] |= head & tail;
      return;
    }
    row[first] |= head;
    for (int w = first + 1; w < last; w++) row[w] = -1L;
    row[last] |= tail;
  }

  /** Sets the pixels of a row whose value is greater than the level there; NaN never is. */
  void setAbove(int y, float[] values, float[] levels) {
    for (int w = 0; w < words; w++) {
      long word = 0;
      int to = Math.min(width, (w << 6) + 64);
      for (int x = w << 6; x < to; x++) word |= (values[x] > levels[x] ? 1L : 0L) << x;
      rows[y][w] = word;
    }
  }

  /** Sets the pixels of a row whose value is greater than a level; NaN never is. */
  void setAbove(int y, float[] values, float level) {
    for (int w = 0; w < words; w++) {
      long word = 0;
      int to = Math.min(width, (w << 6) + 64);
      for (int x = w << 6; x < to; x++) word |= (values[x] > level ? 1L : 0L) << x;
      rows[y][w] = word;
    }
  }

  /** Sets every pixel that has a label in a map of the same size. */
  void addLabelled(int[] labels) {
    for (int y = 0, i = 0; y < height; y++)
      for (int x = 0; x < width; x++, i++) if (labels[i] != 0) set(x, y);
  }

  /** The valid bits of the last word of a row. */
  long lastWord() {
    return -1L >>> -width;
  }

  Mask not() {
    Mask out = new Mask(width, height);
    for (int y = 0; y < height; y++) {
      for (int w = 0; w < words; w++) out.rows[y][w] = ~rows[y][w];
      out.rows[y][words - 1] &= lastWord();
    }
    return out;
  }

  long count() {
    long n = 0;
    for (long[] row : rows) for (long word : row) n += Long.bitCount(word);
    return n;
  }

  /** Edges between a set and an unset pixel; the border of the plane is none. */
  long edges() {
    long n = 0;
    for (int y = 0; y < height; y++) {
      long[] row = rows[y];
      for (int w = 0; w < words; w++) {
        long next = w + 1 < words ? row[w + 1] << 63 : row[w] & 1L << width - 1;
        long changes = row[w] ^ (row[w] >>> 1 | next);
        n += Long.bitCount(changes);
        if (y > 0) n += Long.bitCount(row[w] ^ rows[y - 1][w]);
      }
    }
    return n;
  }

  /** First pixel at or after {@code x} that is set, or the width if there is none. */
  static int nextSet(long[] row, int x, int width) {
    if (x >= width) return width;
    int w = x >>> 6;
    long word = row[w] & -1L << x;
    while (word == 0) {
      if (++w == row.length) return width;
      word = row[w];
    }
    return (w << 6) + Long.numberOfTrailingZeros(word);
  }

  /** First pixel at or after {@code x} that is not set, or the width if there is none. */
  static int nextClear(long[] row, int x, int width) {
    if (x >= width) return width;
    int w = x >>> 6;
    long word = ~row[w] & -1L << x;
    while (word == 0) {
      if (++w == row.length) return width;
      word = ~row[w];
    }
    return Math.min(width, (w << 6) + Long.numberOfTrailingZeros(word));
  }

  /** The mask as a plane of 0 and 255. */
  Img<UnsignedByteType> image() {
    byte[] data = new byte[Math.multiplyExact(width, height)];
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) if (get(x, y)) data[y * width + x] = (byte) 255;
    return ArrayImgs.unsignedBytes(data, width, height);
  }
}
