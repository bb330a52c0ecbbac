package org.unstained.learning;

/** Changes of the values of one channel, row by row. Beyond the edge the edge is repeated. */
final class PixelChanges {
  private PixelChanges() {}

  /** The value at a point between pixels; pixel (0, 0) has its middle at (0, 0). */
  static float linear(float[] values, int width, int height, double x, double y) {
    double cx = Math.max(0, Math.min(width - 1, x));
    double cy = Math.max(0, Math.min(height - 1, y));
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(width - 1, x0 + 1);
    int y1 = Math.min(height - 1, y0 + 1);
    float fx = (float) (cx - x0);
    float fy = (float) (cy - y0);
    float above = values[y0 * width + x0] * (1 - fx) + values[y0 * width + x1] * fx;
    float below = values[y1 * width + x0] * (1 - fx) + values[y1 * width + x1] * fx;
    return above * (1 - fy) + below * fy;
  }

  /** A Gaussian, cut at three deviations; nothing below a tenth of a pixel. */
  static void blur(float[] values, int width, int height, double deviation) {
    if (deviation < 0.1) return;
    int radius = (int) Math.ceil(3 * deviation);
    float[] kernel = new float[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) sum += Math.exp(-i * i / (2 * deviation * deviation));
    for (int i = -radius; i <= radius; i++)
      kernel[i + radius] = (float) (Math.exp(-i * i / (2 * deviation * deviation)) / sum);
    float[] line = new float[Math.max(width, height)];
    for (int y = 0; y < height; y++) along(values, y * width, 1, width, kernel, line);
    for (int x = 0; x < width; x++) along(values, x, width, height, kernel, line);
  }

  private static void along(
      float[] values, int from, int step, int count, float[] kernel, float[] line) {
    int radius = kernel.length / 2;
    for (int i = 0; i < count; i++) line[i] = values[from + i * step];
    for (int i = 0; i < count; i++) {
      float sum = 0;
      for (int k = -radius; k <= radius; k++)
        sum += kernel[k + radius] * line[Math.max(0, Math.min(count - 1, i + k))];
      values[from + i * step] = sum;
    }
  }

  /** Multiplies the distance from the mean by a factor and adds a shift. */
  static void stretch(float[] values, double factor, double shift) {
    if (factor == 1 && shift == 0) return;
    double mean = 0;
    for (float v : values) mean += v;
    mean /= values.length;
    for (int i = 0; i < values.length; i++)
      values[i] = (float) (mean + factor * (values[i] - mean) + shift);
  }
}
