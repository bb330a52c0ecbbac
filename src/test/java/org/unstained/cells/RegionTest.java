package org.unstained.cells;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.view.Views;
import org.junit.Test;
import org.unstained.cells.Outline.Polygon;

public class RegionTest {

  @Test
  public void aMaskBecomesItsRuns() {
    byte[] mask = {0, 1, 1, 0, 1, -1, 0, 0, 0, 0};
    Region region = Region.ofMask(3, mask, 5, 10, 20);
    assertEquals(new Region(3, new int[] {20, 11, 13, 20, 14, 15, 21, 10, 11}), region);
    assertEquals(4, region.pixels());
    assertEquals(new Box(10, 20, 5, 2), region.box());
  }

  @Test
  public void aMaskOfBitsLiesAtItsOwnCoordinates() {
    var bits = ArrayImgs.bits(3, 2);
    bits.getAt(2, 0).set(true);
    bits.getAt(0, 1).set(true);
    bits.getAt(1, 1).set(true);
    Region region = Region.ofMask(1, Views.translate(bits, -5, 7));
    assertEquals(new Region(1, new int[] {7, -3, -2, 8, -5, -3}), region);
  }

  @Test
  public void aMaskWithoutPixelsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Region.ofMask(1, new byte[4], 2, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> Region.ofMask(1, ArrayImgs.bits(3, 3)));
    assertThrows(
        IllegalArgumentException.class, () -> Region.ofMask(1, new byte[] {1, 1, 1}, 2, 0, 0));
  }

  @Test
  public void runsThatTouchOverlapOrComeLateAreRefused() {
    int[][] bad = {
      {}, {0, 1}, {0, 2, 2}, {0, 3, 2}, {0, 0, 2, 0, 2, 4}, {0, 0, 2, 0, 1, 4}, {1, 0, 2, 0, 4, 6}
    };
    for (int[] runs : bad) assertThrows(IllegalArgumentException.class, () -> new Region(1, runs));
    assertThrows(IllegalArgumentException.class, () -> new Region(0, new int[] {0, 0, 1}));
    assertEquals(3, new Region(1, new int[] {0, 0, 2, 0, 3, 4}).pixels());
  }

  @Test
  public void anOutlineFilledGivesThePixelsBack() {
    for (int seed = 0; seed < 200; seed++)
      for (Region region : Cells.regions(LabelMaps.random(seed, 9, 8, 1 + seed % 4)))
        assertEquals(region, Region.of(region.number(), region.outline()));
  }

  @Test
  public void anOutlineLeftOfTheImageIsFilledToo() {
    Region region = Region.rectangle(1, -7, -3, 9, 5);
    assertEquals(region, Region.of(1, region.outline()));
  }

  @Test
  public void slantingOutlinesAreRefused() {
    Outline slanting = new Outline(List.of(new Polygon(new int[] {0, 4, 4}, new int[] {0, 0, 3})));
    assertThrows(IllegalArgumentException.class, () -> Region.of(1, slanting));
  }

  @Test
  public void regionsAreEqualByTheirPixels() {
    assertEquals(Region.rectangle(1, 0, 0, 2, 1), new Region(1, new int[] {0, 0, 2}));
    assertEquals(
        Region.rectangle(1, 0, 0, 2, 1).hashCode(), new Region(1, new int[] {0, 0, 2}).hashCode());
    assertNotEquals(Region.rectangle(1, 0, 0, 2, 1), Region.rectangle(2, 0, 0, 2, 1));
  }
}
