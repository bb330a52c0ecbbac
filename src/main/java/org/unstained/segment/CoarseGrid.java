package org.unstained.segment;

/**
 * A slowly varying surface over a plane, held at one value for each block of pixels and
 * interpolated in between. Blocks are square and start at the plane's origin.
 */
final class CoarseGrid {
  private static final int ROWS_AT_ONCE = 128;

  final int block;
  final int width;
  final int height;
  final float[] values;

  CoarseGrid(int planeWidth, int planeHeight, int block) {
    this.block = block;
    width = (planeWidth + block - 1) / block;
    height = (planeHeight + block - 1) / block;
    values = new float[Math.multiplyExact(width, height)];
  }

  private CoarseGrid(CoarseGrid shape) {
    block = shape.block;
    width = shape.width;
    height = shape.height;
    values = new float[shape.values.length];
  }

  /** The mean of the finite values of each block; 0 where there is none. */
  static CoarseGrid means(Rows rows, int block, Bands bands) {
    CoarseGrid grid = new CoarseGrid(rows.width(), rows.height(), block);
    new Bands(grid.height, 1, bands.canceled())
        .forEach(
            (row, from, to) -> {
              int top = row * block;
              int bottom = Math.min(rows.height(), top + block);
              float[][] band = new float[bottom - top][rows.width()];
              rows.read(top, bottom, band);
              double[] sum = new double[grid.width];
              int[] n = new int[grid.width];
              for (float[] line : band)
                for (int i = 0, x = 0; i < grid.width; i++) {
                  double inBlock = 0;
                  int finite = 0;
                  for (int end = Math.min(rows.width(), x + block); x < end; x++)
                    if (Math.abs(line[x]) <= Float.MAX_VALUE) {
                      inBlock += line[x];
                      finite++;
                    }
                  sum[i] += inBlock;
                  n[i] += finite;
                }
              for (int i = 0; i < grid.width; i++)
                grid.values[row * grid.width + i] = n[i] == 0 ? 0 : (float) (sum[i] / n[i]);
            });
    return grid;
  }

  /** The surface at the centres of the pixels of row {@code y}, between four blocks each. */
  void row(int y, float[] into, int pixels) {
    double at = (y + 0.5) / block - 0.5;
    int above = (int) Math.floor(at);
    float down = (float) (at - above);
    int first = Math.max(0, above) * width;
    int second = Math.min(height - 1, above + 1) * width;
    float[] line = new float[width + 2];
    for (int i = 0; i < width; i++)
      line[i + 1] = values[first + i] + down * (values[second + i] - values[first + i]);
    line[0] = line[1];
    line[width + 1] = line[width];
    // Between the centres of block i - 1 and block i lie as many pixels as a block has; the k-th of
    // them is taken in all blocks at once.
    int before = (block + 1) / 2;
    for (int k = 0; k < block; k++) {
      float weight = (k + (block % 2 == 0 ? 0.5f : 0)) / block;
      int i = k < before ? 1 : 0;
      for (int x = i * block - before + k; x < pixels && i <= width; x += block, i++)
        into[x] = line[i] + (line[i + 1] - line[i]) * weight;
    }
  }

  /**
   * The same surface on other blocks, for some rows of the plane.
   *
   * @param from a multiple of the other block
   * @param to exclusive
   */
  CoarseGrid resampled(int planeWidth, int planeHeight, int otherBlock, int from, int to) {
    CoarseGrid out = new CoarseGrid(planeWidth, to - from, otherBlock);
    new Bands(out.height, ROWS_AT_ONCE, () -> false)
        .forEach(
            (band, first, end) -> {
              float[] row = new float[planeWidth];
              for (int y = first; y < end; y++) {
                row(
                    Math.min(planeHeight - 1, from + y * otherBlock + otherBlock / 2),
                    row,
                    planeWidth);
                for (int x = 0; x < out.width; x++)
                  out.values[y * out.width + x] =
                      row[Math.min(planeWidth - 1, x * otherBlock + otherBlock / 2)];
              }
            });
    return out;
  }

  /** Smoothed by a Gaussian; beyond the grid its edge is repeated. */
  CoarseGrid smoothed(double sigmaInPixels) {
    CoarseGrid out = new CoarseGrid(this);
    Gaussian gaussian = new Gaussian(new GridRows(this), sigmaInPixels / block);
    new Bands(height, ROWS_AT_ONCE, () -> false)
        .forEach(
            (band, from, to) -> {
              float[][] rows = new float[to - from][width];
              gaussian.read(from, to, rows);
              for (int y = from; y < to; y++)
                System.arraycopy(rows[y - from], 0, out.values, y * width, width);
            });
    return out;
  }

  private record GridRows(CoarseGrid grid) implements Rows {
    @Override
    public int width() {
      return grid.width;
    }

    @Override
    public int height() {
      return grid.height;
    }

    @Override
    public void read(int from, int to, float[][] into) {
      for (int y = from; y < to; y++)
        System.arraycopy(grid.values, y * grid.width, into[y - from], 0, grid.width);
    }
  }

  /** Least value within a square of the given half side, in pixels. */
  CoarseGrid eroded(double radius) {
    return extreme(radius, 1);
  }

  /** Greatest value within a square of the given half side, in pixels. */
  CoarseGrid dilated(double radius) {
    return extreme(radius, -1);
  }

  private CoarseGrid extreme(double radius, int sign) {
    int reach = Math.max(1, (int) Math.round(radius / block));
    CoarseGrid across = new CoarseGrid(this);
    CoarseGrid out = new CoarseGrid(this);
    SlidingMinimum window = new SlidingMinimum(Math.max(width, height), reach);
    for (int y = 0; y < height; y++) window.apply(values, across.values, y * width, 1, width, sign);
    for (int x = 0; x < width; x++) window.apply(across.values, out.values, x, width, height, sign);
    return out;
  }

  /** Minimum over a sliding window in constant time a value, with a queue of candidates. */
  private record SlidingMinimum(int[] queue, int reach) {
    SlidingMinimum(int longest, int reach) {
      this(new int[longest], reach);
    }

    void apply(float[] in, float[] out, int start, int stride, int n, int sign) {
      int head = 0;
      int tail = 0;
      for (int i = 0, next = 0; i < n; i++) {
        for (; next < n && next <= i + reach; next++) {
          float value = sign * in[start + next * stride];
          while (tail > head && sign * in[start + queue[tail - 1] * stride] >= value) tail--;
          queue[tail++] = next;
        }
        while (queue[head] < i - reach) head++;
        out[start + i * stride] = in[start + queue[head] * stride];
      }
    }
  }
}
