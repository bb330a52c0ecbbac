package org.unstained.overlay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

public class CellIndexTest {
  private static final PlanePosition FIRST = new PlanePosition(1, 1, 1);

  private static ImagePlus scattered(int n, long seed) {
    Random random = new Random(seed);
    List<Cell> cells = new ArrayList<>();
    for (int i = 1; i <= n; i++)
      cells.add(Painted.blob(i, random.nextInt(180), random.nextInt(130), 1 + random.nextInt(20)));
    ImagePlus imp = IJ.createImage("i", "8-bit black", 200, 150, 1);
    CellOverlay.show(imp, new PlaneCells("i", 1, 1, 1, cells));
    return imp;
  }

  @Test
  public void everyPixelGivesTheTopmostCellAsImageJDoes() {
    for (int n : new int[] {1, 2, 60}) {
      ImagePlus imp = scattered(n, n);
      CellIndex index = CellIndex.of(imp, null);
      for (int y = 0; y < 150; y++)
        for (int x = 0; x < 200; x++) {
          int expected = imp.getOverlay().indexAt(x, y);
          assertSame(
              n + " at " + x + "," + y,
              expected < 0 ? null : imp.getOverlay().get(expected),
              index.at(FIRST, x, y));
        }
    }
  }

  @Test
  public void cellsAreFoundByPlaneAndNumber() {
    ImagePlus imp = scattered(20, 4);
    CellIndex index = CellIndex.of(imp, null);
    assertEquals("7", index.roi(FIRST, 7).getProperty("cell"));
    assertNull(index.roi(FIRST, 21));
    assertNull(index.roi(new PlanePosition(1, 2, 1), 7));
    assertNull(index.at(new PlanePosition(1, 2, 1), 50, 50));
  }

  @Test
  public void othersRoisAreNotCells() {
    ImagePlus imp = IJ.createImage("i", "8-bit black", 200, 150, 1);
    assertNull(CellIndex.of(imp, null).at(FIRST, 5, 5));
    imp.setOverlay(new Overlay(new Roi(0, 0, 50, 50)));
    assertNull(CellIndex.of(imp, null).at(FIRST, 5, 5));
  }

  @Test
  public void aNewIndexIsMadeOnlyWhenTheOverlayHasChanged() {
    ImagePlus imp = scattered(5, 1);
    CellIndex index = CellIndex.of(imp, null);
    assertSame(index, CellIndex.of(imp, index));
    imp.getOverlay().remove(0);
    CellIndex after = CellIndex.of(imp, index);
    assertNotSame(index, after);
    assertNull(after.roi(FIRST, 1));
  }
}
