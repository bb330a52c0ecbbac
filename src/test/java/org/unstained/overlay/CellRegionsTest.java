package org.unstained.overlay;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Arrow;
import ij.gui.EllipseRoi;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.RotatedRectRoi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.plugin.RoiRotator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.unstained.cells.Region;

public class CellRegionsTest {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 50;

  private static Map<String, Roi> areas() {
    Map<String, Roi> rois = new LinkedHashMap<>();
    rois.put("rectangle", new Roi(5, 6, 11, 9));
    Roi round = new Roi(5, 6, 21, 19);
    round.setCornerDiameter(8);
    rois.put("rounded rectangle", round);
    rois.put("oval", new OvalRoi(10, 10, 17, 12));
    rois.put("sub-pixel oval", new OvalRoi(10.3, 10.7, 17.2, 12.9));
    rois.put("sub-pixel rectangle", new Roi(10.3, 10.7, 17.2, 12.9));
    rois.put(
        "polygon",
        new PolygonRoi(new float[] {3, 30, 12.5f}, new float[] {3, 8, 40.25f}, Roi.POLYGON));
    PolygonRoi spline =
        new PolygonRoi(new float[] {8, 30, 12}, new float[] {8, 8, 40}, Roi.POLYGON);
    spline.fitSpline();
    rois.put("spline", spline);
    rois.put(
        "freehand", new PolygonRoi(new int[] {3, 30, 12}, new int[] {3, 8, 40}, 3, Roi.FREEROI));
    rois.put("ellipse", new EllipseRoi(10, 10, 40, 30, 0.4));
    rois.put("rotated rectangle", new RotatedRectRoi(10, 10, 40, 30, 12));
    rois.put(
        "composite", new ShapeRoi(new Roi(5, 5, 30, 30)).not(new ShapeRoi(new Roi(9, 9, 5, 5))));
    rois.put("turned", RoiRotator.rotate(new Roi(15, 15, 20, 8), 33));
    return rois;
  }

  @Test
  public void pixelsAreThoseThatImageJMeasures() {
    areas()
        .forEach(
            (name, roi) -> {
              ImagePlus imp = IJ.createImage("i", "16-bit ramp", WIDTH, HEIGHT, 1);
              imp.setRoi(roi);
              Region region = CellRegions.of(3, roi, WIDTH, HEIGHT);
              assertEquals(name, imp.getStatistics().pixelCount, region.pixels());
              assertEquals(3, region.number());
              double sum = 0;
              int[] runs = region.runs();
              for (int i = 0; i < runs.length; i += 3)
                for (int x = runs[i + 1]; x < runs[i + 2]; x++)
                  sum += imp.getProcessor().get(x, runs[i]);
              // ImageJ's mean is that of a sum of doubles.
              assertEquals(name, imp.getStatistics().mean, sum / region.pixels(), 1e-6);
            });
  }

  @Test
  public void partsOutsideTheImageAreLeftOut() {
    assertEquals(12, CellRegions.of(1, new Roi(-3, -4, 6, 8), WIDTH, HEIGHT).pixels());
    Roi oval = new OvalRoi(50, 40, 30, 30);
    ImagePlus imp = IJ.createImage("i", "8-bit black", WIDTH, HEIGHT, 1);
    imp.setRoi(oval);
    assertEquals(imp.getStatistics().pixelCount, CellRegions.of(1, oval, WIDTH, HEIGHT).pixels());
  }

  @Test
  public void aRoiOutsideTheImageIsRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CellRegions.of(1, new OvalRoi(70, 10, 5, 5), WIDTH, HEIGHT));
    assertTrue(e.getMessage(), e.getMessage().contains("60 x 50"));
  }

  @Test
  public void whatIsNoAreaIsRefusedByName() {
    org.unstained.Painted.assumeLetters();
    Map<Roi, String> others = new LinkedHashMap<>();
    others.put(new Line(1, 1, 20, 20), "straight line");
    others.put(new Arrow(1, 1, 20, 20), "arrow");
    others.put(new PointRoi(5, 5), "point");
    others.put(new PolygonRoi(new int[] {1, 9, 20}, new int[] {1, 9, 2}, 3, Roi.ANGLE), "angle");
    others.put(
        new PolygonRoi(new int[] {1, 9, 20}, new int[] {1, 9, 2}, 3, Roi.POLYLINE), "polyline");
    others.put(new TextRoi(5, 5, "text"), "text");
    others.forEach(
        (roi, kind) -> {
          roi.setName("A");
          IllegalArgumentException e =
              assertThrows(
                  kind,
                  IllegalArgumentException.class,
                  () -> CellRegions.of(1, roi, WIDTH, HEIGHT));
          assertTrue(e.getMessage(), e.getMessage().contains("'A' is no area"));
          assertTrue(e.getMessage(), e.getMessage().contains(kind));
        });
  }

  @Test
  public void severalAreNumberedInTheirOrderAndMayOverlap() {
    List<Region> regions =
        CellRegions.of(List.of(new Roi(1, 1, 5, 5), new Roi(2, 2, 5, 5)), WIDTH, HEIGHT);
    assertEquals(1, regions.get(0).number());
    assertEquals(2, regions.get(1).number());
    assertEquals(25, regions.get(0).pixels());
    assertEquals(25, regions.get(1).pixels());
  }
}
