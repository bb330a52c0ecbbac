package org.unstained.segment;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.cell.CellImg;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.util.ImgUtil;
import org.junit.Test;
import org.unstained.segment.SegmentationSettings.Appearance;
import org.unstained.segment.SegmentationSettings.Split;
import org.unstained.segment.SegmentationSettings.ThresholdMethod;

/** The way without a label map gives what the way with one gives, bit by bit. */
public class SegmentedCellsTest {
  private static final int WIDTH = 410;
  private static final int HEIGHT = 333;
  private static final int CELLS = 160;

  @Test
  public void cellsAreThoseOfTheLabelMapForEverySplit() {
    for (Split split : Split.values())
      for (boolean border : List.of(true, false))
        for (boolean lines : List.of(true, false))
          assertSame(
              settings(Appearance.BRIGHT, ThresholdMethod.LOCAL, split, 20, 400, border, lines, 0));
  }

  @Test
  public void cellsAreThoseOfTheLabelMapForEveryThresholdAndAppearance() {
    for (ThresholdMethod method : ThresholdMethod.values())
      for (Appearance appearance : Appearance.values())
        assertSame(settings(appearance, method, Split.SHAPE, 5, 1e9, true, false, 30));
  }

  private static SegmentationSettings settings(
      Appearance appearance,
      ThresholdMethod method,
      Split split,
      double smallest,
      double largest,
      boolean border,
      boolean lines,
      double background) {
    return new SegmentationSettings(
        appearance,
        method,
        method == ThresholdMethod.MANUAL ? 3000 : 0,
        0.7,
        0,
        background,
        100,
        1.5,
        split,
        0.1,
        smallest,
        largest,
        border,
        lines);
  }

  private static void assertSame(SegmentationSettings settings) {
    var plane = Paint.field(WIDTH, HEIGHT, CELLS, 3);
    var nuclei = Paint.field(WIDTH, HEIGHT, CELLS, 4);
    Segmentation whole = Segmenter.segment(plane, nuclei, settings, p -> {}, () -> false);
    SegmentedCells packed =
        Segmenter.cells(
            inCells(plane, 64, 50), inCells(nuclei, 410, 7), settings, p -> {}, () -> false);
    assertTrue(settings.toString(), whole.cells() > 0);
    assertEquals(whole.cells(), packed.size());
    assertEquals(whole.threshold(), packed.threshold(), 0);
    assertArrayEquals(settings.toString(), Paint.labels(whole), painted(packed, 1000));
    assertArrayEquals(Paint.labels(whole), painted(packed, 17));
    assertArrayEquals(Paint.labels(whole), fromRuns(packed));
  }

  /** The label map, made of so many rows at a time. */
  private static int[] painted(SegmentedCells cells, int rows) {
    int[] all = new int[WIDTH * HEIGHT];
    int[] band = new int[WIDTH * rows];
    for (int y = 0; y < HEIGHT; y += rows) {
      int end = Math.min(HEIGHT, y + rows);
      cells.paint(y, end, band);
      System.arraycopy(band, 0, all, y * WIDTH, (end - y) * WIDTH);
    }
    return all;
  }

  private static int[] fromRuns(SegmentedCells cells) {
    int[] all = new int[WIDTH * HEIGHT];
    for (int number = 1; number <= cells.size(); number++) {
      int[] runs = cells.runs(number);
      assertEquals(runs[0], cells.top(number));
      for (int i = 0; i < runs.length; i += 3)
        for (int x = runs[i + 1]; x < runs[i + 2]; x++) all[runs[i] * WIDTH + x] = number;
    }
    return all;
  }

  static CellImg<UnsignedShortType, ?> inCells(
      RandomAccessibleInterval<UnsignedShortType> plane, int width, int height) {
    CellImg<UnsignedShortType, ?> cells =
        new CellImgFactory<>(new UnsignedShortType(), width, height)
            .create(plane.dimensionsAsLongArray());
    ImgUtil.copy(plane, cells);
    return cells;
  }

  @Test
  public void stripsOfTheLocalThresholdDontShow() {
    RandomAccessibleInterval<? extends RealType<?>> plane = Paint.field(300, 1100, 700, 5);
    Rows rows = new Gaussian(PlaneRows.of(plane), 0.7);
    Bands bands = new Bands(1100, 64, () -> false);
    Background flat = new Background(rows, 200, bands);
    var start = new LocalThreshold.Start(flat.ground(), 900, 40, 0.5);
    Mask whole = LocalThreshold.mask(rows, bands, start);
    Mask strips = LocalThreshold.strips(rows, bands, start, 1);
    assertTrue(whole.count() > 10_000);
    for (int y = 0; y < 1100; y++) assertArrayEquals("row " + y, whole.rows[y], strips.rows[y]);
  }

  @Test
  public void sweptHolesAreThoseOfTheComponents() {
    for (double chance : new double[] {0.3, 0.5, 0.6, 0.8})
      for (double atBorder : new double[] {0, 12}) {
        Mask expected = Paint.noise(131, 97, chance, 9);
        Mask swept = Paint.noise(131, 97, chance, 9);
        FillHoles.in(expected, atBorder);
        FillHoles.sweep(swept, atBorder);
        for (int y = 0; y < 97; y++) assertArrayEquals(expected.rows[y], swept.rows[y]);
      }
  }

  @Test
  public void sweptComponentsAreThoseOfTheMask() {
    for (double chance : new double[] {0.1, 0.3, 0.5}) {
      Mask mask = Paint.noise(200, 150, chance, 11);
      Components all = Components.of(mask, Components.Neighbours.EIGHT);
      long[] areas = all.areas();
      java.util.Arrays.sort(areas);
      java.util.List<Sweep.Component> swept = new java.util.ArrayList<>();
      Sweep.cells(mask, swept::add);
      assertArrayEquals(
          areas, swept.stream().mapToLong(Sweep.Component::pixels).sorted().toArray());
      for (Sweep.Component c : swept)
        for (int i = 1; i < c.count(); i++)
          assertTrue(
              c.row(i) > c.row(i - 1) || c.row(i) == c.row(i - 1) && c.from(i) > c.to(i - 1));
    }
  }

  @Test
  public void numbersFollowOneAnotherBeyondTwoToTheThirtyOne() {
    PackedRuns runs = new PackedRuns();
    int width = 50_000;
    int[] late = {49_998, 49_990, 49_996, 49_999, 49_989, 49_995};
    int[] early = {3, 100, 200};
    runs.add(49_998L * width + 49_990, late, late.length);
    runs.add(3L * width + 100, early, early.length);
    SegmentedCells cells = new SegmentedCells(width, width, 7, List.of(runs.trimmed()));
    assertArrayEquals(early, cells.runs(1));
    assertArrayEquals(late, cells.runs(2));
    assertEquals(49_998, cells.top(2));
    int[] rows = new int[2 * width];
    cells.paint(49_998, 50_000, rows);
    assertEquals(2, rows[49_990]);
    assertEquals(0, rows[49_989]);
    assertEquals(2, rows[width + 49_989]);
    assertEquals(12, java.util.Arrays.stream(rows).filter(label -> label == 2).count());
  }

  @Test
  public void aPatchThatFillsAHugePlaneIsRefusedWithARemedy() {
    Mask mask = new Mask(18_000, 9_000);
    for (int y = 0; y < 9_000; y++) mask.set(y, 2 * y, Math.min(18_000, 2 * y + 3));
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                StreamedCells.of(
                    mask, null, null, SegmentationSettings.defaults(), 0, () -> false));
    assertTrue(refused.getMessage(), refused.getMessage().contains("'split' to none"));
  }
}
