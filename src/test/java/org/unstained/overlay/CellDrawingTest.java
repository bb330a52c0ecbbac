package org.unstained.overlay;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.process.ByteProcessor;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

public class CellDrawingTest {
  /** An image with a canvas but without a window, which would need a screen. */
  private static final class OffScreen extends ImagePlus {
    private ImageCanvas canvas;

    OffScreen() {
      super("i", new ByteProcessor(200, 200));
    }

    @Override
    public ImageCanvas getCanvas() {
      return canvas;
    }
  }

  private static OffScreen image() {
    OffScreen imp = new OffScreen();
    List<Cell> cells = new ArrayList<>(Painted.blobs(80, 10, 20));
    cells.addAll(Painted.cells("999999", "9....9", "9.99.9", "9....9", "999999"));
    CellOverlay.show(imp, new PlaneCells("i", 1, 1, 1, cells));
    return imp;
  }

  private static int[] painted(OffScreen imp, Overlay overlay, Rectangle view, double zoom) {
    imp.setOverlay(overlay);
    ImageCanvas canvas =
        new ImageCanvas(imp) {
          @Override
          public Image createImage(int width, int height) {
            return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
          }
        };
    imp.canvas = canvas;
    canvas.setSize((int) (view.width * zoom), (int) (view.height * zoom));
    canvas.setMagnification(zoom);
    canvas.setSourceRect(view);
    int w = canvas.getWidth();
    int h = canvas.getHeight();
    BufferedImage picture = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    canvas.paint(picture.getGraphics());
    return picture.getRGB(0, 0, w, h, null, 0, w);
  }

  /** The same outlines as ROIs of ImageJ's own. */
  private static Overlay plain(Overlay ours) {
    Overlay plain = new Overlay();
    for (Roi roi : ours.toArray()) {
      Roi copy =
          roi instanceof ShapeRoi shape
              ? new ShapeRoi(shape.getShapeAsArray())
              : new PolygonRoi(roi.getPolygon(), Roi.TRACED_ROI);
      copy.setStrokeColor(roi.getStrokeColor());
      plain.add(copy);
    }
    return plain;
  }

  @Test
  public void everyViewShowsWhatImageJsOwnRoisWouldShow() {
    OffScreen imp = image();
    Overlay ours = imp.getOverlay();
    for (Rectangle view :
        List.of(
            new Rectangle(0, 0, 200, 200),
            new Rectangle(37, 51, 63, 42),
            new Rectangle(0, 150, 60, 50)))
      for (double zoom : new double[] {1, 3})
        assertArrayEquals(
            view + " x" + zoom,
            painted(imp, plain(ours), view, zoom),
            painted(imp, ours, view, zoom));
  }

  @Test
  public void cellsThatAreDotsOnTheScreenAreStillThere() {
    OffScreen imp = image();
    int[] ours = painted(imp, imp.getOverlay(), new Rectangle(0, 0, 200, 200), 1 / 6.0);
    assertEquals(33 * 33, ours.length);
    int coloured = 0;
    for (int rgb : ours)
      if ((rgb & 0xffffff) == (ClassGroups.UNCLASSIFIED.getRGB() & 0xffffff)) coloured++;
    // Eighty boxes of 4 x 4 pixels share their sides: most of what isn't inside of one is line.
    assertTrue("" + coloured, coloured > 33 * 33 / 3);
  }

  @Test
  public void classAndScoreAreWrittenWhereACellIsLargeEnoughToReadThem() {
    org.unstained.Painted.assumeLetters();
    OffScreen imp = new OffScreen();
    Cell cell =
        Painted.rectangle(1, 80, 80, 30, 30)
            .as(Painted.classified("Living", 0.75, "Living", "Dead"));
    CellOverlay.show(imp, new PlaneCells("i", 1, 1, 1, List.of(cell)));
    Overlay ours = imp.getOverlay();
    Rectangle all = new Rectangle(0, 0, 200, 200);
    assertArrayEquals(
        "too small for letters", painted(imp, plain(ours), all, 0.5), painted(imp, ours, all, 0.5));
    int score = letters(imp, ours, 1);
    int name = letters(imp, ours, 3);
    assertTrue(score + " and " + name, score > 15 && name > 1.5 * score);
  }

  /** How many pixels above the cell at (80, 80) differ from what ImageJ's own ROI shows there. */
  private static int letters(OffScreen imp, Overlay ours, int zoom) {
    Rectangle view = new Rectangle(60, 40, 70, 70);
    int[] with = painted(imp, ours, view, zoom);
    int[] without = painted(imp, plain(ours), view, zoom);
    int differing = 0;
    for (int i = 0; i < with.length; i++) {
      if (with[i] == without[i]) continue;
      assertTrue("above the cell", i / (70 * zoom) < 40 * zoom);
      differing++;
    }
    return differing;
  }
}
