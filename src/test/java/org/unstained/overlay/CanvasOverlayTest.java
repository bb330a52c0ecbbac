package org.unstained.overlay;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import java.awt.Color;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

/** The oracle is ImageJ's canvas with an overlay of its own that holds the very same ROIs. */
public class CanvasOverlayTest {
  private static final int SIDE = 400;

  /** From dots to letters; views at odd places, where outlines are cut off. */
  private static final double[] ZOOMS = {0.1, 1 / 6.0, 0.25, 0.3333, 0.5, 0.75, 1, 1.5, 2, 3};

  private static final List<Rectangle> VIEWS =
      List.of(
          new Rectangle(0, 0, SIDE, SIDE),
          new Rectangle(37, 51, 163, 142),
          new Rectangle(0, 250, 160, 150),
          new Rectangle(379, 3, 21, 33));

  /** The canvas of an image that has no window. */
  private static int[] painted(ImagePlus imp, Overlay overlay, Rectangle view, double zoom) {
    ImageCanvas[] canvas = {null};
    ImagePlus shown =
        new ImagePlus(imp.getTitle(), imp.getStack()) {
          @Override
          public ImageCanvas getCanvas() {
            return canvas[0];
          }
        };
    shown.setDimensions(imp.getNChannels(), imp.getNSlices(), imp.getNFrames());
    shown.setOpenAsHyperStack(imp.isHyperStack());
    shown.setPositionWithoutUpdate(imp.getChannel(), imp.getSlice(), imp.getFrame());
    shown.setOverlay(overlay);
    canvas[0] =
        new ImageCanvas(shown) {
          @Override
          public Image createImage(int width, int height) {
            return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
          }
        };
    canvas[0].setSize((int) (view.width * zoom), (int) (view.height * zoom));
    canvas[0].setMagnification(zoom);
    canvas[0].setSourceRect(new Rectangle(view));
    canvas[0].setMagnification(zoom);
    int w = canvas[0].getWidth();
    int h = canvas[0].getHeight();
    BufferedImage picture = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    canvas[0].paint(picture.getGraphics());
    return picture.getRGB(0, 0, w, h, null, 0, w);
  }

  private static Overlay plain(Overlay ours) {
    Overlay plain = new Overlay();
    plain.drawLabels(ours.getDrawLabels());
    for (Roi roi : ours.toArray()) plain.add(roi);
    return plain;
  }

  private static void assertDrawnAsByImageJ(ImagePlus imp) {
    Overlay ours = imp.getOverlay();
    Roi[] before = ours.toArray();
    for (Rectangle view : VIEWS)
      for (double zoom : ZOOMS)
        assertArrayEquals(
            view + " x" + zoom,
            painted(imp, plain(ours), view, zoom),
            painted(imp, ours, view, zoom));
    assertArrayEquals(before, ours.toArray());
  }

  /** Blobs, boxes and cells with holes that overlap, half of them classified. */
  private static List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Cell blob : Painted.blobs(350, 20, 20)) {
      int n = blob.number();
      cells.add(
          n % 2 == 0 ? blob : blob.as(Painted.classified(n % 3 == 0 ? "Dead" : "Living", .5)));
    }
    Random random = new Random(1);
    for (int n = 1; n < 100; n++)
      cells.add(
          Painted.rectangle(
              1000 + n,
              random.nextInt(SIDE - 40),
              random.nextInt(SIDE - 40),
              1 + random.nextInt(39),
              1 + random.nextInt(39)));
    cells.addAll(Painted.cells("999999", "9....9", "9.99.9", "9....9", "999999"));
    return cells;
  }

  private static ImagePlus image(String type, int planes) {
    ImagePlus imp = IJ.createImage("i", type, SIDE, SIDE, planes);
    CellOverlay.show(imp, new PlaneCells("i", 1, 1, 1, cells()));
    return imp;
  }

  @Test
  public void theCanvasShowsWhatItWouldShowOfTheSameRois() {
    assertDrawnAsByImageJ(image("8-bit", 1));
  }

  @Test
  public void othersRoisLieBetweenOursAsTheyDid() {
    ImagePlus imp = image("8-bit", 1);
    Overlay mixed = imp.getOverlay().create();
    Random random = new Random(2);
    for (Roi roi : imp.getOverlay().toArray()) {
      mixed.add(roi);
      if (random.nextInt(30) > 0) continue;
      Roi others = new OvalRoi(random.nextInt(SIDE), random.nextInt(SIDE), 60, 30);
      others.setFillColor(new Color(random.nextInt(1 << 24)));
      mixed.add(others);
    }
    assertTrue(mixed instanceof CanvasOverlay);
    imp.setOverlay(mixed);
    assertDrawnAsByImageJ(imp);
  }

  @Test
  public void whatSomebodyChangesIsSeen() {
    ImagePlus imp = image("8-bit", 1);
    Overlay cells = imp.getOverlay();
    int[] before = painted(imp, cells, VIEWS.get(0), 1);
    Random random = new Random(3);
    for (Roi roi : cells.toArray())
      switch (random.nextInt(10)) {
        case 0 -> roi.setLocation(roi.getXBase() + 7, roi.getYBase() - 3);
        case 1 -> roi.setLocation(roi.getXBase() + 0.4, roi.getYBase() + 2.7);
        case 2 -> roi.setStrokeColor(new Color(255, 0, 0, 90));
        case 3 -> roi.setStrokeColor(Color.GREEN);
        case 4 -> roi.setFillColor(new Color(0, 0, 255, 60));
        case 5 -> roi.setStrokeWidth(3);
        case 6 -> roi.setStrokeColor(null);
        case 7 -> roi.setProperty("class", "Dying");
        default -> {}
      }
    assertFalse(Arrays.equals(before, painted(imp, cells, VIEWS.get(0), 1)));
    assertDrawnAsByImageJ(imp);
    cells.remove(17);
    cells.set(cells.get(30), 4);
    cells.add(new Roi(10, 10, 300, 50));
    assertDrawnAsByImageJ(imp);
  }

  @Test
  public void cellsOfOtherPlanesAreNotSeen() {
    for (boolean hyper : new boolean[] {false, true}) {
      ImagePlus imp = image("8-bit", 6);
      imp.setDimensions(1, hyper ? 2 : 6, hyper ? 3 : 1);
      imp.setOpenAsHyperStack(hyper);
      Random random = new Random(4);
      for (Roi roi : imp.getOverlay().toArray())
        switch (random.nextInt(5)) {
          case 0 -> roi.setPosition(0);
          case 1 -> roi.setPosition(1 + random.nextInt(6));
          case 2 -> roi.setPosition(1, 1 + random.nextInt(2), random.nextInt(4));
          case 3 -> roi.setPosition(0, random.nextInt(3), random.nextInt(4));
          default -> roi.setName("0002-0100-0100");
        }
      int[] first = painted(imp, imp.getOverlay(), VIEWS.get(0), 1);
      for (int plane = 1; plane <= 6; plane++) {
        imp.setPositionWithoutUpdate(
            1, hyper ? 1 + (plane - 1) % 2 : plane, hyper ? 1 + (plane - 1) / 2 : 1);
        assertDrawnAsByImageJ(imp);
      }
      assertNotEquals(
          Arrays.hashCode(first), Arrays.hashCode(painted(imp, imp.getOverlay(), VIEWS.get(0), 1)));
    }
  }

  @Test
  public void numbersAreWrittenWhereSomebodyAsksForThem() {
    org.unstained.Painted.assumeLetters();
    ImagePlus imp = image("8-bit", 1);
    int[] without = painted(imp, imp.getOverlay(), VIEWS.get(0), 2);
    imp.getOverlay().drawLabels(true);
    assertFalse(Arrays.equals(without, painted(imp, imp.getOverlay(), VIEWS.get(0), 2)));
    assertDrawnAsByImageJ(imp);
  }

  @Test
  public void toAllOthersItIsAnOverlayLikeAnyOther() {
    ImagePlus imp = image("8-bit", 1);
    CanvasOverlay cells = (CanvasOverlay) imp.getOverlay();
    Roi[] all = cells.toArray();
    painted(imp, cells, VIEWS.get(0), 1);
    for (int i = 0; i < all.length; i++) assertSame(all[i], cells.get(i));
    int n = 0;
    for (Roi roi : cells) assertSame(all[n++], roi);
    assertEquals(all.length, n);
    cells.setLabelColor(Color.PINK);
    cells.drawBackgrounds(true);
    cells.selectable(false);
    Overlay copy = cells.duplicate();
    assertTrue(copy instanceof CanvasOverlay);
    assertEquals(all.length, copy.size());
    assertEquals(Color.PINK, copy.getLabelColor());
    assertTrue(copy.getDrawBackgrounds());
    assertFalse(copy.isSelectable());
    assertFalse(copy.getDrawLabels());
  }

  @Test
  public void flattenedCellsLookAsBefore() {
    ImagePlus imp = image("RGB", 1);
    Overlay ours = imp.getOverlay();
    int[] flat = (int[]) imp.flatten().getProcessor().getPixels();
    imp.setOverlay(plain(ours));
    assertArrayEquals((int[]) imp.flatten().getProcessor().getPixels(), flat);
  }
}
