package org.unstained.inference;

/**
 * In which positions a classifier looks at each crop; the probabilities are averaged. More
 * positions take so many times longer.
 */
public enum TestTime {
  /** As it is. */
  NONE(1),
  /** Flipped both ways: 4 positions. */
  FLIPS(4),
  /** Flipped and turned by quarters: 8 positions; for square crops. */
  FLIPS_AND_ROTATIONS(8);

  private final int positions;

  TestTime(int positions) {
    this.positions = positions;
  }

  int positions() {
    return positions;
  }

  /**
   * One channel of a crop in another position: bit 0 flips left and right, bit 1 top and bottom,
   * bit 2 then swaps rows and columns.
   */
  static void turn(float[] from, int at, float[] to, int out, int width, int height, int position) {
    boolean across = (position & 1) != 0;
    boolean down = (position & 2) != 0;
    boolean swap = (position & 4) != 0;
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++) {
        int u = across ? width - 1 - x : x;
        int v = down ? height - 1 - y : y;
        to[out + (swap ? x * height + y : y * width + x)] = from[at + v * width + u];
      }
  }
}
