package org.unstained.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.plugin.filter.RankFilters;
import ij.process.ShortProcessor;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.Test;

public class MedianFilterTest {

  private static double[] values(RandomAccessibleInterval<? extends RealType<?>> plane) {
    double[] values = new double[(int) plane.size()];
    var access = plane.randomAccess();
    for (int i = 0; i < values.length; i++) {
      access.setPosition(plane.min(0) + i % plane.dimension(0), 0);
      access.setPosition(plane.min(1) + i / plane.dimension(0), 1);
      values[i] = access.get().getRealDouble();
    }
    return values;
  }

  private static double[] bruteForce(double[] image, int w, int h, int radius) {
    double[] result = new double[image.length];
    for (int y = 0; y < h; y++)
      for (int x = 0; x < w; x++) {
        double[] window = new double[(2 * radius + 1) * (2 * radius + 1)];
        int n = 0;
        for (int v = y - radius; v <= y + radius; v++)
          for (int u = x - radius; u <= x + radius; u++)
            window[n++] = image[mirrored(v, h) * w + mirrored(u, w)];
        Arrays.sort(window);
        result[y * w + x] = window[n / 2];
      }
    return result;
  }

  /** Walks from 0 and turns at each end, where the edge counts twice. */
  private static int mirrored(int i, int n) {
    int at = i;
    while (at < 0 || at >= n) at = at < 0 ? -1 - at : 2 * n - 1 - at;
    return at;
  }

  @Test
  public void everyTypeAndRadiusAgreesWithBruteForce() {
    Random random = new Random(1);
    for (int[] size : new int[][] {{1, 1}, {1, 7}, {9, 1}, {2, 3}, {7, 6}, {40, 23}})
      for (int radius = 0; radius <= 4; radius++) {
        int w = size[0], h = size[1], n = w * h;
        byte[] bytes = new byte[n];
        random.nextBytes(bytes);
        short[] shorts = new short[n];
        float[] floats = new float[n];
        double[] doubles = new double[n];
        for (int i = 0; i < n; i++) {
          shorts[i] = (short) random.nextInt();
          floats[i] =
              random.nextInt(5) == 0 ? random.nextInt(3) - 1 : (float) random.nextGaussian();
          doubles[i] = random.nextInt(100);
        }
        check(ArrayImgs.unsignedBytes(bytes, w, h), radius);
        check(ArrayImgs.unsignedShorts(shorts, w, h), radius);
        check(ArrayImgs.shorts(shorts, w, h), radius);
        check(ArrayImgs.floats(floats, w, h), radius);
        check(ArrayImgs.doubles(doubles, w, h), radius);
      }
  }

  private static void check(RandomAccessibleInterval<? extends RealType<?>> plane, int radius) {
    double[] before = values(plane);
    var result = MedianFilter.once(plane, radius);
    double[] expected =
        bruteForce(before, (int) plane.dimension(0), (int) plane.dimension(1), radius);
    assertEquals(Arrays.toString(expected), Arrays.toString(values(result)));
    assertEquals("the input stays", Arrays.toString(before), Arrays.toString(values(plane)));
    if (!(plane.getType() instanceof net.imglib2.type.numeric.real.DoubleType))
      assertSame(plane.getType().getClass(), result.getType().getClass());
  }

  @Test
  public void viewsAreFilteredAsTheirCopies() {
    byte[] pixels = new byte[100];
    new Random(2).nextBytes(pixels);
    var part =
        Views.interval(
            ArrayImgs.unsignedBytes(pixels, 10, 10), new long[] {2, 3}, new long[] {8, 9});
    check(part, 2);
  }

  @Test
  public void nanIsTheLargestAndInfinitiesAreOrdered() {
    float[] row = {Float.NaN, 1, 2, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY};
    float[] all = new float[25];
    for (int i = 0; i < 25; i++) all[i] = row[i % 5];
    var result = MedianFilter.once(ArrayImgs.floats(all, 5, 5), 2);
    assertEquals(2, values(result)[12], 0);
    float[] nans = {Float.NaN, Float.NaN, 1};
    assertTrue(Double.isNaN(values(MedianFilter.once(ArrayImgs.floats(nans, 3, 1), 1))[0]));
  }

  /** ImageJ's window of radius 1 is the square of 3×3; it repeats the edge, so does a mirror. */
  @Test
  public void aThreeByThreeMedianIsImageJs() {
    Random random = new Random(3);
    short[] pixels = new short[61 * 47];
    for (int i = 0; i < pixels.length; i++) pixels[i] = (short) random.nextInt(65536);
    ShortProcessor ip = new ShortProcessor(61, 47, pixels.clone(), null);
    new RankFilters().rank(ip, 1, RankFilters.MEDIAN);
    double[] ours = values(MedianFilter.once(ArrayImgs.unsignedShorts(pixels, 61, 47), 1));
    for (int i = 0; i < pixels.length; i++) assertEquals("pixel " + i, ip.get(i), ours[i], 0);
  }

  @Test
  public void repeatingAgreesWithRepeatedBruteForce() {
    Random random = new Random(4);
    for (int round = 0; round < 60; round++) {
      int w = 1 + random.nextInt(14), h = 1 + random.nextInt(14), radius = 1 + random.nextInt(2);
      byte[] pixels = new byte[w * h];
      int levels = 2 + random.nextInt(30);
      for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) random.nextInt(levels);
      var repeated = MedianFilter.repeat(ArrayImgs.unsignedBytes(pixels, w, h), radius, 1000);
      double[] before = null;
      double[] now = values(ArrayImgs.unsignedBytes(pixels, w, h));
      int rounds = 0;
      while (true) {
        double[] next = bruteForce(now, w, h, radius);
        if (Arrays.equals(next, now)) break;
        rounds++;
        if (Arrays.equals(next, before)) {
          now = next;
          break;
        }
        before = now;
        now = next;
      }
      assertTrue(repeated.stable());
      assertEquals(Arrays.toString(now), Arrays.toString(values(repeated.plane())));
      assertEquals(rounds, repeated.rounds());
    }
  }

  @Test
  public void changingToAndFroEnds() {
    // One of the images of 4×2 whose 5×5 median swaps its halves for ever.
    byte[] pixels = {1, 1, 1, 1, 0, 0, 0, 0};
    var repeated = MedianFilter.repeat(ArrayImgs.unsignedBytes(pixels, 4, 2), 2, 1000);
    assertTrue(repeated.stable());
    assertEquals(2, repeated.rounds());
    double[] result = values(repeated.plane());
    double[] next = bruteForce(result, 4, 2, 2);
    assertFalse("it doesn't rest", Arrays.equals(result, next));
    assertEquals(Arrays.toString(result), Arrays.toString(bruteForce(next, 4, 2, 2)));
  }

  @Test
  public void theLimitOfRoundsIsKeptAndSaidSo() {
    byte[] stripes = new byte[40];
    for (int i = 0; i < 40; i++) stripes[i] = (byte) (i % 2);
    var few = MedianFilter.repeat(ArrayImgs.unsignedBytes(stripes, 40, 1), 1, 3);
    assertEquals(3, few.rounds());
    assertFalse(few.stable());
    assertTrue(MedianFilter.repeat(ArrayImgs.unsignedBytes(stripes, 40, 1), 1, 1000).stable());
  }

  @Test
  public void oneThreadGivesTheSame() throws Exception {
    short[] pixels = new short[120 * 90];
    Random random = new Random(5);
    for (int i = 0; i < pixels.length; i++) pixels[i] = (short) random.nextInt(1000);
    var plane = ArrayImgs.unsignedShorts(pixels, 120, 90);
    double[] many = values(MedianFilter.repeat(plane, 2, 1000).plane());
    ForkJoinPool single = new ForkJoinPool(1);
    double[] one = single.submit(() -> values(MedianFilter.repeat(plane, 2, 1000).plane())).get();
    single.shutdown();
    assertEquals(Arrays.toString(many), Arrays.toString(one));
  }

  @Test
  public void badArgumentsAreRefused() {
    var plane = ArrayImgs.unsignedBytes(3, 3);
    assertThrows(IllegalArgumentException.class, () -> MedianFilter.once(plane, -1));
    assertThrows(IllegalArgumentException.class, () -> MedianFilter.repeat(plane, 1, 0));
    assertThrows(
        IllegalArgumentException.class,
        () -> MedianFilter.once(ArrayImgs.unsignedBytes(3, 3, 3), 1));
  }
}
