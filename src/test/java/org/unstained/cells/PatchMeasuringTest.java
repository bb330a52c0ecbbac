package org.unstained.cells;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import org.junit.Test;

public class PatchMeasuringTest {
  /** Sums of fourth powers in another order. */
  private static final double TOLERANCE = 1e-6;

  private static final int[] LAGS = {1, 2, 4, 8};

  @Test
  public void overlappingPatchesHaveTheFiguresOfBruteForce() {
    int w = 61, h = 47;
    float[] v = noise(w * h, 3);
    for (int i = 0; i < v.length; i++) v[i] += 1000 + i % w * 3 + i / w;
    v[200] = Float.NaN;
    v[901] = Float.POSITIVE_INFINITY;
    PatchGrid grid = new PatchGrid(w, h, 20, 7);
    List<Cell> cells = PatchMeasuring.measure(plane(v, w, h), grid, () -> false);
    assertEquals(grid.count(), cells.size());
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      int left = grid.lefts()[i % grid.columns()];
      int top = grid.tops()[i / grid.columns()];
      assertEquals(i + 1, cell.number());
      assertEquals(new Box(left, top, 20, 20), cell.box());
      assertEquals(Region.rectangle(1, left, top, 20, 20).outline(), cell.outline());
      double[] truth = brute(v, w, h, left, top, 20);
      for (int k = 0; k < truth.length; k++)
        assertEquals(
            PatchMeasurement.COLUMNS.get(k),
            truth[k],
            cell.measurements().values()[k],
            TOLERANCE * Math.max(1, Math.abs(truth[k])));
    }
  }

  private static double[] brute(float[] v, int w, int h, int left, int top, int size) {
    double n = 0, sum = 0;
    for (int y = top; y < top + size; y++)
      for (int x = left; x < left + size; x++)
        if (Float.isFinite(v[y * w + x])) {
          n++;
          sum += v[y * w + x];
        }
    double mean = sum / n, m2 = 0, m3 = 0, m4 = 0;
    double[] gamma = new double[4];
    double[] pairs = new double[4];
    for (int y = top; y < top + size; y++)
      for (int x = left; x < left + size; x++) {
        double p = v[y * w + x];
        for (int k = 0; k < 4; k++) {
          double[] others = {
            x + LAGS[k] < w ? v[y * w + x + LAGS[k]] : Double.NaN,
            y + LAGS[k] < h ? v[(y + LAGS[k]) * w + x] : Double.NaN
          };
          for (double other : others)
            if (Double.isFinite(other) && Double.isFinite(p)) {
              gamma[k] += (other - p) * (other - p) / 2;
              pairs[k]++;
            }
        }
        if (!Double.isFinite(p)) continue;
        m2 += Math.pow(p - mean, 2) / n;
        m3 += Math.pow(p - mean, 3) / n;
        m4 += Math.pow(p - mean, 4) / n;
      }
    for (int k = 0; k < 4; k++) gamma[k] /= pairs[k];
    double s = Math.sqrt(m2);
    double content = Math.sqrt(Math.max(0, gamma[3] - gamma[0]));
    return new double[] {
      mean,
      Math.sqrt(m2 * n / (n - 1)),
      content,
      s / (Math.abs(mean) + s),
      content / (content + Math.sqrt(gamma[0])),
      m3 / Math.pow(m2, 1.5),
      m4 / (m2 * m2),
      gamma[0] / m2,
      gamma[1] / m2,
      gamma[2] / m2,
      gamma[3] / m2
    };
  }

  @Test
  public void aRampHasTheContentOfItsSlope() {
    int side = 64;
    float[] v = new float[side * side];
    for (int i = 0; i < v.length; i++) v[i] = 2 * (i % side);
    Measurements whole = PatchMeasuring.whole(plane(v, side, side));
    // along rows (2 l)²/2 and along columns 0; at the edges as many pairs lack in both directions
    assertEquals(Math.sqrt((64 - 1) * 4 / 4.0), whole.get("content"), 1e-9);
    assertEquals(63, whole.get("mean_intensity"), 1e-9);
    assertEquals(0, whole.get("skewness"), 1e-9);
  }

  @Test
  public void noiseHasNoContentAndIsAsRoughAsCanBe() {
    Measurements whole = PatchMeasuring.whole(plane(noise(256 * 256, 10), 256, 256));
    assertEquals(1, whole.get("roughness_1"), 0.02);
    assertEquals(1, whole.get("roughness_8"), 0.02);
    assertEquals(3, whole.get("kurtosis"), 0.1);
    assertTrue(whole.get("content") < 1);
  }

  @Test
  public void theGainChangesNothingThatHasNoUnit() {
    float[] v = noise(40 * 40, 5);
    float[] brighter = new float[v.length];
    for (int i = 0; i < v.length; i++) brighter[i] = 8 * (v[i] += 100);
    Measurements first = PatchMeasuring.whole(plane(v, 40, 40));
    Measurements second = PatchMeasuring.whole(plane(brighter, 40, 40));
    for (String column : PatchMeasurement.WITHOUT_UNIT)
      assertEquals(column, first.get(column), second.get(column), 1e-4);
    assertEquals(8 * first.get("sd_intensity"), second.get("sd_intensity"), 1e-3);
  }

  @Test
  public void aConstantPatchIsNoiseAndOneWithoutPixelsIsNothing() {
    float[] v = new float[30 * 30];
    java.util.Arrays.fill(v, 0.1f);
    Measurements constant = PatchMeasuring.whole(plane(v, 30, 30));
    assertEquals(0, constant.get("content"), 0);
    assertEquals(1, constant.get("roughness_4"), 0);
    assertEquals(3, constant.get("kurtosis"), 0);
    java.util.Arrays.fill(v, Float.NaN);
    for (double value : PatchMeasuring.whole(plane(v, 30, 30)).values())
      assertTrue(Double.isNaN(value));
  }

  @Test
  public void aPatchSmallerThanTheDistancesHasFigures() {
    for (double value : PatchMeasuring.whole(plane(noise(25, 4), 5, 5)).values())
      assertTrue(Double.isFinite(value));
  }

  @Test
  public void itCanBeCancelledAndRefusesAnotherPlane() {
    PatchGrid grid = new PatchGrid(30, 30, 10, 10);
    assertThrows(
        CancellationException.class,
        () -> PatchMeasuring.measure(plane(new float[900], 30, 30), grid, () -> true));
    assertThrows(
        IllegalArgumentException.class,
        () -> PatchMeasuring.measure(plane(new float[600], 30, 20), grid, () -> false));
  }

  private static float[] noise(int count, double sd) {
    Random random = new Random(7);
    float[] v = new float[count];
    for (int i = 0; i < count; i++) v[i] = (float) (sd * random.nextGaussian());
    return v;
  }

  private static Img<FloatType> plane(float[] v, int w, int h) {
    return ArrayImgs.floats(v, w, h);
  }
}
