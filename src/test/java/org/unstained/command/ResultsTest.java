package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.unstained.Painted;
import org.unstained.command.analysis.CropCells;
import org.unstained.command.analysis.MeasureCells;
import org.unstained.command.analysis.SegmentCells;

/** Where commands leave what they found when there is no screen. */
public class ResultsTest {

  @Before
  @After
  public void clear() {
    Analyzer.setResultsTable(new ResultsTable());
  }

  @Test
  public void rowsOfOtherImagesStayAndThoseOfTheSamePlaneAreReplaced() {
    ImagePlus a = Painted.discs("a");
    run(new SegmentCells(), a, "map=false");
    run(new SegmentCells(), Painted.discs("b"), "map=false");
    assertEquals(8, table().size());
    run(new SegmentCells(), a, "map=false border=remove");
    assertEquals(8, table().size());
    assertEquals("b", table().getStringValue("image", 0));
    assertEquals("a", table().getStringValue("image", 7));
    assertEquals(4, table().getValue("cell", 7), 0);
  }

  @Test
  public void rowsOfOthersStay() {
    table().addRow();
    table().addValue("Area", 17);
    run(new SegmentCells(), Painted.discs("a"), "map=false");
    assertEquals(5, table().size());
    assertEquals(17, table().getValue("Area", 0), 0);
    assertEquals(254, table().getValue("area_px2", 4), 10);
  }

  @Test
  public void theOverlayOfTheUserStays() {
    ImagePlus a = Painted.discs("a");
    a.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
    run(new SegmentCells(), a, "map=false table=false");
    run(new SegmentCells(), a, "map=false table=false");
    assertEquals(5, a.getOverlay().size());
    assertEquals(3, a.getOverlay().get(0).getBounds().width);
    assertEquals(0, table().size());
  }

  @Test
  public void aSegmentedImageCanBeMeasuredAndCropped() {
    ImagePlus a = Painted.discs("a");
    run(new SegmentCells(), a, "map=false table=false");
    run(new MeasureCells(), a, "");
    assertEquals(4, table().size());
    run(new CropCells(), a, "side=20");
    assertEquals(4, OpenImages.find("a-crops").orElseThrow().getStackSize());
  }

  @Test
  public void selectedAreasAndThoseOfTheOverlayCanBeMeasured() {
    ImagePlus a = Painted.discs("a");
    a.setRoi(new Roi(10, 10, 7, 5));
    run(new MeasureCells(), a, "");
    assertEquals(35, table().getValue("area_px2", 0), 0);
    ImagePlus b = Painted.discs("b");
    b.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
    run(new MeasureCells(), b, "source=rois");
    assertEquals(12, table().getValue("area_px2", 1), 0);
    assertTrue(b.getOverlay().size() == 2);
  }

  private static ResultsTable table() {
    return Analyzer.getResultsTable();
  }

  private static void run(CellCommand command, ImagePlus image, String options) {
    for (Input input : Inputs.of(command.getClass()))
      if (input.isImage()) input.value(command, image);
    Inputs.read(command, options);
    command.run();
    assertEquals("", command.failure().orElse(""));
  }
}
