package org.unstained.segment;

/**
 * Magnitude of the gradient by Sobel's operator, scaled to grey levels per pixel. Cells in
 * brightfield differ from the ground less in brightness than in their outlines; the CTC paper
 * therefore looks for edges first (<a
 * href="https://doi.org/10.1038/s41598-020-69056-1">doi:10.1038/s41598-020-69056-1</a>).
 */
final class Gradient extends Filter {

  Gradient(Rows source) {
    super(source);
  }

  @Override
  public void read(int from, int to, float[][] into) {
    int width = width();
    float[][] rows = source.readWithHalo(from, to, 1);
    float[] smooth = new float[width + 2];
    float[] step = new float[width + 2];
    for (int i = 0; i < to - from; i++) {
      float[] up = rows[i];
      float[] here = rows[i + 1];
      float[] down = rows[i + 2];
      for (int x = 0; x < width; x++) {
        smooth[x + 1] = up[x] + 2 * here[x] + down[x];
        step[x + 1] = down[x] - up[x];
      }
      repeatEdge(smooth, width);
      repeatEdge(step, width);
      float[] out = into[i];
      for (int x = 0; x < width; x++) {
        float dx = smooth[x + 2] - smooth[x];
        float dy = step[x] + 2 * step[x + 1] + step[x + 2];
        out[x] = (float) Math.sqrt(dx * dx + dy * dy) * 0.125f;
      }
    }
  }

  private static void repeatEdge(float[] row, int width) {
    row[0] = row[1];
    row[width + 1] = row[width];
  }
}
