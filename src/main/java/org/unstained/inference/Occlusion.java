package org.unstained.inference;

import java.util.Arrays;

/** Which places of a crop a network can't do without: a square is moved over it. */
final class Occlusion {
  /** The square's side is the crop's shorter one by this; it moves by half its side. */
  static final int SQUARES = 6;

  private static final int IN_BATCH = 32;

  private Occlusion() {}

  /**
   * How much a number falls when a pixel is covered: the mean over all squares on it, or 0.
   *
   * @param crop (channels, height, width)
   */
  static float[] of(CropPasses network, ClassifierFormat format, float[] crop, Target target)
      throws NetworkException {
    int side = Math.max(1, Math.min(format.width(), format.height()) / SQUARES);
    int step = Math.max(1, side / 2);
    int columns = (format.width() + side - step - 1) / step + 1;
    int rows = (format.height() + side - step - 1) / step + 1;
    float[] grey = grey(crop, format);
    double whole = target.of(network.run(crop, 1))[0];
    double[] sum = new double[format.pixels()];
    int[] squares = new int[format.pixels()];
    for (int from = 0; from < rows * columns; from += IN_BATCH) {
      int count = Math.min(IN_BATCH, rows * columns - from);
      float[] batch = new float[count * crop.length];
      for (int i = 0; i < count; i++) {
        System.arraycopy(crop, 0, batch, i * crop.length, crop.length);
        Square square = Square.at(from + i, columns, side, step, format);
        for (int c = 0; c < format.channels(); c++)
          square.fill(batch, i * crop.length + c * format.pixels(), format.width(), grey[c]);
      }
      double[] covered = target.of(network.run(batch, count));
      for (int i = 0; i < count; i++)
        Square.at(from + i, columns, side, step, format)
            .add(sum, squares, format.width(), Math.max(0, whole - covered[i]));
    }
    float[] map = new float[sum.length];
    for (int k = 0; k < map.length; k++)
      map[k] = squares[k] == 0 ? 0 : (float) (sum[k] / squares[k]);
    return map;
  }

  /** The median of each channel. */
  private static float[] grey(float[] crop, ClassifierFormat format) {
    float[] grey = new float[format.channels()];
    for (int c = 0; c < grey.length; c++) {
      float[] sorted = Arrays.copyOfRange(crop, c * format.pixels(), (c + 1) * format.pixels());
      Arrays.sort(sorted);
      grey[c] = sorted[sorted.length / 2];
    }
    return grey;
  }

  /** What of a square lies in the crop. */
  private record Square(int left, int top, int right, int bottom) {
    static Square at(int index, int columns, int side, int step, ClassifierFormat format) {
      int x = step - side + index % columns * step;
      int y = step - side + index / columns * step;
      return new Square(
          Math.max(0, x),
          Math.max(0, y),
          Math.min(format.width(), x + side),
          Math.min(format.height(), y + side));
    }

    void fill(float[] batch, int at, int width, float value) {
      for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++) batch[at + y * width + x] = value;
    }

    void add(double[] sum, int[] squares, int width, double value) {
      for (int y = top; y < bottom; y++)
        for (int x = left; x < right; x++) {
          sum[y * width + x] += value;
          squares[y * width + x]++;
        }
    }
  }
}
