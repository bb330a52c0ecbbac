package org.unstained.segment;

/** The brightness of the pixels of some components, read from the plane row by row. */
final class Reliefs {
  private static final int LEVELS = 4095;

  private final float[] values;
  private final int[] start;
  private final int firstComponent;

  private Reliefs(float[] values, int[] start, int firstComponent) {
    this.values = values;
    this.start = start;
    this.firstComponent = firstComponent;
  }

  static Reliefs read(Rows rows, Components components, Components.Grouped runs, int from, int to) {
    int[] start = new int[to - from + 1];
    int[] offset = new int[runs.start()[to] - runs.start()[from]];
    int n = 0;
    int top = rows.height();
    int bottom = 0;
    for (int c = from; c < to; c++) {
      start[c - from] = n;
      for (int i = runs.start()[c]; i < runs.start()[c + 1]; i++) {
        offset[i - runs.start()[from]] = n;
        n += components.to(runs.run()[i]) - components.from(runs.run()[i]);
        top = Math.min(top, runs.row()[i]);
        bottom = Math.max(bottom, runs.row()[i] + 1);
      }
    }
    start[to - from] = n;
    float[] values = new float[n];
    // Runs by row, so that each row is read once.
    int[] head = new int[bottom - top];
    java.util.Arrays.fill(head, -1);
    int[] next = new int[offset.length];
    for (int i = offset.length - 1; i >= 0; i--) {
      int row = runs.row()[runs.start()[from] + i] - top;
      next[i] = head[row];
      head[row] = i;
    }
    int atOnce = 16;
    float[][] band = new float[atOnce][rows.width()];
    for (int y = top; y < bottom; y += atOnce) {
      int end = Math.min(bottom, y + atOnce);
      rows.read(y, end, band);
      for (int k = y; k < end; k++)
        for (int i = head[k - top]; i >= 0; i = next[i]) {
          int run = runs.run()[runs.start()[from] + i];
          int length = components.to(run) - components.from(run);
          System.arraycopy(band[k - y], components.from(run), values, offset[i], length);
        }
    }
    return new Reliefs(values, start, from);
  }

  /** Sets the levels of a patch: 0 at the component's dimmest pixel, evenly up to the brightest. */
  void raise(Patch patch, int component) {
    int at = start[component - firstComponent];
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < patch.size; i++) {
      float value = values[at + i];
      if (!Float.isFinite(value)) continue;
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    double scale = greatest > least ? LEVELS / ((double) greatest - least) : 0;
    for (int i = 0; i < patch.size; i++) {
      double level = (values[at + i] - least) * scale;
      patch.level[patch.pixels[i]] = (int) Math.max(0, Math.min(LEVELS, level));
    }
    patch.highest = LEVELS;
  }

  /** Sets the labels of a patch to the numbers that were read as the bits of floats. */
  void plant(Patch patch, int component) {
    int at = start[component - firstComponent];
    for (int i = 0; i < patch.size; i++)
      patch.label[patch.pixels[i]] = Float.floatToRawIntBits(values[at + i]);
  }
}
