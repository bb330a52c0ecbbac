package org.unstained.benchmark;

import java.util.Random;

/**
 * Painted fields of bright, partly touching cells on an uneven, noisy ground, 16 bit, for timing.
 */
final class Fields {
  private Fields() {}

  /**
   * @param side pixels of a side
   * @param cells about one for each 1,750 pixels makes them touch now and then
   */
  static short[] paint(int side, int cells) {
    Random random = new Random(7);
    short[] data = new short[side * side];
    for (int i = 0; i < data.length; i++)
      data[i] =
          (short)
              (1500 + 400 * Math.sin((double) i / side * 3.1 / side) + 250 * random.nextGaussian());
    for (int i = 0; i < cells; i++) {
      int cx = 24 + random.nextInt(side - 48);
      int cy = 24 + random.nextInt(side - 48);
      double a = 7 + 6 * random.nextDouble();
      double b = 7 + 6 * random.nextDouble();
      double turn = Math.PI * random.nextDouble();
      double peak = 6000 + 14000 * random.nextDouble();
      for (int y = -24; y <= 24; y++)
        for (int x = -24; x <= 24; x++) {
          double u = (x * Math.cos(turn) + y * Math.sin(turn)) / a;
          double v = (-x * Math.sin(turn) + y * Math.cos(turn)) / b;
          double inside = Math.max(0, Math.min(0.35, 1.25 - Math.hypot(u, v))) / 0.35;
          if (inside == 0) continue;
          int at = (cy + y) * side + cx + x;
          data[at] =
              (short)
                  Math.max(
                      data[at] & 0xffff,
                      (int) (1500 + inside * peak + 250 * random.nextGaussian()));
        }
    }
    return data;
  }

  static int cells(int side) {
    return (int) (2400L * side * side / (2048L * 2048));
  }
}
