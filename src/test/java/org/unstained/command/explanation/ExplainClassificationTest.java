package org.unstained.command.explanation;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.After;
import org.junit.Test;
import org.unstained.cells.Box;
import org.unstained.command.CellCommand;
import org.unstained.command.Commands;
import org.unstained.command.DrawnRois;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.OpenImages;
import org.unstained.command.analysis.DetectCells;
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

  @Test
  public void allPlanesGetALayerAMapAndPages() throws IOException {
    ImagePlus one = detected();
    ImageStack stack = new ImageStack(one.getWidth(), one.getHeight());
    stack.addSlice(one.getProcessor());
    stack.addSlice(one.getProcessor().createProcessor(one.getWidth(), one.getHeight()));
    stack.addSlice(one.getProcessor().duplicate());
    ImagePlus image = new ImagePlus("three", stack);
    run(
        DetectCells.class,
        image,
        "model=livedead-detector device=cpu table=false planes=all score=0.5");
    var found = CellOverlay.read(image);
    int cells = found.stream().mapToInt(p -> p.cells().size()).sum();
    assertTrue(found.get(0).cells().size() > 3);
    assertEquals(3, found.get(found.size() - 1).slice());
    run(ExplainClassification.class, image, MODEL + "planes=all method=gradcam");
    List<Integer> slices = new ArrayList<>();
    for (Roi roi : image.getOverlay().toArray())
      if (HeatLayer.isLayer(roi)) slices.add(roi.getPosition());
    slices.sort(null);
    assertEquals(found.stream().map(p -> p.slice()).toList(), slices);
    run(
        ExplainClassification.class,
        image,
        MODEL + "planes=all method=gradcam result=image against=[Dead Cell]");
    open(image);
    assertEquals(2, result.getNChannels());
    assertEquals(3, result.getNSlices());
    FloatProcessor first = (FloatProcessor) result.getStack().getProcessor(1);
    assertEquals(1, first.getMax(), 1e-6);
    assertArrayEquals(
        (float[]) first.getPixels(),
        (float[]) result.getStack().getProcessor(result.getStackIndex(1, 3, 1)).getPixels(),
        0);
    result.close();
    run(ExplainClassification.class, image, MODEL + "planes=all method=gradcam result=figure");
    open(image);
    assertEquals(cells, result.getStackSize());
    String label = result.getStack().getSliceLabel(cells);
    assertTrue(label, label.contains("slice 3: "));
    ImageProcessor page = result.getStack().getProcessor(1);
    ImageProcessor same = result.getStack().getProcessor(cells - found.get(0).cells().size() + 1);
    page.setRoi(0, 0, page.getWidth(), 240);
    same.setRoi(0, 0, page.getWidth(), 240);
    assertArrayEquals((int[]) page.crop().getPixels(), (int[]) same.crop().getPixels());
  }
}
