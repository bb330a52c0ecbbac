package org.unstained.models;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.unstained.models.TestPackages.messageOf;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.Test;
import org.unstained.models.PreprocessingStep.Clip;
import org.unstained.models.PreprocessingStep.FixedMeanVariance;
import org.unstained.models.PreprocessingStep.ScaleLinear;
import org.unstained.models.PreprocessingStep.ScaleRange;
import org.unstained.models.PreprocessingStep.ZeroMeanUnitVariance;

public class PreprocessingTest {
  /** Results are floats of size 1 or so. */
  private static final float ROUNDING = 1e-6f;

  @Test
  public void scaleLinearMultipliesThenAdds() {
    assertArrayEquals(
        new float[] {1, 5, 9}, done(new ScaleLinear(List.of(2.), List.of(-1.)), 1, 3, 5), ROUNDING);
  }

  @Test
  public void clipCutsAtBothEnds() {
    assertArrayEquals(new float[] {-1, 2, 0}, done(new Clip(-1, 2), -7, 9, 0), ROUNDING);
  }

  @Test
  public void scaleRangeTakesPercentilesBetweenValues() {
    // 25 % of 0, 1, 2, 10 lies at rank 0.75: 0.75; 75 % at rank 2.25: 2 + 0.25 · 8 = 4.
    assertArrayEquals(
        new float[] {-0.75f / 3.25f, 0.25f / 3.25f, 1.25f / 3.25f, 9.25f / 3.25f},
        done(new ScaleRange(25, 75, 0, true), 0, 1, 2, 10),
        ROUNDING);
  }

  @Test
  public void zeroMeanUnitVarianceDividesByN() {
    // Mean 5, deviation 2 with n (2.138 with n − 1).
    assertArrayEquals(
        new float[] {-1.5f, -0.5f, -0.5f, -0.5f, 0, 0, 1, 2},
        done(new ZeroMeanUnitVariance(0, true), 2, 4, 4, 4, 5, 5, 7, 9),
        ROUNDING);
  }

  @Test
  public void epsilonIsAddedToTheDivisor() {
    assertArrayEquals(
        new float[] {-1 / 1.1f, 1 / 1.1f},
        done(new ZeroMeanUnitVariance(0.1, true), -1, 1),
        ROUNDING);
    assertArrayEquals(
        new float[] {0, 1 / 1.1f}, done(new ScaleRange(0, 100, 0.1, true), 5, 6), ROUNDING);
  }

  @Test
  public void channelsHaveTheirOwnFiguresOrShareThem() {
    float[] a = {0, 2};
    float[] b = {10, 30};
    Preprocessing.apply(List.of(new ScaleRange(0, 100, 0, true)), a, b);
    assertArrayEquals(new float[] {0, 1}, a, ROUNDING);
    assertArrayEquals(new float[] {0, 1}, b, ROUNDING);
    float[] c = {0, 2};
    float[] d = {10, 30};
    Preprocessing.apply(List.of(new ScaleRange(0, 100, 0, false)), c, d);
    assertArrayEquals(new float[] {0, 2 / 30f}, c, ROUNDING);
    assertArrayEquals(new float[] {1 / 3f, 1}, d, ROUNDING);
    float[] e = {1, 1};
    float[] f = {1, 1};
    Preprocessing.apply(List.of(new FixedMeanVariance(List.of(0., 3.), List.of(2.))), e, f);
    assertArrayEquals(new float[] {.5f, .5f}, e, ROUNDING);
    assertArrayEquals(new float[] {-1, -1}, f, ROUNDING);
  }

  @Test
  public void stepsSeeWhatTheOnesBeforeThemLeft() {
    // Clipped to 0…4, then 0…1, then mean 0.5 and deviation 0.5.
    float[] values = {-9, 0, 4, 99};
    Preprocessing.apply(
        List.of(new Clip(0, 4), new ScaleRange(0, 100, 0, true), new ZeroMeanUnitVariance(0, true)),
        values);
    assertArrayEquals(new float[] {-1, -1, 1, 1}, values, ROUNDING);
    float[] turned = {1, 2, 3};
    Preprocessing.apply(
        List.of(new ScaleLinear(List.of(-1.), List.of(0.)), new ScaleRange(0, 100, 0, true)),
        turned);
    assertArrayEquals(new float[] {1, .5f, 0}, turned, ROUNDING);
  }

  @Test
  public void constantImagesBecomeZero() {
    assertArrayEquals(new float[2], done(new ScaleRange(1, 99, 0, true), 7, 7), 0);
    assertArrayEquals(new float[2], done(new ZeroMeanUnitVariance(1e-6, true), 7, 7), 0);
  }

  @Test
  public void whatIsNotFiniteDoesNotCountAndBecomesZero() {
    float nan = Float.NaN;
    float infinite = Float.POSITIVE_INFINITY;
    assertArrayEquals(
        new float[] {0, -1, 0, 1},
        done(new ZeroMeanUnitVariance(0, true), nan, 1, infinite, 3),
        ROUNDING);
    assertArrayEquals(new float[1], done(new ScaleRange(0, 100, 0, true), nan), 0);
  }

  @Test
  public void percentilesOfLargePlanesAreThoseOfSorting() {
    Random random = new Random(1);
    int width = 611;
    int height = 307;
    float[] values = new float[width * height];
    for (int i = 0; i < values.length; i++)
      values[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(8) - 4));
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    RandomAccessibleInterval<? extends RealType<?>> plane =
        Views.translate(ArrayImgs.floats(values, width, height), -40, 17);
    PlaneValues figures = new PlaneValues(List.of(plane));
    double[] percentages = {0, 0.1, 1, 37.123, 50, 99.8, 100};
    double[] found = figures.percentiles(Normalisation.none(1), 0, percentages);
    for (int i = 0; i < percentages.length; i++) {
      double rank = percentages[i] / 100 * (sorted.length - 1);
      int low = (int) rank;
      int high = Math.min(low + 1, sorted.length - 1);
      assertEquals(sorted[low] + (rank - low) * ((double) sorted[high] - sorted[low]), found[i], 0);
    }
  }

  @Test
  public void integerPlanesGiveTheSameAsFloats() {
    Random random = new Random(2);
    int side = 400;
    short[] shorts = new short[side * side];
    float[] floats = new float[shorts.length];
    for (int i = 0; i < shorts.length; i++) {
      shorts[i] = (short) random.nextInt(1 << 16);
      floats[i] = shorts[i] & 0xFFFF;
    }
    List<PreprocessingStep> steps =
        List.of(new ScaleRange(1, 99, 1e-6, true), new ZeroMeanUnitVariance(1e-6, true));
    Normalisation ofShorts =
        Preprocessing.measure(steps, List.of(ArrayImgs.unsignedShorts(shorts, side, side)));
    Normalisation ofFloats =
        Preprocessing.measure(steps, List.of(ArrayImgs.floats(floats, side, side)));
    for (float value : new float[] {0, 1, 30_000, 65_535})
      assertEquals(ofFloats.of(0, value), ofShorts.of(0, value), 0);
    assertEquals(side * side, floats.length);
  }

  @Test
  public void countedPlanesGiveWhatTheirPixelsGive() {
    Random random = new Random(4);
    int width = 613;
    int height = 431;
    byte[] bytes = new byte[width * height];
    short[] shorts = new short[width * height];
    random.nextBytes(bytes);
    for (int i = 0; i < shorts.length; i++)
      shorts[i] = (short) (40_000 + 900 * random.nextGaussian());
    for (RandomAccessibleInterval<? extends RealType<?>> plane :
        List.<RandomAccessibleInterval<? extends RealType<?>>>of(
            ArrayImgs.unsignedBytes(bytes, width, height),
            ArrayImgs.unsignedShorts(shorts, width, height),
            Views.translate(ArrayImgs.unsignedShorts(shorts, width, height), -7, 30))) {
      assertTrue(ValueCounts.areCheap(plane));
      double[] values = new double[width * height];
      int n = 0;
      for (RealType<?> pixel : Views.flatIterable(plane)) values[n++] = pixel.getRealDouble();
      double mean = Arrays.stream(values).average().orElseThrow();
      double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / n;
      Arrays.sort(values);
      PlaneValues figures = new PlaneValues(List.of(plane));
      double[] found = figures.meanAndDeviation(Normalisation.none(1), 0);
      assertEquals(mean, found[0], 0); // sums of whole numbers are exact
      assertEquals(Math.sqrt(variance), found[1], Math.sqrt(variance) * 1e-12);
      double[] percentile = figures.percentiles(Normalisation.none(1), 0, 0, 25, 100);
      double rank = 0.25 * (n - 1);
      int low = (int) rank;
      double quarter = values[low] + (rank - low) * (values[low + 1] - values[low]);
      assertArrayEquals(new double[] {values[0], quarter, values[n - 1]}, percentile, 0);
    }
  }

  @Test
  public void channelsOfOtherSizesOrNumbersAreRefused() {
    String sizes =
        messageOf(
            () ->
                Preprocessing.measure(
                    List.of(), List.of(ArrayImgs.floats(2, 2), ArrayImgs.floats(2, 3))));
    assertTrue(sizes, sizes.contains("different sizes"));
    String number =
        messageOf(
            () ->
                Preprocessing.measure(
                    List.of(new ScaleLinear(List.of(1., 2.), List.of(0.))),
                    List.of(ArrayImgs.floats(2, 2))));
    assertTrue(number, number.contains("2 values for 1 channels"));
  }

  private static float[] done(PreprocessingStep step, float... values) {
    Preprocessing.apply(List.of(step), values);
    return values;
  }
}
