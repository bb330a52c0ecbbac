package org.unstained.segment;

import java.util.Random;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.IntArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/** Small pictures painted in code, the same every time. */
final class Paint {
  private Paint() {}

  /** Each pixel is set with the given chance. */
  static Mask noise(int width, int height, double chance, long seed) {
    Random random = new Random(seed);
    Mask mask = new Mask(width, height);
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) if (random.nextDouble() < chance) mask.set(x, y);
    return mask;
  }

  /** Bright discs with soft edges, some touching, on an uneven noisy ground. */
  static ArrayImg<UnsignedShortType, ShortArray> field(
      int width, int height, int cells, long seed) {
    Random random = new Random(seed);
    double[] light = new double[width * height];
    for (int i = 0; i < cells; i++) {
      double cx = random.nextDouble() * width;
      double cy = random.nextDouble() * height;
      double radius = 4 + 5 * random.nextDouble();
      double peak = 4000 + 12000 * random.nextDouble();
      for (int y = (int) Math.max(0, cy - 20); y < Math.min(height, cy + 20); y++)
        for (int x = (int) Math.max(0, cx - 20); x < Math.min(width, cx + 20); x++) {
          double inside = Math.max(0, Math.min(1, radius - Math.hypot(x - cx, y - cy)));
          light[y * width + x] = Math.max(light[y * width + x], inside * peak);
        }
    }
    short[] data = new short[width * height];
    for (int i = 0; i < data.length; i++)
      data[i] = (short) (light[i] + 1500 + 2 * (i / width) + 150 * random.nextGaussian());
    return ArrayImgs.unsignedShorts(data, width, height);
  }

  /** Grey discs of 100 on a ground of 10; each disc is x, y, radius. */
  static float[] discs(int width, int height, double[]... discs) {
    float[] data = new float[width * height];
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) {
        data[y * width + x] = 10;
        for (double[] disc : discs)
          if (Math.hypot(x - disc[0], y - disc[1]) <= disc[2]) data[y * width + x] = 100;
      }
    return data;
  }

  static int[] labels(Segmentation found) {
    return ((IntArray) ((ArrayImg<?, ?>) found.labels()).update(null)).getCurrentStorageArray();
  }
}
