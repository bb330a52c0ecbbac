package org.unstained.cells;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.img.planar.PlanarImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.util.ImgUtil;
import org.junit.Test;

public class IntensitiesTest {
  /** Sums in double, in another order. */
  private static final double ROUNDING = 1e-9;

  private static final List<String> COLUMNS =
      List.of(
          "mean_intensity",
          "sd_intensity",
          "min_intensity",
          "max_intensity",
          "median_intensity",
          "integrated_intensity");

  private static double[] measure(
      Region region, RandomAccessibleInterval<? extends RealType<?>> c) {
    Measurements m =
        Cells.measure(List.of(region), List.of(c), PixelSize.PIXELS).get(0).measurements();
    return COLUMNS.stream().mapToDouble(m::get).toArray();
  }

  private static double[] plainly(double... pixels) {
    double[] v = Arrays.stream(pixels).filter(p -> !Double.isNaN(p)).sorted().toArray();
    int n = v.length;
    double mean = Arrays.stream(v).sum() / n;
    double squares = Arrays.stream(v).map(p -> (p - mean) * (p - mean)).sum();
    double sd = n > 1 ? Math.sqrt(squares / (n - 1)) : Double.NaN;
    double median = (v[n / 2] + v[(n - 1) / 2]) / 2;
    return new double[] {mean, sd, v[0], v[n - 1], median, Arrays.stream(v).sum()};
  }

  @Test
  public void statisticsOfFewPixelsAreThoseOfTheBook() {
    float[] pixels = {9, 1, 2, 4, 3, 9};
    assertArrayEquals(
        new double[] {2.5, Math.sqrt(5 / 3.0), 1, 4, 2.5, 10},
        measure(Region.rectangle(1, 1, 0, 4, 1), ArrayImgs.floats(pixels, 6, 1)),
        ROUNDING);
  }

  @Test
  public void statisticsOfRandomPixelsEqualThePlainOnes() {
    Random random = new Random(8);
    for (int n = 1; n < 1200; n = n * 3 / 2 + 1) {
      int few = random.nextInt(40) + 1; // many ties
      for (Supplier<Double> value :
          List.<Supplier<Double>>of(
              random::nextGaussian,
              () -> (double) random.nextInt(few),
              () -> random.nextInt(50) == 0 ? 1e6 : random.nextDouble())) {
        double[] pixels = Stream.generate(value).limit(n).mapToDouble(v -> v).toArray();
        double[] expected = plainly(pixels);
        double[] actual =
            measure(Region.rectangle(1, 0, 0, n, 1), ArrayImgs.doubles(pixels.clone(), n, 1));
        for (int i = 0; i < expected.length; i++)
          assertEquals(
              COLUMNS.get(i) + n, expected[i], actual[i], ROUNDING * (1 + Math.abs(expected[i])));
      }
    }
  }

  @Test
  public void everyKindOfImageReadsAlike() {
    Random random = new Random(4);
    int w = 17;
    int h = 11;
    int[] values = random.ints(w * h, 0, 256).toArray();
    byte[] bytes = new byte[w * h];
    short[] shorts = new short[w * h];
    float[] floats = new float[w * h];
    long[] longs = new long[w * h];
    Img<UnsignedShortType> cells = new CellImgFactory<>(new UnsignedShortType(), 5).create(w, h);
    Img<UnsignedShortType> planar = PlanarImgs.unsignedShorts(w, h);
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
      shorts[i] = (short) values[i];
      floats[i] = values[i];
      longs[i] = values[i];
      cells.getAt(i % w, i / w).set(values[i]);
    }
    ImgUtil.copy(cells, planar);
    List<RandomAccessibleInterval<? extends RealType<?>>> images =
        List.of(
            ArrayImgs.unsignedBytes(bytes, w, h),
            ArrayImgs.unsignedShorts(shorts, w, h),
            ArrayImgs.ints(values, w, h),
            ArrayImgs.floats(floats, w, h),
            ArrayImgs.longs(longs, w, h),
            cells,
            planar);
    Region region = new Region(1, new int[] {1, 2, 9, 1, 11, 17, 5, 0, 1, 10, 3, 17});
    double[] expected = measure(region, images.get(2));
    for (var image : images) assertArrayEquals(expected, measure(region, image), 0);
  }

  @Test
  public void signedPixelsStaySigned() {
    double[] signed =
        measure(Region.rectangle(1, 0, 0, 3, 1), ArrayImgs.shorts(new short[] {-5, -1, 3}, 3, 1));
    assertEquals(-1, signed[0], 0);
    assertEquals(-5, signed[2], 0);
    byte[] bytes = {-5, -1, 3};
    assertEquals(-5, measure(Region.rectangle(1, 0, 0, 3, 1), ArrayImgs.bytes(bytes, 3, 1))[2], 0);
  }

  @Test
  public void pixelsWithoutAValueAreLeftOut() {
    float[] pixels = {Float.NaN, 2, Float.NaN, 6, 4};
    assertArrayEquals(
        new double[] {4, 2, 2, 6, 4, 12},
        measure(Region.rectangle(1, 0, 0, 5, 1), ArrayImgs.floats(pixels, 5, 1)),
        ROUNDING);
  }

  @Test
  public void aCellWithoutAnyValueHasNone() {
    float[] pixels = {Float.NaN, Float.NaN, 1};
    for (double v : measure(Region.rectangle(1, 0, 0, 2, 1), ArrayImgs.floats(pixels, 3, 1)))
      assertTrue(Double.isNaN(v));
  }

  @Test
  public void onePixelHasNoDeviation() {
    double[] one =
        measure(Region.rectangle(1, 1, 0, 1, 1), ArrayImgs.floats(new float[] {1, 7}, 2, 1));
    assertArrayEquals(new double[] {7, Double.NaN, 7, 7, 7, 7}, one, 0);
  }

  @Test
  public void infinitePixelsDoNotHarmTheMedian() {
    double[] pixels = new double[1001];
    for (int i = 0; i < pixels.length; i++) pixels[i] = i;
    pixels[1000] = Double.POSITIVE_INFINITY;
    pixels[0] = Double.NEGATIVE_INFINITY;
    double[] m = measure(Region.rectangle(1, 0, 0, 1001, 1), ArrayImgs.doubles(pixels, 1001, 1));
    assertEquals(500, m[4], 0);
    assertEquals(Double.POSITIVE_INFINITY, m[3], 0);
  }

  @Test
  public void aCellTooLargeToKeepHasTheSameFigures() {
    Random random = new Random(2);
    for (int n : new int[] {50, 51, 400}) {
      double[] pixels = random.doubles(n, -3, 3).toArray();
      for (int i = 0; i < n; i += 7) pixels[i] = Math.rint(pixels[i]);
      pixels[3] = Double.NaN;
      PixelRows rows = PixelRows.of(ArrayImgs.doubles(pixels, n, 1));
      Region region = Region.rectangle(1, 0, 0, n, 1);
      IntensityFigures kept = new Intensities(new RegionPixels(rows)).measure(region);
      IntensityFigures walked = new Intensities(new RegionPixels(rows, 16)).measure(region);
      assertEquals(kept.mean(), walked.mean(), ROUNDING);
      assertEquals(kept.sd(), walked.sd(), ROUNDING);
      assertEquals(kept.min(), walked.min(), 0);
      assertEquals(kept.max(), walked.max(), 0);
      assertEquals(kept.median(), walked.median(), 0);
      assertEquals(kept.integrated(), walked.integrated(), ROUNDING);
    }
  }

  @Test
  public void eachOfSeveralChannelsHasItsColumns() {
    Measurements m =
        Cells.measure(
                LabelMaps.of("11"),
                List.of(
                    ArrayImgs.floats(new float[] {1, 3}, 2, 1),
                    ArrayImgs.unsignedBytes(new byte[] {10, 30}, 2, 1)),
                PixelSize.PIXELS)
            .get(0)
            .measurements();
    assertEquals(2, m.get("ch1_mean_intensity"), 0);
    assertEquals(20, m.get("ch2_mean_intensity"), 0);
    assertEquals(40, m.get("ch2_integrated_intensity"), 0);
  }
}
