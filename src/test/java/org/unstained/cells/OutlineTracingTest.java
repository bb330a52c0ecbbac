package org.unstained.cells;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.view.Views;
import org.junit.Test;
import org.unstained.cells.Outline.Polygon;

public class OutlineTracingTest {

  private static Outline outline(String... rows) {
    List<Cell> cells = Cells.measure(LabelMaps.of(rows), List.of(), PixelSize.PIXELS);
    assertEquals(1, cells.size());
    return cells.get(0).outline();
  }

  private static void assertPolygon(int[] x, int[] y, Polygon polygon) {
    assertArrayEquals(x, polygon.x());
    assertArrayEquals(y, polygon.y());
  }

  @Test
  public void onePixelHasFourCornersClockwiseFromTheUpperLeft() {
    Outline outline = outline("...", ".1.");
    assertPolygon(new int[] {1, 2, 2, 1}, new int[] {1, 1, 2, 2}, outline.polygons().get(0));
    assertEquals(1, outline.area(), 0);
  }

  @Test
  public void straightEdgesKeepOnlyTheirCorners() {
    Outline outline = outline("111", "111", "1..");
    assertPolygon(
        new int[] {0, 3, 3, 1, 1, 0}, new int[] {0, 0, 2, 2, 3, 3}, outline.polygons().get(0));
  }

  @Test
  public void pixelsThatTouchAtACornerAreInOnePiece() {
    assertEquals(1, outline("1.", ".1").polygons().size());
    assertEquals(1, outline(".1", "1.").polygons().size());
    assertEquals(8, outline(".1", "1.").polygons().get(0).size());
  }

  @Test
  public void holesAreNegativeAndOfTheirOwn() {
    Outline outline = outline("111", "1.1", "111");
    assertEquals(2, outline.polygons().size());
    assertEquals(9, outline.polygons().get(0).signedArea(), 0);
    assertEquals(-1, outline.polygons().get(1).signedArea(), 0);
  }

  @Test
  public void aHoleDoesNotLeakThroughACorner() {
    Outline ring = outline(".1.", "1.1", ".1.");
    assertEquals(2, ring.polygons().size());
    assertEquals(5, ring.polygons().get(0).signedArea(), 0);
    assertEquals(-1, ring.polygons().get(1).signedArea(), 0);
  }

  @Test
  public void farPiecesHaveAPolygonEach() {
    Outline outline = outline("1....", ".....", "..1.1");
    assertEquals(3, outline.polygons().size());
    assertEquals(3, outline.area(), 0);
  }

  @Test
  public void outlinesOfRandomMapsAreTheEdgesThatAPixelByPixelLookFinds() {
    for (int seed = 0; seed < 400; seed++) {
      int labels = 1 + seed % 4;
      assertOutlinesMatch(LabelMaps.random(seed, 1 + seed % 9, 1 + seed % 7, labels), true);
    }
  }

  @Test
  public void outlinesOfRealMapsEncloseTheirPixels() throws Exception {
    for (Path file : LabelMaps.real()) assertOutlinesMatch(LabelMaps.open(file), false);
  }

  private static void assertOutlinesMatch(
      RandomAccessibleInterval<IntType> map, boolean edgeByEdge) {
    List<Cell> cells = Cells.measure(map, List.of(), PixelSize.PIXELS);
    int max = 0;
    for (IntType t : map) max = Math.max(max, t.get());
    long[] pixels = new long[max + 1];
    for (IntType t : map) pixels[t.get()]++;
    Set<Integer> seen = new HashSet<>();
    for (Cell cell : cells) {
      assertTrue(seen.add(cell.number()));
      assertEquals(pixels[cell.number()], cell.outline().area(), 0);
      for (IntType t : Views.interval(map, pixels(cell.box())))
        if (t.get() == cell.number()) pixels[cell.number()]--;
      assertEquals("all pixels lie in the box", 0, pixels[cell.number()]);
      if (edgeByEdge) {
        assertEquals(BruteForce.edges(map, cell.number()), BruteForce.edges(cell.outline()));
        assertEquals(
            BruteForce.pieces(map, cell.number()),
            cell.outline().polygons().stream().filter(p -> p.signedArea() > 0).count());
      }
      assertEquals(cell.outline(), Region.of(cell).outline());
    }
    for (int label = 1; label <= max; label++)
      assertEquals("label " + label + " has a cell", 0, pixels[label]);
  }

  private static FinalInterval pixels(Box box) {
    return FinalInterval.createMinSize(
        (long) box.x(), (long) box.y(), (long) box.width(), (long) box.height());
  }
}
