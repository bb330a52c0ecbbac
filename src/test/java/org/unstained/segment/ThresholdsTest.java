package org.unstained.segment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.junit.Test;

public class ThresholdsTest {

  /** Values in the oracle are summed in another order. */
  private static final double ROUNDING = 1e-9;

  @Test
  public void otsuEqualsBruteForceOnSixteenBits() {
    for (int seed = 0; seed < 20; seed++) {
      short[] data = new short[400];
      Random random = new Random(seed);
      for (int i = 0; i < data.length; i++)
        data[i] =
            (short) (int) (random.nextInt(4) == 0 ? 30000 + 9000 * random.nextGaussian() : 900);
      double[] values = new double[data.length];
      for (int i = 0; i < data.length; i++) values[i] = data[i] & 0xffff;
      double found = Thresholds.otsu(ArrayImgs.unsignedShorts(data, 20, 20));
      assertEquals(bestVariance(values), variance(values, found), bestVariance(values) * ROUNDING);
    }
  }

  @Test
  public void otsuEqualsBruteForceOnFloatsCloserThanABin() {
    for (int seed = 0; seed < 20; seed++) {
      float[] data = new float[400];
      Random random = new Random(seed);
      // All values share the upper half of their bits with hundreds of others.
      for (int i = 0; i < data.length; i++)
        data[i] = 1000f + (i % 3 == 0 ? 0.5f : 0) + 0.05f * (float) random.nextGaussian();
      double[] values = new double[data.length];
      for (int i = 0; i < data.length; i++) values[i] = data[i];
      double found = Thresholds.otsu(ArrayImgs.floats(data, 20, 20));
      assertEquals(bestVariance(values), variance(values, found), bestVariance(values) * 1e-6);
    }
  }

  private static double bestVariance(double[] values) {
    return Arrays.stream(values).map(level -> variance(values, level)).max().getAsDouble();
  }

  private static double variance(double[] values, double level) {
    double[] below = Arrays.stream(values).filter(v -> v <= level).toArray();
    double[] above = Arrays.stream(values).filter(v -> v > level).toArray();
    if (below.length == 0 || above.length == 0) return 0;
    double gap =
        Arrays.stream(above).average().getAsDouble() - Arrays.stream(below).average().getAsDouble();
    return gap * gap * below.length * above.length;
  }

  @Test
  public void liIsAFixedPointOfItsIteration() {
    float[] data = new float[1000];
    Random random = new Random(3);
    for (int i = 0; i < data.length; i++)
      data[i] = (float) (i % 5 == 0 ? 60 + 9 * random.nextGaussian() : 12 + random.nextGaussian());
    double level = Thresholds.li(ArrayImgs.floats(data, 50, 20));
    double least = Double.MAX_VALUE;
    for (float v : data) least = Math.min(least, v);
    double below = 0, above = 0;
    int nBelow = 0;
    for (float v : data) {
      if (v <= level) {
        below += v - least;
        nBelow++;
      } else above += v - least;
    }
    below /= nBelow;
    above /= data.length - nBelow;
    double next = (above - below) / (Math.log(above) - Math.log(below)) + least;
    for (float v : data) assertEquals("no pixel changes side", v > level, v > next);
    assertTrue("between the two groups: " + level, level > 16 && level < 45);
  }

  @Test
  public void triangleLiesAtTheFootOfThePeakOnItsLongSide() {
    short[] data = new short[10000];
    Random random = new Random(1);
    for (int i = 0; i < data.length; i++)
      data[i] =
          (short)
              (int) (i % 10 == 0 ? random.nextInt(20000) + 500 : 500 + 30 * random.nextGaussian());
    double level = Thresholds.triangle(ArrayImgs.unsignedShorts(data, 100, 100));
    assertTrue("just above the ground: " + level, level > 540 && level < 1500);
  }

  @Test
  public void triangleIgnoresEmptyLevelsOfShiftedTwelveBitData() {
    short[] data = new short[10000];
    short[] shifted = new short[10000];
    Random random = new Random(1);
    for (int i = 0; i < data.length; i++) {
      data[i] =
          (short)
              (int) (i % 10 == 0 ? random.nextInt(3000) + 100 : 100 + 5 * random.nextGaussian());
      shifted[i] = (short) (data[i] << 4);
    }
    double plain = Thresholds.triangle(ArrayImgs.unsignedShorts(data, 100, 100));
    double wide = Thresholds.triangle(ArrayImgs.unsignedShorts(shifted, 100, 100));
    assertEquals(plain, wide / 16, 12);
  }

  @Test
  public void aCapKeepsAFewVeryBrightPixelsFromHidingTheDimOnes() {
    float[] data = new float[1000];
    Arrays.fill(data, 10);
    Arrays.fill(data, 0, 200, 40); // dim cells
    Arrays.fill(data, 0, 20, 5000); // debris
    Rows rows = PlaneRows.of(ArrayImgs.floats(data, 100, 10));
    Histogram all = Histogram.of(rows, () -> false);
    assertEquals("without a cap only debris stands out", 40, Thresholds.otsu(all), 0);
    assertEquals("with one the dim cells do", 10, Thresholds.otsu(all.cappedAt(97)), 0);
  }

  @Test
  public void nanAndInfinityAreLeftOut() {
    float[] data = {1, 1, 9, 9, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1};
    assertEquals(1, Thresholds.otsu(ArrayImgs.floats(data, 4, 2)), 0);
  }

  @Test
  public void aConstantPlaneIsRefusedWithItsValue() {
    float[] data = new float[16];
    Arrays.fill(data, 0.87f);
    for (float[] plane : new float[][] {data, new float[16]}) {
      IllegalArgumentException error =
          assertThrows(
              IllegalArgumentException.class, () -> Thresholds.otsu(ArrayImgs.floats(plane, 4, 4)));
      assertTrue(error.getMessage(), error.getMessage().contains("the same value"));
      assertThrows(
          IllegalArgumentException.class, () -> Thresholds.li(ArrayImgs.floats(plane, 4, 4)));
      assertThrows(
          IllegalArgumentException.class, () -> Thresholds.triangle(ArrayImgs.floats(plane, 4, 4)));
    }
  }

  @Test
  public void aPlaneOfNanIsRefused() {
    float[] data = new float[16];
    Arrays.fill(data, Float.NaN);
    assertThrows(
        IllegalArgumentException.class, () -> Thresholds.otsu(ArrayImgs.floats(data, 4, 4)));
  }
}
