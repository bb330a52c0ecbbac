package org.unstained.overlay;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.io.FileSaver;
import ij.io.Opener;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Outline;
import org.unstained.cells.PlaneCells;

public class CellOverlayTest {
  private static final String[] LIFE = {"Living Cell", "Dead: Käfer\\x"};

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private static ImagePlus single() {
    return IJ.createImage("one", "8-bit black", 64, 48, 1);
  }

  private static ImagePlus hyperstack() {
    return IJ.createHyperStack("hyper", 64, 48, 2, 3, 4, 16);
  }

  private static List<Roi> rois(ImagePlus imp) {
    return imp.getOverlay() == null ? List.of() : List.of(imp.getOverlay().toArray());
  }

  @Test
  public void aRoiHasNameGroupAndPropertiesOfItsCell() {
    ImagePlus imp = single();
    Cell unknown = Painted.rectangle(7, 1, 2, 3, 4);
    Cell dead = Painted.rectangle(8, 10, 2, 3, 4).as(Painted.classified(LIFE[1], 0.75, LIFE));
    CellOverlay.show(imp, Painted.plane("one", 1, 1, 1, unknown, dead));

    Roi first = rois(imp).get(0);
    assertEquals("cell 7", first.getName());
    assertEquals(0, first.getGroup());
    assertEquals("7", first.getProperty("cell"));
    assertNull(first.getProperty("class"));
    Roi second = rois(imp).get(1);
    assertEquals(LIFE[1] + " 0.75", second.getName());
    assertEquals(2, second.getGroup());
    assertEquals("8", second.getProperty("cell"));
    assertEquals(LIFE[1], second.getProperty("class"));
    assertEquals("0.75", second.getProperty("score"));
    assertEquals("0.25", second.getProperty("p_Living Cell"));
    assertEquals("0.75", second.getProperty("p_" + LIFE[1]));
    assertNotEquals(first.getStrokeColor(), second.getStrokeColor());
    assertFalse(imp.getOverlay().getDrawLabels());
  }

  @Test
  public void areaInImageJIsTheNumberOfPixels() {
    for (int seed = 0; seed < 20; seed++) {
      String[] map = Painted.specks(13, 11, 3, seed);
      ImagePlus imp = IJ.createImage("s", "8-bit black", 13, 11, 1);
      CellOverlay.show(imp, new PlaneCells("s", 1, 1, 1, Painted.cells(map)));
      for (Roi roi : rois(imp)) {
        char label = roi.getProperty("cell").charAt(0);
        boolean[] inRoi = new boolean[13 * 11];
        boolean[] inMap = new boolean[13 * 11];
        imp.setRoi(roi);
        for (java.awt.Point p : roi.getContainedPoints()) inRoi[p.y * 13 + p.x] = true;
        int pixels = 0;
        for (int i = 0; i < inMap.length; i++) {
          inMap[i] = map[i / 13].charAt(i % 13) == label;
          if (inMap[i]) pixels++;
        }
        assertArrayEquals("seed " + seed + " " + roi, inMap, inRoi);
        assertEquals(pixels, imp.getStatistics().area, 0);
      }
    }
  }

  @Test
  public void oneRingIsATracedRoiABoxARectangleAndAHoleMakesItComposite() {
    ImagePlus imp = single();
    CellOverlay.show(
        imp,
        new PlaneCells("one", 1, 1, 1, Painted.cells("11..222.33", "111.2.2.33", "111.222.33")));
    assertEquals(Roi.TRACED_ROI, rois(imp).get(0).getType());
    assertTrue(rois(imp).get(1) instanceof ShapeRoi);
    assertEquals(Roi.RECTANGLE, rois(imp).get(2).getType());
    assertEquals(new java.awt.Rectangle(8, 0, 2, 3), rois(imp).get(2).getBounds());
  }

  @Test
  public void whatIsShownIsRead() {
    ImagePlus imp = hyperstack();
    List<PlaneCells> shown = new ArrayList<>();
    for (int t = 1; t <= 4; t += 3)
      for (int z = 1; z <= 3; z++) {
        List<Cell> cells = new ArrayList<>();
        for (Cell cell : Painted.cells(Painted.specks(11, 9, 4, t * 10 + z)))
          cells.add(
              cell.number() % 2 == 0
                  ? cell
                  : cell.as(
                      Painted.classified(LIFE[cell.number() / 2 % 2], 0.6180339887498949, LIFE)));
        shown.add(new PlaneCells("hyper", 2, z, t, cells));
      }
    CellOverlay.show(imp, shown);
    assertSameCells(shown, CellOverlay.read(imp));
  }

  @Test
  public void cellsSurviveSavingTheImage() {
    ImagePlus imp = hyperstack();
    Cell hole = Painted.cells("111", "1.1", "111").get(0);
    List<PlaneCells> shown =
        List.of(
            Painted.plane(
                "hyper.tif",
                2,
                3,
                4,
                hole.as(Painted.classified(LIFE[0], 0.9, LIFE)),
                Painted.rectangle(2, 9, 9, 5, 5).as(Painted.classified(LIFE[1], 0.7, LIFE)),
                Painted.rectangle(3, 20, 9, 5, 5),
                Painted.rectangle(4, 30, 9, 5, 5).boxed(new Box(29.5, 9.49, 5.25, 4.57))));
    CellOverlay.show(imp, shown);
    String path = new File(folder.getRoot(), "hyper.tif").getPath();
    new FileSaver(imp).saveAsTiffStack(path);
    ImagePlus again = new Opener().openImage(path);
    assertEquals("0.9", again.getOverlay().get(0).getProperty("p_Living Cell"));
    assertEquals("0.7", again.getOverlay().get(1).getProperty("p_" + LIFE[1]));
    assertEquals(2, again.getOverlay().get(1).getGroup());
    assertSameCells(shown, CellOverlay.read(again));
  }

  static void assertSameCells(List<PlaneCells> expected, List<PlaneCells> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      PlaneCells a = expected.get(i);
      PlaneCells b = actual.get(i);
      assertEquals(
          List.of(a.image(), a.channel(), a.slice(), a.frame(), a.cells().size()),
          List.of(b.image(), b.channel(), b.slice(), b.frame(), b.cells().size()));
      for (int j = 0; j < a.cells().size(); j++) {
        Cell x = a.cells().get(j);
        Cell y = b.cells().get(j);
        assertEquals(x.number(), y.number());
        assertEquals(x.box(), y.box());
        assertEquals(x.classification(), y.classification());
        if (x.classification() != null)
          assertEquals(
              List.copyOf(x.classification().probabilities().keySet()),
              List.copyOf(y.classification().probabilities().keySet()));
        // Sums in another order differ in the last bits.
        assertEquals(x.x(), y.x(), 1e-9);
        assertEquals(x.y(), y.y(), 1e-9);
        assertEquals(x.outline().area(), y.outline().area(), 0);
        assertEquals(x.outline().polygons().size(), y.outline().polygons().size());
        for (Outline.Polygon p : y.outline().polygons()) assertNotEquals(0, p.signedArea(), 0);
      }
    }
  }

  @Test
  public void aRoiShowsOnItsPlaneAndOnlyThere() {
    for (ImagePlus imp :
        List.of(
            hyperstack(),
            IJ.createImage("plain", "8-bit black", 64, 48, 5),
            IJ.createHyperStack("channels", 64, 48, 3, 1, 1, 8),
            IJ.createHyperStack("time", 64, 48, 1, 1, 6, 8))) {
      for (int n = 1; n <= imp.getStackSize(); n++) {
        int[] at = imp.convertIndexToPosition(n);
        CellOverlay.replace(
            imp,
            List.of(
                Painted.plane(
                    imp.getTitle(), at[0], at[1], at[2], Painted.rectangle(1, 2, 2, 9, 9))));
        Roi roi = rois(imp).get(0);
        for (int m = 1; m <= imp.getStackSize(); m++)
          assertEquals(imp.getTitle() + " " + n + " " + m, n == m, isDrawn(roi, imp, m));
      }
    }
  }

  /** Asks ImageJ itself: flattens one plane and looks for a coloured pixel. */
  private static boolean isDrawn(Roi roi, ImagePlus imp, int n) {
    imp.setSlice(n);
    if (imp.isHyperStack() || imp.getNChannels() > 1) {
      int[] at = imp.convertIndexToPosition(n);
      return roi.getCPosition() == at[0]
          && roi.getZPosition() == at[1]
          && roi.getTPosition() == at[2];
    }
    ImagePlus flat = imp.flatten();
    int rgb = flat.getProcessor().get(2, 5);
    return (rgb >> 16 & 255) != (rgb & 255);
  }

  @Test
  public void aSinglePlaneNeedsNoPosition() {
    ImagePlus imp = single();
    CellOverlay.show(imp, Painted.plane("one", 1, 1, 1, Painted.rectangle(1, 2, 2, 9, 9)));
    assertEquals(0, rois(imp).get(0).getPosition());
    assertFalse(rois(imp).get(0).hasHyperStackPosition());
  }

  @Test
  public void onlyOursOfThatPlaneAreReplaced() {
    ImagePlus imp = hyperstack();
    Overlay users = new Overlay();
    Roi mine = new Roi(1, 1, 5, 5);
    Roi named = new Roi(3, 3, 5, 5);
    named.setName("cell 1");
    named.setProperty("cell", "1");
    users.add(mine);
    users.add(named);
    imp.setOverlay(users);
    CellOverlay.show(imp, Painted.plane("hyper", 1, 1, 1, Painted.rectangle(1, 2, 2, 9, 9)));
    CellOverlay.show(imp, Painted.plane("hyper", 1, 2, 1, Painted.rectangle(1, 2, 2, 8, 8)));
    CellOverlay.show(imp, Painted.plane("hyper", 1, 1, 1, Painted.rectangle(5, 4, 2, 7, 7)));

    assertEquals(4, rois(imp).size());
    assertSame(mine, rois(imp).get(0));
    assertSame(named, rois(imp).get(1));
    assertEquals(
        List.of(5, 1), CellOverlay.read(imp).stream().map(p -> p.cells().get(0).number()).toList());
    CellOverlay.replace(
        imp, List.of(Painted.plane("hyper", 2, 1, 1, Painted.rectangle(1, 2, 2, 3, 3))));
    assertEquals(3, rois(imp).size());
    CellOverlay.remove(imp);
    assertEquals(List.of(mine, named), rois(imp));
    assertTrue(CellOverlay.read(imp).isEmpty());
  }

  @Test
  public void showingNoCellsTakesTheOldOnesAway() {
    ImagePlus imp = single();
    CellOverlay.show(imp, Painted.plane("one", 1, 1, 1, Painted.rectangle(1, 2, 2, 9, 9)));
    CellOverlay.show(imp, Painted.plane("one", 1, 1, 1));
    assertNull(imp.getOverlay());
  }

  @Test
  public void aMissingPlaneIsRefusedAndNothingChanges() {
    ImagePlus imp = hyperstack();
    CellOverlay.show(imp, Painted.plane("hyper", 1, 1, 1, Painted.rectangle(1, 2, 2, 9, 9)));
    Overlay before = imp.getOverlay();
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                CellOverlay.show(
                    imp, Painted.plane("hyper", 3, 1, 1, Painted.rectangle(1, 2, 2, 9, 9))));
    assertTrue(e.getMessage(), e.getMessage().contains("2 channels"));
    assertSame(before, imp.getOverlay());
  }

  @Test
  public void aClassKeepsItsGroupOnLaterPlanes() {
    ImagePlus imp = hyperstack();
    Cell cell = Painted.rectangle(1, 2, 2, 9, 9);
    CellOverlay.show(imp, Painted.plane("hyper", 1, 1, 1, cell.as(Painted.classified("b", 0.9))));
    CellOverlay.show(
        imp,
        Painted.plane(
            "hyper",
            1,
            2,
            1,
            cell.as(Painted.classified("a", 0.9, "a", "b", "c")),
            Painted.rectangle(2, 20, 2, 9, 9).as(Painted.classified("b", 0.9, "a", "b", "c"))));
    assertEquals(1, rois(imp).get(0).getGroup());
    assertEquals(2, rois(imp).get(1).getGroup());
    assertEquals(1, rois(imp).get(2).getGroup());
    assertEquals(rois(imp).get(0).getStrokeColor(), rois(imp).get(2).getStrokeColor());
  }

  @Test
  public void aCellHasTheDigitsOfItsBoxUntilSomebodyMovesIt() {
    ImagePlus imp = single();
    Box box = new Box(2.37, 1.6, 9.77, 10.3);
    CellOverlay.show(
        imp, Painted.plane("one", 1, 1, 1, Painted.rectangle(1, 2, 2, 10, 10).boxed(box)));
    assertEquals(box, CellOverlay.read(imp).get(0).cells().get(0).box());
    rois(imp).get(0).setLocation(3, 2);
    assertEquals(new Box(3, 2, 10, 10), CellOverlay.read(imp).get(0).cells().get(0).box());
    rois(imp).get(0).setLocation(2, 2);
    for (String spoiled : List.of("", "2 2", "a b c d", "2 2 NaN 10", "2 2 -1 10")) {
      rois(imp).get(0).setProperty("box", spoiled);
      assertEquals(new Box(2, 2, 10, 10), CellOverlay.read(imp).get(0).cells().get(0).box());
    }
  }

  @Test
  public void aMovedCellIsReadWhereItLiesAndClippedToTheImage() {
    ImagePlus imp = single();
    CellOverlay.show(imp, Painted.plane("one", 1, 1, 1, Painted.rectangle(1, 2, 2, 10, 10)));
    rois(imp).get(0).setLocation(58, 20);
    Cell cell = CellOverlay.read(imp).get(0).cells().get(0);
    assertEquals(new Box(58, 20, 6, 10), cell.box());
    assertEquals(60, cell.outline().area(), 0);
    rois(imp).get(0).setLocation(100, 100);
    assertThrows(IllegalArgumentException.class, () -> CellOverlay.read(imp));
  }

  @Test
  public void copiesOfARoiGetTheirOwnNumbers() {
    ImagePlus imp = single();
    CellOverlay.show(imp, Painted.plane("one", 1, 1, 1, Painted.rectangle(4, 2, 2, 10, 10)));
    Roi copy = (Roi) rois(imp).get(0).clone();
    copy.setLocation(30, 30);
    imp.getOverlay().add(copy);
    assertEquals(
        List.of(4, 5), CellOverlay.read(imp).get(0).cells().stream().map(Cell::number).toList());
  }

  @Test
  public void aSpoiledScoreIsAnErrorAndNotAnEmptyResult() {
    ImagePlus imp = single();
    Cell cell = Painted.rectangle(4, 2, 2, 10, 10).as(Painted.classified("a", 0.5));
    CellOverlay.show(imp, Painted.plane("one", 1, 1, 1, cell));
    rois(imp).get(0).setProperty("score", "high");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> CellOverlay.read(imp));
    assertTrue(e.getMessage(), e.getMessage().contains("'high'"));
  }
}
