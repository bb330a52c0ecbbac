package org.unstained.cells;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.Test;

public class CellsTest {

  private static List<Cell> measure(RandomAccessibleInterval<IntType> map) {
    return Cells.measure(map, List.of(), PixelSize.PIXELS);
  }

  @Test
  public void aMapOfBackgroundHasNoCells() {
    assertEquals(List.of(), measure(LabelMaps.of("...", "...")));
    assertEquals(List.of(), Cells.measure(List.<Region>of(), List.of(), PixelSize.PIXELS));
  }

  @Test
  public void aMapOfOnePixelHasOneCell() {
    Cell cell = measure(LabelMaps.of("1")).get(0);
    assertEquals(new Box(0, 0, 1, 1), cell.box());
    assertEquals(0.5, cell.x(), 0);
    assertEquals(0.5, cell.y(), 0);
    assertEquals(1, cell.outline().area(), 0);
  }

  @Test
  public void aCellMayCoverTheWholeMap() {
    Cell cell = measure(LabelMaps.of("77", "77", "77")).get(0);
    assertEquals(7, cell.number());
    assertEquals(new Box(0, 0, 2, 3), cell.box());
    assertEquals(6, cell.outline().area(), 0);
  }

  @Test
  public void aLabelAtTheLastPixelIsFound() {
    Cell cell = measure(LabelMaps.of("...", "..3")).get(0);
    assertEquals(3, cell.number());
    assertEquals(new Box(2, 1, 1, 1), cell.box());
  }

  @Test
  public void cellsComeInOrderOfTheirLabels() {
    int[] numbers = measure(LabelMaps.of("9.2", "5.2")).stream().mapToInt(Cell::number).toArray();
    assertArrayEquals(new int[] {2, 5, 9}, numbers);
  }

  @Test
  public void hugeLabelsCostNoMoreThanSmallOnes() {
    int[] pixels = {Integer.MAX_VALUE, 0, 5, 2_000_000_000, 2_000_000_000, 5};
    List<Cell> cells = measure(ArrayImgs.ints(pixels, 3, 2));
    assertArrayEquals(
        new int[] {5, 2_000_000_000, Integer.MAX_VALUE},
        cells.stream().mapToInt(Cell::number).toArray());
    assertEquals(new Box(2, 0, 1, 2), cells.get(0).box());
    assertEquals(new Box(0, 1, 2, 1), cells.get(1).box());
  }

  @Test
  public void negativeLabelsAreRefusedWithTheirPlace() {
    int[] pixels = {0, 1, 1, 0, -3, 2};
    String message =
        assertThrows(IllegalArgumentException.class, () -> measure(ArrayImgs.ints(pixels, 3, 2)))
            .getMessage();
    assertTrue(message, message.contains("-3 at (1, 1)"));
  }

  @Test
  public void theFirstBadLabelIsNamedWhateverTheThreads() {
    int[] pixels = new int[1000 * 2000];
    pixels[999_999] = -1;
    pixels[1_700_000] = -2;
    for (int i = 0; i < 5; i++) {
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> measure(ArrayImgs.ints(pixels, 1000, 2000)))
              .getMessage();
      assertTrue(message, message.contains("-1 at (999, 999)"));
    }
  }

  @Test
  public void labelsTooGreatForAnIntAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Cells.measure(
                        ArrayImgs.unsignedInts(new int[] {0, -1}, 2, 1),
                        List.of(),
                        PixelSize.PIXELS))
            .getMessage();
    assertTrue(message, message.contains("4294967295 at (1, 0)"));
  }

  @Test
  public void onlyPlanesAreTaken() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Cells.measure(ArrayImgs.ints(2, 2, 2), List.of(), PixelSize.PIXELS));
  }

  @Test
  public void channelsOfAnotherSizeAreRefused() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Cells.measure(
                        LabelMaps.of("11", "11"),
                        List.of(ArrayImgs.floats(2, 2), ArrayImgs.floats(3, 2)),
                        PixelSize.PIXELS))
            .getMessage();
    assertTrue(message, message.contains("Channel 2") && message.contains("3 x 2"));
  }

  @Test
  public void regionsBeyondAChannelAreRefused() {
    Region region = Region.rectangle(4, 1, 0, 2, 1);
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Cells.measure(
                        List.of(region), List.of(ArrayImgs.floats(2, 2)), PixelSize.PIXELS))
            .getMessage();
    assertTrue(message, message.contains("Cell 4"));
  }

  @Test
  public void aCellAMillionPixelsWideIsRefusedAndNotMismeasured() {
    Region wide = new Region(1, new int[] {0, 0, 1, 0, 2_000_000, 2_000_001});
    assertThrows(
        IllegalArgumentException.class,
        () -> Cells.measure(List.of(wide), List.of(), PixelSize.PIXELS));
  }

  @Test
  public void aViewKeepsItsCoordinates() {
    var map = LabelMaps.random(9, 40, 30, 6);
    FinalInterval part = FinalInterval.createMinSize(7, 5, 20, 15);
    var channel = ArrayImgs.floats(40, 30);
    int i = 0;
    for (var t : channel) t.set(i++ % 91);
    List<Cell> viewed =
        Cells.measure(
            Views.interval(map, part), List.of(Views.interval(channel, part)), PixelSize.PIXELS);
    var copy = ArrayImgs.ints(20, 15);
    var channelCopy = ArrayImgs.floats(20, 15);
    for (int y = 0; y < 15; y++)
      for (int x = 0; x < 20; x++) {
        copy.getAt(x, y).set(map.getAt(x + 7, y + 5));
        channelCopy.getAt(x, y).set(channel.getAt(x + 7, y + 5));
      }
    List<Cell> copied = Cells.measure(copy, List.of(channelCopy), PixelSize.PIXELS);
    assertEquals(copied.size(), viewed.size());
    for (int c = 0; c < copied.size(); c++) {
      Cell a = copied.get(c);
      Cell b = viewed.get(c);
      assertEquals(a.box().x() + 7, b.box().x(), 0);
      assertEquals(a.y() + 5, b.y(), 1e-12);
      for (String column : a.measurements().columns())
        if (!column.startsWith("centroid"))
          assertEquals(column, a.measurements().get(column), b.measurements().get(column), 1e-12);
    }
  }

  @Test
  public void everyKindOfLabelImageGivesTheSameRegions() {
    var ints = LabelMaps.random(1, 23, 14, 9);
    byte[] bytes = new byte[23 * 14];
    short[] shorts = new short[23 * 14];
    long[] longs = new long[23 * 14];
    int[] pixels = ints.update(null).getCurrentStorageArray();
    for (int i = 0; i < pixels.length; i++) {
      bytes[i] = (byte) pixels[i];
      shorts[i] = (short) pixels[i];
      longs[i] = pixels[i];
    }
    List<Region> expected = Cells.regions(ints);
    assertEquals(expected, Cells.regions(ArrayImgs.unsignedBytes(bytes, 23, 14)));
    assertEquals(expected, Cells.regions(ArrayImgs.bytes(bytes, 23, 14)));
    assertEquals(expected, Cells.regions(ArrayImgs.unsignedShorts(shorts, 23, 14)));
    assertEquals(expected, Cells.regions(ArrayImgs.longs(longs, 23, 14)));
  }

  @Test
  public void labelsAbove32767AreNotNegativeIn16Bit() {
    List<Region> regions =
        Cells.regions(ArrayImgs.unsignedShorts(new short[] {(short) 65_535, 1}, 2, 1));
    assertEquals(65_535, regions.get(1).number());
    assertEquals(
        200, Cells.regions(ArrayImgs.unsignedBytes(new byte[] {(byte) 200}, 1, 1)).get(0).number());
  }

  @Test
  public void labelsInFarPiecesAreOneCellEach() {
    // Each label has a pixel in the upper half and one in the lower: a box over half the map.
    int[] pixels = new int[400 * 400];
    for (int i = 0; i < pixels.length / 2; i++) pixels[i] = pixels[pixels.length - 1 - i] = i + 1;
    List<Cell> cells = measure(ArrayImgs.ints(pixels, 400, 400));
    assertEquals(80_000, cells.size());
    assertEquals(new Box(0, 0, 400, 400), cells.get(0).box());
    assertEquals(2, cells.get(0).outline().polygons().size());
  }

  @Test
  public void theNumberOfThreadsChangesNothing() throws Exception {
    var map = LabelMaps.random(5, 700, 900, 300);
    List<Cell> one = new ForkJoinPool(1).submit(() -> measure(map)).get();
    List<Cell> many = new ForkJoinPool(8).submit(() -> measure(map)).get();
    assertEquals(one, many);
  }

  @Test
  public void overlappingRegionsAreMeasuredEachForItself() {
    List<Cell> cells =
        Cells.measure(
            List.of(Region.rectangle(2, 0, 0, 3, 1), Region.rectangle(1, 1, 0, 3, 1)),
            List.of(ArrayImgs.floats(new float[] {1, 2, 3, 4}, 4, 1)),
            PixelSize.PIXELS);
    assertEquals(2, cells.get(0).number());
    assertEquals(2, cells.get(0).measurements().get("mean_intensity"), 0);
    assertEquals(3, cells.get(1).measurements().get("mean_intensity"), 0);
  }

  @Test
  public void boxesHaveAreaAndIntensitiesAsAnyRegionHas() {
    var plane = net.imglib2.img.array.ArrayImgs.floats(40, 30);
    int i = 0;
    for (var pixel : plane) pixel.set((i++ * 7919) % 257);
    PixelSize size = new PixelSize(0.5, 0.25, "µm");
    List<Region> boxes =
        List.of(Region.rectangle(1, 0, 0, 7, 5), Region.rectangle(2, 33, 20, 7, 10));
    List<Cell> all = Cells.measure(boxes, List.of(plane, plane), size);
    List<Cell> measured = Cells.measureBoxes(boxes, List.of(plane, plane), size);
    for (int k = 0; k < 2; k++) {
      Measurements some = measured.get(k).measurements();
      assertEquals("area_um2", some.columns().get(0));
      assertEquals("area_px2", some.columns().get(1));
      for (String column : some.columns())
        assertEquals(column, all.get(k).measurements().get(column), some.get(column), 1e-12);
      assertEquals(2 + 2 * 6, some.columns().size());
      assertEquals(all.get(k).outline(), measured.get(k).outline());
      assertEquals(all.get(k).box(), measured.get(k).box());
      assertEquals(all.get(k).x(), measured.get(k).x(), 1e-9);
      assertEquals(all.get(k).y(), measured.get(k).y(), 1e-9);
    }
  }
}
