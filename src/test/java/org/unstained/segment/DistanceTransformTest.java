package org.unstained.segment;

import static org.junit.Assert.assertEquals;

import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.Test;

public class DistanceTransformTest {
  /** Distances are square roots of whole numbers, rounded to float. */
  private static final double ROUNDING = 1e-5;

  @Test
  public void distancesEqualBruteForceAlsoAtTheBorder() {
    for (int seed = 0; seed < 30; seed++) {
      int width = 1 + seed * 3 % 70;
      int height = 1 + seed * 7 % 40;
      Mask mask = Paint.noise(width, height, seed % 2 == 0 ? 0.97 : 0.8, seed);
      if (mask.count() == (long) width * height) continue;
      RandomAccess<FloatType> found = DistanceTransform.of(mask).randomAccess();
      for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
          assertEquals(
              "at " + x + ", " + y,
              nearestGround(mask, x, y),
              found.setPositionAndGet(x, y).get(),
              ROUNDING);
    }
  }

  private static double nearestGround(Mask mask, int x, int y) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int v = 0; v < mask.height; v++)
      for (int u = 0; u < mask.width; u++)
        if (!mask.get(u, v)) nearest = Math.min(nearest, Math.hypot(u - x, v - y));
    return nearest;
  }

  @Test
  public void aComponentThatFillsThePlaneIsFlat() {
    Mask mask = Paint.noise(9, 7, 1, 0);
    RandomAccess<FloatType> found = DistanceTransform.of(mask).randomAccess();
    for (int y = 0; y < 7; y++)
      for (int x = 0; x < 9; x++) assertEquals(0, found.setPositionAndGet(x, y).get(), 0);
  }
}
