package org.unstained.cells;

/**
 * The pixels of one region after the other in one channel, without those that are NaN. A region
 * that fits into the buffer is read once; a larger one is read anew each time it is walked over, so
 * memory stays small whatever the size of a cell.
 */
final class RegionPixels {
  /** Greatest number of pixels that are kept. */
  static final int CAPACITY = 1 << 18;

  /** Is given some of the pixels at a time, in reading order. */
  interface Visitor {
    void visit(double[] pixels, int count);
  }

  private final PixelRows rows;
  private final int capacity;
  private double[] buffer = new double[1024];
  private int[] runs;
  private boolean kept;
  private int keptCount;

  RegionPixels(PixelRows rows) {
    this(rows, CAPACITY);
  }

  RegionPixels(PixelRows rows, int capacity) {
    this.rows = rows;
    this.capacity = capacity;
  }

  void set(Region region) {
    runs = region.runs();
    long pixels = region.pixels();
    kept = pixels <= capacity;
    if (buffer.length < Math.min(pixels, capacity))
      buffer = new double[(int) Math.min(capacity, 2 * pixels)];
    if (kept) keptCount = readAll();
  }

  /** Whether all pixels lie in the buffer. */
  boolean isKept() {
    return kept;
  }

  /** All pixels, if they are kept; the caller may change their order. */
  double[] buffer() {
    return buffer;
  }

  void forEach(Visitor visitor) {
    if (kept) visitor.visit(buffer, keptCount);
    else walk(visitor);
  }

  private int readAll() {
    int count = 0;
    for (int i = 0; i < runs.length; i += 3) {
      int length = runs[i + 2] - runs[i + 1];
      rows.read(runs[i + 1], runs[i], length, buffer, count);
      count += length;
    }
    return withoutNaN(buffer, count);
  }

  private void walk(Visitor visitor) {
    for (int i = 0; i < runs.length; i += 3)
      for (int x = runs[i + 1]; x < runs[i + 2]; ) {
        int length = Math.min(buffer.length, runs[i + 2] - x);
        rows.read(x, runs[i], length, buffer, 0);
        int count = withoutNaN(buffer, length);
        if (count > 0) visitor.visit(buffer, count);
        x += length;
      }
  }

  private static int withoutNaN(double[] values, int count) {
    int left = 0;
    for (int i = 0; i < count; i++) {
      double v = values[i];
      values[left] = v;
      if (v == v) left++;
    }
    return left;
  }
}
