package org.unstained.segment;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;
import org.junit.Test;
import org.unstained.segment.SegmentationSettings.Appearance;
import org.unstained.segment.SegmentationSettings.Split;
import org.unstained.segment.SegmentationSettings.ThresholdMethod;

public class SegmenterTest {
  private static final double ANY = Double.POSITIVE_INFINITY;

  private static SegmentationSettings settings(
      Appearance appearance, ThresholdMethod method, double level, Split split) {
    return new SegmentationSettings(
        appearance, method, level, 0.7, 0, 0, 100, 1, split, 0.1, 10, ANY, true, false);
  }

  private static SegmentationSettings plain(double smallest, double largest, boolean keepBorder) {
    return new SegmentationSettings(
        Appearance.BRIGHT,
        ThresholdMethod.OTSU,
        0,
        0,
        0,
        0,
        100,
        0,
        Split.NONE,
        0.1,
        smallest,
        largest,
        keepBorder,
        false);
  }

  private static Segmentation segment(
      RandomAccessibleInterval<? extends RealType<?>> plane, SegmentationSettings settings) {
    return Segmenter.segment(plane, null, settings, p -> {}, () -> false);
  }

  @Test
  public void anyCutIntoBandsGivesTheLabelMapOfTheWhole() {
    var field = Paint.field(300, 212, 90, 4);
    for (Appearance appearance : Appearance.values())
      for (ThresholdMethod method : ThresholdMethod.values())
        for (Split split : new Split[] {Split.SHAPE, Split.INTENSITY, Split.NUCLEI})
          for (double background : new double[] {0, 20}) {
            if (background > 0 && split != Split.SHAPE) continue;
            double level = method == ThresholdMethod.MANUAL ? 400 : 0;
            SegmentationSettings s =
                new SegmentationSettings(
                    appearance,
                    method,
                    level,
                    0.7,
                    0,
                    background,
                    99,
                    1,
                    split,
                    0.1,
                    5,
                    ANY,
                    true,
                    false);
            int[] whole = null;
            for (int rows : new int[] {212, 4, 36, 64}) {
              Segmentation found = Segmenter.segment(field, field, s, rows, p -> {}, () -> false);
              if (whole == null) whole = Paint.labels(found);
              else assertArrayEquals(s + " bands of " + rows, whole, Paint.labels(found));
            }
          }
  }

  @Test
  public void anyNumberOfThreadsGivesTheSameLabelMap() throws Exception {
    var field = Paint.field(500, 400, 250, 9);
    int[] expected = Paint.labels(segment(field, SegmentationSettings.defaults()));
    for (int threads : new int[] {1, 2, 5}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      int[] found =
          pool.submit(() -> Paint.labels(segment(field, SegmentationSettings.defaults()))).get();
      pool.shutdown();
      assertArrayEquals(expected, found);
    }
  }

  @Test
  public void labelsCountInReadingOrderWithoutGaps() {
    var field = Paint.field(400, 300, 150, 2);
    Segmentation found = segment(field, SegmentationSettings.defaults());
    assertTrue("cells: " + found.cells(), found.cells() > 50);
    int next = 1;
    for (int label : Paint.labels(found)) {
      assertTrue("label " + label + " before " + next, label <= next);
      if (label == next) next++;
    }
    assertEquals(found.cells(), next - 1);
  }

  @Test
  public void darkCellsAreFoundLikeBrightOnes() {
    float[] bright = Paint.discs(80, 60, new double[] {20, 20, 9}, new double[] {60, 35, 12});
    float[] dark = new float[bright.length];
    for (int i = 0; i < dark.length; i++) dark[i] = 300 - bright[i];
    for (ThresholdMethod method :
        new ThresholdMethod[] {ThresholdMethod.OTSU, ThresholdMethod.LOCAL})
      assertArrayEquals(
          Paint.labels(
              segment(
                  ArrayImgs.floats(bright, 80, 60),
                  settings(Appearance.BRIGHT, method, 0, Split.SHAPE))),
          Paint.labels(
              segment(
                  ArrayImgs.floats(dark, 80, 60),
                  settings(Appearance.DARK, method, 0, Split.SHAPE))));
    Segmentation manual =
        segment(
            ArrayImgs.floats(dark, 80, 60),
            settings(Appearance.DARK, ThresholdMethod.MANUAL, 250, Split.SHAPE));
    assertEquals("a manual level counts in units of the image", 2, manual.cells());
    assertEquals(250, manual.threshold(), 0);
  }

  @Test
  public void outlinesAreFilled() {
    float[] data = new float[100 * 80];
    for (int y = 0; y < 80; y++)
      for (int x = 0; x < 100; x++) {
        double ring = Math.abs(Math.hypot(x - 50, y - 40) - 20);
        data[y * 100 + x] = (float) (100 + 80 * Math.exp(-ring * ring / 4));
      }
    Segmentation found =
        segment(
            ArrayImgs.floats(data, 100, 80),
            settings(Appearance.OUTLINES, ThresholdMethod.OTSU, 0, Split.SHAPE));
    assertEquals(1, found.cells());
    assertEquals("the middle belongs to the cell", 1, Paint.labels(found)[40 * 100 + 50]);
  }

  @Test
  public void outlinesCutByTheBorderAreFilledToo() {
    float[] data = new float[200 * 150];
    for (int y = 0; y < 150; y++)
      for (int x = 0; x < 200; x++) {
        double ring = Math.abs(Math.hypot(x - 100, y) - 12);
        data[y * 200 + x] = (float) (100 + 80 * Math.exp(-ring * ring / 4));
      }
    Segmentation found =
        segment(
            ArrayImgs.floats(data, 200, 150),
            settings(Appearance.OUTLINES, ThresholdMethod.OTSU, 0, Split.NONE));
    assertEquals(1, found.cells());
    assertEquals("the middle belongs to the cell", 1, Paint.labels(found)[100]);
  }

  @Test
  public void theLocalThresholdCopesWithUnevenLight() {
    int width = 1600;
    float[] data = new float[width * 200];
    for (int i = 0; i < data.length; i++) data[i] = 100 + i % width; // ground 100–1700
    for (int cx = 100; cx < width; cx += 200)
      for (int y = 90; y < 110; y++)
        for (int x = cx - 10; x < cx + 10; x++) data[y * width + x] += 300;
    var plane = ArrayImgs.floats(data, width, 200);
    assertTrue(
        "one threshold can't",
        foundAlone(
                segment(plane, settings(Appearance.BRIGHT, ThresholdMethod.OTSU, 0, Split.NONE)),
                width)
            < 3);
    int local =
        foundAlone(
            segment(plane, settings(Appearance.BRIGHT, ThresholdMethod.LOCAL, 0, Split.NONE)),
            width);
    // Where the light is brightest at the border, the ground can't be told from a large cell.
    assertTrue("found " + local + " of 8", local >= 7);
  }

  /** Squares of 20 pixels that have a label of about their size. */
  private static int foundAlone(Segmentation found, int width) {
    int[] labels = Paint.labels(found);
    int n = 0;
    for (int cx = 100; cx < width; cx += 200) {
      int label = labels[100 * width + cx];
      long area = Arrays.stream(labels).filter(l -> l == label).count();
      if (label != 0 && area > 300 && area < 500) n++;
    }
    return n;
  }

  @Test
  public void sizesAreInclusiveBounds() {
    float[] data = new float[60 * 20];
    int[][] squares = {{2, 3}, {10, 4}, {20, 5}}; // x, side
    for (int[] s : squares)
      for (int y = 5; y < 5 + s[1]; y++)
        for (int x = s[0]; x < s[0] + s[1]; x++) data[y * 60 + x] = 50;
    var plane = ArrayImgs.floats(data, 60, 20);
    assertEquals(3, segment(plane, plain(0, ANY, true)).cells());
    assertEquals(3, segment(plane, plain(9, 25, true)).cells());
    assertEquals(1, segment(plane, plain(10, 24, true)).cells());
    assertEquals(0, segment(plane, plain(26, ANY, true)).cells());
  }

  @Test
  public void cellsAtTheBorderGoOnRequest() {
    float[] data = new float[40 * 30];
    for (int y = 0; y < 5; y++) for (int x = 10; x < 15; x++) data[y * 40 + x] = 50;
    for (int y = 10; y < 15; y++) for (int x = 35; x < 40; x++) data[y * 40 + x] = 50;
    for (int y = 25; y < 30; y++) for (int x = 3; x < 8; x++) data[y * 40 + x] = 50;
    for (int y = 10; y < 15; y++) for (int x = 10; x < 15; x++) data[y * 40 + x] = 50;
    var plane = ArrayImgs.floats(data, 40, 30);
    assertEquals(4, segment(plane, plain(0, ANY, true)).cells());
    Segmentation inner = segment(plane, plain(0, ANY, false));
    assertEquals(1, inner.cells());
    assertEquals(1, Paint.labels(inner)[12 * 40 + 12]);
  }

  @Test
  public void nucleiOfASecondChannelPartCells() {
    float[] cells = new float[60 * 30];
    for (int y = 8; y < 22; y++) for (int x = 5; x < 55; x++) cells[y * 60 + x] = 50;
    float[] nuclei =
        Paint.discs(
            60, 30, new double[] {15, 15, 4}, new double[] {30, 15, 4}, new double[] {45, 15, 4});
    SegmentationSettings s = settings(Appearance.BRIGHT, ThresholdMethod.OTSU, 0, Split.NUCLEI);
    Segmentation found =
        Segmenter.segment(
            ArrayImgs.floats(cells, 60, 30),
            ArrayImgs.floats(nuclei, 60, 30),
            s,
            p -> {},
            () -> false);
    assertEquals(3, found.cells());
    assertThrows(IllegalArgumentException.class, () -> segment(ArrayImgs.floats(cells, 60, 30), s));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Segmenter.segment(
                ArrayImgs.floats(cells, 60, 30),
                ArrayImgs.floats(new float[100], 10, 10),
                s,
                p -> {},
                () -> false));
  }

  @Test
  public void linesPartTouchingCells() {
    float[] data = Paint.discs(60, 40, new double[] {18, 20, 12}, new double[] {40, 20, 12});
    SegmentationSettings s =
        new SegmentationSettings(
            Appearance.BRIGHT,
            ThresholdMethod.OTSU,
            0,
            0,
            0,
            0,
            100,
            0,
            Split.SHAPE,
            0.1,
            0,
            ANY,
            true,
            true);
    int[] labels = Paint.labels(segment(ArrayImgs.floats(data, 60, 40), s));
    int line = 0;
    for (int i = 0; i < labels.length; i++) if (data[i] == 100 && labels[i] == 0) line++;
    assertTrue("pixels of the line: " + line, line >= 8 && line <= 20);
  }

  @Test
  public void pixelTypeAndOriginMakeNoDifference() {
    float[] data = Paint.discs(70, 50, new double[] {20, 20, 9}, new double[] {50, 30, 12});
    byte[] bytes = new byte[data.length];
    short[] shorts = new short[data.length];
    for (int i = 0; i < data.length; i++) bytes[i] = (byte) (shorts[i] = (short) data[i]);
    var floats = ArrayImgs.floats(data, 70, 50);
    int[] expected = Paint.labels(segment(floats, SegmentationSettings.defaults()));
    assertArrayEquals(
        expected,
        Paint.labels(
            segment(ArrayImgs.unsignedBytes(bytes, 70, 50), SegmentationSettings.defaults())));
    assertArrayEquals(
        expected,
        Paint.labels(
            segment(ArrayImgs.unsignedShorts(shorts, 70, 50), SegmentationSettings.defaults())));
    assertArrayEquals(
        expected,
        Paint.labels(segment(Views.translate(floats, -7, 1000), SegmentationSettings.defaults())));
  }

  @Test
  public void nanIsGroundAndInfinityIsCell() {
    float[] data = Paint.discs(70, 50, new double[] {20, 20, 9}, new double[] {50, 30, 12});
    data[5 * 70 + 5] = Float.NaN;
    data[20 * 70 + 20] = Float.POSITIVE_INFINITY;
    data[40 * 70 + 5] = Float.NEGATIVE_INFINITY;
    SegmentationSettings s =
        new SegmentationSettings(
            Appearance.BRIGHT,
            ThresholdMethod.LOCAL,
            0,
            0,
            0,
            0,
            100,
            1,
            Split.SHAPE,
            0.1,
            0,
            ANY,
            true,
            false);
    Segmentation found = segment(ArrayImgs.floats(data, 70, 50), s);
    assertEquals(2, found.cells());
  }

  @Test
  public void aPlaneWithoutContrastIsRefusedUnlessTheLevelIsManual() {
    float[] flat = new float[64];
    Arrays.fill(flat, 7);
    var plane = ArrayImgs.floats(flat, 8, 8);
    for (ThresholdMethod method : ThresholdMethod.values()) {
      SegmentationSettings s = settings(Appearance.BRIGHT, method, 0.5, Split.SHAPE);
      if (method == ThresholdMethod.MANUAL)
        assertEquals("all above the level: one cell", 1, segment(plane, s).cells());
      else {
        IllegalArgumentException error =
            assertThrows(IllegalArgumentException.class, () -> segment(plane, s));
        assertTrue(error.getMessage(), error.getMessage().contains("the same value"));
      }
    }
  }

  @Test
  public void onePixelWorksWithAManualLevel() {
    SegmentationSettings s =
        new SegmentationSettings(
            Appearance.BRIGHT,
            ThresholdMethod.MANUAL,
            5,
            1,
            1,
            4,
            100,
            2,
            Split.SHAPE,
            0.1,
            0,
            ANY,
            true,
            false);
    assertEquals(0, segment(ArrayImgs.floats(new float[] {3}, 1, 1), s).cells());
    assertEquals(
        1,
        segment(
                ArrayImgs.floats(new float[] {9}, 1, 1),
                new SegmentationSettings(
                    Appearance.BRIGHT,
                    ThresholdMethod.MANUAL,
                    5,
                    1,
                    1,
                    0,
                    100,
                    2,
                    Split.SHAPE,
                    0.1,
                    0,
                    ANY,
                    true,
                    false))
            .cells());
  }

  @Test
  public void numbersOutOfRangeAreRefusedByName() {
    SegmentationSettings d = SegmentationSettings.defaults();
    assertRefused("smoothing", () -> plainWith(-1, 100, 0.1, 0, ANY));
    assertRefused("smoothing", () -> plainWith(Double.NaN, 100, 0.1, 0, ANY));
    assertRefused("cap", () -> plainWith(0, 0, 0.1, 0, ANY));
    assertRefused("cap", () -> plainWith(0, 101, 0.1, 0, ANY));
    assertRefused("tolerance", () -> plainWith(0, 100, 1.5, 0, ANY));
    assertRefused("smallest", () -> plainWith(0, 100, 0.1, -3, ANY));
    assertRefused("largest", () -> plainWith(0, 100, 0.1, 50, 20));
    assertEquals(ThresholdMethod.LOCAL, d.method());
  }

  private static SegmentationSettings plainWith(
      double smoothing, double cap, double tolerance, double smallest, double largest) {
    return new SegmentationSettings(
        Appearance.BRIGHT,
        ThresholdMethod.OTSU,
        0,
        smoothing,
        0,
        0,
        cap,
        1,
        Split.SHAPE,
        tolerance,
        smallest,
        largest,
        true,
        false);
  }

  private static void assertRefused(String name, org.junit.function.ThrowingRunnable call) {
    IllegalArgumentException error = assertThrows(IllegalArgumentException.class, call);
    assertTrue(error.getMessage(), error.getMessage().contains("'" + name + "'"));
  }

  @Test
  public void otherThanTwoDimensionsAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> segment(ArrayImgs.floats(3, 3, 3), SegmentationSettings.defaults()));
  }

  @Test
  public void cancelingStops() {
    assertThrows(
        CancellationException.class,
        () ->
            Segmenter.segment(
                Paint.field(100, 100, 9, 1),
                null,
                SegmentationSettings.defaults(),
                p -> {},
                () -> true));
  }

  @Test
  public void stepsEndWithTheSameLabelsAsTheSegmentation() {
    var field = Paint.field(150, 120, 30, 3);
    for (Appearance appearance : Appearance.values()) {
      SegmentationSettings s = settings(appearance, ThresholdMethod.LOCAL, 0, Split.SHAPE);
      var steps = Segmenter.steps(field, null, s);
      assertEquals(appearance == Appearance.OUTLINES, steps.containsKey("gradient"));
      assertTrue(
          steps
              .keySet()
              .containsAll(java.util.List.of("smoothed", "mask", "filled", "opened", "distance")));
      int[] expected = Paint.labels(segment(field, s));
      var labels = steps.get("labels").randomAccess();
      for (int i = 0; i < expected.length; i++)
        assertEquals(expected[i], labels.setPositionAndGet(i % 150, i / 150).getRealDouble(), 0);
    }
  }
}
