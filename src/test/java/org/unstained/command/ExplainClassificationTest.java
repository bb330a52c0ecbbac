package org.unstained.command;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.util.List;
import org.junit.After;
import org.junit.Test;
import org.unstained.cells.Box;
import org.unstained.image.SampleImage;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.HeatLayer;

public class ExplainClassificationTest {
  private static final String MODEL = "model=livedead-classifier device=cpu ";

  private ImagePlus result;

  @After
  public void close() {
    if (result != null) result.close();
  }

  private static ImagePlus detected() throws IOException {
    ImagePlus image = SampleImage.LIVE_DEAD.open();
    run(DetectCells.class, image, "model=livedead-detector device=cpu table=false");
    assertFalse(CellOverlay.read(image).isEmpty());
    return image;
  }

  private static void run(Class<? extends CellCommand> type, ImagePlus image, String options) {
    CellCommand command = (CellCommand) Commands.create(type);
    for (Input input : Inputs.of(type)) if (input.isImage()) input.value(command, image);
    Inputs.read(command, options);
    command.run();
    assertEquals("", command.failure().orElse(""));
  }

  private void open(ImagePlus image) {
    result = OpenImages.find(image.getTitle() + "-explanation").orElse(null);
    assertNotNull(result);
  }

  @Test
  public void theLayerLiesBelowAllElseAndGoesAlone() throws IOException {
    ImagePlus image = detected();
    Overlay before = image.getOverlay().duplicate();
    image.getOverlay().add(new OvalRoi(3, 3, 20, 20));
    int others = before.size() + 1;
    for (int twice = 0; twice < 2; twice++) {
      run(ExplainClassification.class, image, MODEL);
      assertEquals(others + 1, image.getOverlay().size());
      assertTrue(HeatLayer.isLayer(image.getOverlay().get(0)));
      assertEquals("a layer isn't drawn", 1, DrawnRois.of(image).size());
    }
    run(ExplainClassification.class, image, "result=opacity opacity=25");
    assertEquals(0.25, ((ImageRoi) image.getOverlay().get(0)).getOpacity(), 1e-9);
    assertEquals(before.size(), CellOverlay.read(image).get(0).cells().size());
    run(ExplainClassification.class, image, "result=remove");
    assertEquals(others, image.getOverlay().size());
    for (int i = 0; i < before.size(); i++)
      assertEquals(before.get(i).getName(), image.getOverlay().get(i).getName());
  }

  @Test
  public void theMapByItselfIsWarmOnCellsAndColdElsewhere() throws IOException {
    ImagePlus image = detected();
    run(ExplainClassification.class, image, MODEL + "result=image");
    open(image);
    FloatProcessor heat = (FloatProcessor) result.getProcessor();
    double on = 0;
    int pixels = 0;
    double all = 0;
    for (float v : (float[]) heat.getPixels()) all += v;
    for (var cell : CellOverlay.read(image).get(0).cells()) {
      Box box = cell.box();
      for (int y = (int) box.y(); y < box.y() + box.height(); y++)
        for (int x = (int) box.x(); x < box.x() + box.width(); x++, pixels++)
          on += heat.getf(Math.min(x, 224), Math.min(y, 218));
    }
    double ground = image.getWidth() * image.getHeight() - pixels;
    assertTrue(on / pixels > 4 * (all - on) / ground);
    assertEquals(1, heat.getMax(), 1e-6);
  }

  @Test
  public void twoClassesStandSideBySide() throws IOException {
    ImagePlus image = detected();
    run(
        ExplainClassification.class,
        image,
        MODEL + "result=figure target=[Living Cell] against=[Dead Cell]");
    open(image);
    int cells = CellOverlay.read(image).get(0).cells().size();
    assertEquals(cells, result.getStackSize());
    assertTrue(result.getWidth() > 3 * 240);
    assertTrue(
        result.getStack().getSliceLabel(1),
        result.getStack().getSliceLabel(1).startsWith("cell 1: "));
    result.close();
    run(ExplainClassification.class, image, MODEL + "result=image against=[Dead Cell]");
    open(image);
    assertEquals(2, result.getStackSize());
  }

  @Test
  public void aSelectedCellAndAPatchAreExplainedByEachMethod() throws IOException {
    ImagePlus image = detected();
    for (String method : List.of("occlusion", "gradcam", "scorecam", "eigencam"))
      for (Roi selection : List.of(image.getOverlay().get(0), new Roi(50, 50, 40, 40))) {
        image.setRoi((Roi) selection.clone());
        run(
            ExplainClassification.class,
            image,
            MODEL + "cells=selected result=figure method=" + method);
        open(image);
        assertEquals(1, result.getStackSize());
        String label = result.getStack().getSliceLabel(1);
        assertTrue(
            label,
            label.startsWith(
                selection instanceof ImageRoi
                    ? ""
                    : selection.getProperty("cell") == null ? "patch" : "cell 1"));
        result.close();
      }
  }
}
