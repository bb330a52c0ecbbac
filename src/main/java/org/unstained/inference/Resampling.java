package org.unstained.inference;

/**
 * Cuts a window out of a plane at any scale. Where the window is coarser than the plane, each of
 * its pixels is a mean weighted by a triangle two window pixels wide, which blurs before it
 * shrinks; where it is finer, values lie on the straight line between pixels. A window at scale 1
 * that begins at a whole number is copied. A pixel's value depends on where it lies in the plane
 * alone, so windows that overlap agree.
 */
final class Resampling {
  private Resampling() {}

  /**
   * @param x where the window's left edge lies, in pixels of the plane; may be outside it
   * @param scaleX how many pixels of the plane one pixel of the window spans
   */
  record Window(double x, double y, double scaleX, double scaleY, int width, int height) {

    static Window unscaled(int x, int y, int width, int height) {
      return new Window(x, y, 1, 1, width, height);
    }
  }

  /** Reads a window row by row into {@code to}, from {@code at} on. */
  static void read(PixelSource plane, Window window, Padding padding, float[] to, int at) {
    if (isCopy(window)) copy(plane, window, padding, to, at);
    else resample(plane, window, padding, to, at);
  }

  private static boolean isCopy(Window w) {
    return w.scaleX == 1 && w.scaleY == 1 && w.x == Math.rint(w.x) && w.y == Math.rint(w.y);
  }

  private static void copy(PixelSource plane, Window w, Padding padding, float[] to, int at) {
    int left = (int) w.x;
    int first = Math.max(0, Math.min(w.width, -left));
    int end = Math.max(first, Math.min(w.width, plane.width() - left));
    for (int row = 0; row < w.height; row++) {
      int y = padding.inside((int) w.y + row, plane.height());
      int start = at + row * w.width;
      if (end > first) plane.read(left + first, y, end - first, to, start + first);
      for (int i = 0; i < first; i++) pad(plane, padding, left + i, y, to, start + i);
      for (int i = end; i < w.width; i++) pad(plane, padding, left + i, y, to, start + i);
    }
  }

  private static void pad(PixelSource plane, Padding padding, int x, int y, float[] to, int at) {
    plane.read(padding.inside(x, plane.width()), y, 1, to, at);
  }

  private static void resample(PixelSource plane, Window w, Padding padding, float[] to, int at) {
    Taps across = Taps.of(w.x, w.scaleX, w.width);
    Taps down = Taps.of(w.y, w.scaleY, w.height);
    int columns = across.end - across.begin;
    int rows = down.end - down.begin;
    float[] source = new float[columns];
    float[] narrow = new float[rows * w.width];
    Window row = Window.unscaled(across.begin, 0, columns, 1);
    for (int r = 0; r < rows; r++) {
      int y = padding.inside(down.begin + r, plane.height());
      copy(plane, new Window(row.x, y, 1, 1, columns, 1), padding, source, 0);
      for (int i = 0; i < w.width; i++) {
        double sum = 0;
        int from = across.first[i] - across.begin;
        float[] weights = across.weights[i];
        for (int k = 0; k < weights.length; k++) sum += weights[k] * source[from + k];
        narrow[r * w.width + i] = (float) sum;
      }
    }
    for (int j = 0; j < w.height; j++) {
      int out = at + j * w.width;
      java.util.Arrays.fill(to, out, out + w.width, 0);
      float[] weights = down.weights[j];
      for (int k = 0; k < weights.length; k++) {
        int from = (down.first[j] - down.begin + k) * w.width;
        float weight = weights[k];
        for (int i = 0; i < w.width; i++) to[out + i] += weight * narrow[from + i];
      }
    }
  }

  /** Which pixels of the plane each pixel of the window is made of, along one axis. */
  private record Taps(int begin, int end, int[] first, float[][] weights) {

    static Taps of(double origin, double scale, int count) {
      double radius = Math.max(1, scale);
      int[] first = new int[count];
      float[][] weights = new float[count][];
      int begin = Integer.MAX_VALUE;
      int end = Integer.MIN_VALUE;
      for (int i = 0; i < count; i++) {
        double centre = origin + (i + 0.5) * scale - 0.5;
        int low = (int) Math.floor(centre - radius) + 1;
        int high = (int) Math.ceil(centre + radius) - 1;
        double[] raw = new double[high - low + 1];
        double sum = 0;
        for (int k = 0; k < raw.length; k++) {
          raw[k] = 1 - Math.abs(low + k - centre) / radius;
          sum += raw[k];
        }
        first[i] = low;
        weights[i] = new float[raw.length];
        for (int k = 0; k < raw.length; k++) weights[i][k] = (float) (raw[k] / sum);
        begin = Math.min(begin, low);
        end = Math.max(end, high + 1);
      }
      return new Taps(begin, end, first, weights);
    }
  }
}
