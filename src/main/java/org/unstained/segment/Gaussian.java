package org.unstained.segment;

/**
 * Gaussian smoothing. The kernel is cut at four standard deviations and normalised; beyond the
 * plane its edge is repeated. NaN spreads to every value whose kernel meets it.
 */
final class Gaussian extends Filter {
  private static final double CUT = 4;

  private final float[] kernel;

  Gaussian(Rows source, double sigma) {
    super(source);
    kernel = kernel(sigma);
  }

  /** How many pixels away it looks. */
  static int reach(double sigma) {
    return Math.max(1, (int) Math.ceil(CUT * sigma));
  }

  /** One half of the kernel: the weight at distance 0, 1, 2 … */
  static float[] kernel(double sigma) {
    int radius = reach(sigma);
    double[] weights = new double[radius + 1];
    double sum = 0;
    for (int i = 0; i <= radius; i++) {
      weights[i] = Math.exp(-0.5 * i * i / (sigma * sigma));
      sum += i == 0 ? weights[i] : 2 * weights[i];
    }
    float[] kernel = new float[radius + 1];
    for (int i = 0; i <= radius; i++) kernel[i] = (float) (weights[i] / sum);
    return kernel;
  }

  @Override
  public void read(int from, int to, float[][] into) {
    int radius = kernel.length - 1;
    int width = width();
    float[][] rows = source.readWithHalo(from, to, radius);
    float[] wide = new float[width + 2 * radius];
    for (int i = 0; i < to - from; i++) {
      vertical(rows, i + radius, wide, radius, width);
      for (int x = 0; x < radius; x++) {
        wide[x] = wide[radius];
        wide[radius + width + x] = wide[radius + width - 1];
      }
      horizontal(wide, radius, into[i], width);
    }
  }

  private void vertical(float[][] rows, int y, float[] out, int offset, int width) {
    float w0 = kernel[0];
    float[] row = rows[y];
    for (int x = 0; x < width; x++) out[offset + x] = w0 * row[x];
    for (int k = 1; k < kernel.length; k++) {
      float w = kernel[k];
      float[] up = rows[y - k];
      float[] down = rows[y + k];
      for (int x = 0; x < width; x++) out[offset + x] += w * (up[x] + down[x]);
    }
  }

  private void horizontal(float[] in, int offset, float[] out, int width) {
    float w0 = kernel[0];
    for (int x = 0; x < width; x++) out[x] = w0 * in[offset + x];
    for (int k = 1; k < kernel.length; k++) {
      float w = kernel[k];
      int left = offset - k;
      int right = offset + k;
      for (int x = 0; x < width; x++) out[x] += w * (in[left + x] + in[right + x]);
    }
  }
}
