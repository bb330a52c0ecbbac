package org.unstained.command;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.unstained.Painted;
import org.unstained.command.analysis.ClassifyCells;
import org.unstained.command.analysis.CropCells;
import org.unstained.command.analysis.DetectCells;
import org.unstained.command.analysis.FilterCells;
import org.unstained.command.analysis.MeasureCells;
import org.unstained.command.analysis.SegmentCells;
import org.unstained.command.evaluation.Evaluate;
import org.unstained.command.explanation.ExplainClassification;
import org.unstained.command.labels.LabelCells;
import org.unstained.command.patches.ClassifyPatches;
import org.unstained.command.stains.LabelByFluorescence;
import org.unstained.command.stains.PrepareFluorescence;

/** What each command says to input that makes no sense; and that it leaves the image alone. */
public class BadInputTest {

  private static final List<Class<? extends CellCommand>> ON_IMAGES =
      List.of(
          SegmentCells.class,
          DetectCells.class,
          ClassifyCells.class,
          ClassifyPatches.class,
          MeasureCells.class,
          CropCells.class,
          FilterCells.class,
          LabelCells.class,
          LabelByFluorescence.class,
          PrepareFluorescence.class);

  @Test
  public void withoutAnImageEveryCommandSaysToOpenOne() {
    for (Class<? extends CellCommand> type : ON_IMAGES)
      assertFailed(run(type, null, ""), "no image", "Open");
  }

  @Test
  public void anImageWithoutPixelsIsRefused() {
    for (Class<? extends CellCommand> type : ON_IMAGES)
      assertTrue(type.getName(), run(type, new ImagePlus(), "").failure().isPresent());
  }

  @Test
  public void aChannelThatIsNotThereIsRefused() {
    assertFailed(run(SegmentCells.class, Painted.discs("a"), "channel=2"), "channel", "2", "1");
    assertFailed(run(SegmentCells.class, Painted.discs("a"), "nuclei=3 split=nuclei"), "nuclei");
    assertFailed(run(SegmentCells.class, Painted.discs("a"), "split=nuclei"), "nuclei");
    assertFailed(run(PrepareFluorescence.class, Painted.discs("a"), "red=2"), "2");
  }

  @Test
  public void aConstantImageIsRefused() {
    ImagePlus image = new ImagePlus("flat.tif", new ByteProcessor(40, 30));
    assertFailed(run(SegmentCells.class, image, ""), "flat.tif", "same value");
    assertNull(image.getOverlay());
  }

  @Test
  public void anImageOfOnePixelIsRefused() {
    ImagePlus image = new ImagePlus("dot", new ByteProcessor(1, 1));
    assertFailed(run(SegmentCells.class, image, ""), "same value");
    assertFailed(run(MeasureCells.class, image, ""), "dot");
    assertFailed(run(CropCells.class, image, ""), "dot");
    assertEquals("", run(PrepareFluorescence.class, image, "").failure().orElse(""));
  }

  @Test
  public void anImageOfNothingButNaNIsRefused() {
    float[] pixels = new float[40 * 30];
    Arrays.fill(pixels, Float.NaN);
    ImagePlus image = new ImagePlus("nan", new FloatProcessor(40, 30, pixels));
    assertFailed(run(SegmentCells.class, image, ""), "nan");
    assertFailed(run(MeasureCells.class, image, "source=labels"), "isn't a label map");
  }

  @Test
  public void singleNaNAndInfinitePixelsDoNoHarm() {
    FloatProcessor ip = Painted.discs("a").getProcessor().convertToFloatProcessor();
    ip.setf(0, Float.NaN);
    ip.setf(1, Float.POSITIVE_INFINITY);
    ip.setf(2, Float.NEGATIVE_INFINITY);
    ImagePlus image = new ImagePlus("odd", ip);
    assertEquals("", run(SegmentCells.class, image, "map=false").failure().orElse(""));
    assertEquals(4, image.getOverlay().size());
  }

  @Test
  public void rgbIsSegmentedByBrightnessButIsNoLabelMap() {
    ImagePlus image = new ImagePlus("rgb", Painted.discs("a").getProcessor().convertToRGB());
    assertEquals("", run(SegmentCells.class, image, "map=false").failure().orElse(""));
    assertEquals(4, image.getOverlay().size());
    ImagePlus other = new ImagePlus("rgb", new ColorProcessor(20, 20));
    assertFailed(run(MeasureCells.class, other, "source=labels"), "RGB", "label map");
  }

  @Test
  public void numbersOutOfRangeAreRefusedHoweverTheyArrive() {
    ImagePlus image = Painted.discs("a");
    for (Class<? extends CellCommand> type : Commands.classes())
      for (Input input : Inputs.of(type)) {
        if (!input.isNumber()) continue;
        CellCommand command = Commands.create(type);
        setImage(command, image);
        input.value(command, below(input));
        command.run();
        assertFailed(command, "'" + input.key() + "' can't be");
      }
    assertNull(image.getOverlay());
  }

  @Test
  public void whatIsNoNumberAndKeysThatAreNotThereAreRefused() {
    for (Class<? extends CellCommand> type : Commands.classes()) {
      assertThrows(
          IllegalArgumentException.class, () -> Inputs.read(Commands.create(type), "nosuch=1"));
      for (Input input : Inputs.of(type))
        for (String text : List.of("abc", "1,5", "NaN", ""))
          if (input.isNumber())
            assertThrows(
                input.key() + "=" + text,
                IllegalArgumentException.class,
                () -> Inputs.set(Commands.create(type), input.key(), text));
    }
  }

  private static Object below(Input input) {
    if (input.isWhole()) return (int) input.min() - 1;
    return input.min() - Math.max(1, Math.abs(input.min()));
  }

  @Test
  public void sizesThatContradictEachOtherAreRefused() {
    assertFailed(
        run(SegmentCells.class, Painted.discs("a"), "smallest=50 largest=20"),
        "smallest",
        "largest");
  }

  @Test
  public void theRoiManagerIsRefusedWithoutAScreen() {
    ImagePlus image = Painted.discs("a");
    assertFailed(run(SegmentCells.class, image, "rois"), "ROI Manager", "rois");
    assertNull(image.getOverlay());
  }

  @Test
  public void withoutCellsThereIsNothingToMeasureOrCrop() {
    assertFailed(run(MeasureCells.class, Painted.discs("a"), ""), "Segment Cells");
    assertFailed(run(MeasureCells.class, Painted.discs("a"), "source=overlay"), "Segment Cells");
    assertFailed(run(MeasureCells.class, Painted.discs("a"), "source=rois"), "ROI");
    assertFailed(run(CropCells.class, Painted.discs("a"), ""), "Segment Cells");
    ImagePlus empty = new ImagePlus("x-labels", new ByteProcessor(20, 20));
    assertFailed(run(MeasureCells.class, empty, ""), "holds no cell");
  }

  @Test
  public void withoutCellsClassesOrLayersThereIsNothingToExplain() {
    String model = "model=livedead-classifier ";
    ImagePlus image = Painted.discs("a");
    assertFailed(run(ExplainClassification.class, image, model), "no cells", "Detect Cells");
    assertFailed(
        run(ExplainClassification.class, image, model + "cells=selected"), "Nothing is selected");
    assertFailed(run(ExplainClassification.class, image, "result=remove"), "no layer");
    image.setRoi(new Roi(2, 2, 20, 20));
    assertFailed(run(ExplainClassification.class, image, "cells=selected"), "model");
    assertFailed(
        run(ExplainClassification.class, image, "cells=selected model=livedead-detector"),
        "detection");
    assertFailed(
        run(ExplainClassification.class, image, model + "cells=selected planes=all"), "'planes'");
    assertFailed(
        run(ExplainClassification.class, image, model + "cells=selected target=Cat"),
        "'target'",
        "Cat",
        "Living Cell, Dead Cell");
    assertFailed(
        run(ExplainClassification.class, image, model + "cells=selected against=[Dead Cell]"),
        "figure");
    assertNull(image.getOverlay());
  }

  @Test
  public void aDrawnLineIsNoCell() {
    ImagePlus image = Painted.discs("a");
    image.setRoi(new Line(1, 1, 20, 20));
    assertFailed(run(MeasureCells.class, image, "source=rois"), "area");
  }

  @Test
  public void anImageToMeasureInMustBeOpen() {
    ImagePlus image = Painted.discs("a");
    image.setRoi(new Roi(2, 2, 20, 20));
    assertFailed(
        run(MeasureCells.class, image, "source=rois intensities=[not there]"), "not there");
  }

  @Test
  public void cropsInMicrometresNeedAPixelSize() {
    ImagePlus image = Painted.discs("a");
    assertFailed(run(CropCells.class, image, "unit=um"), "pixel size");
    assertFailed(run(CropCells.class, image, "side=2.5"), "whole number");
    assertFailed(run(CropCells.class, image, "stack=false"), "stack", "folder");
  }

  @Test
  public void aFailureLeavesPixelsAndOverlayAsTheyWere() {
    ImagePlus image = Painted.discs("a");
    Overlay own = new Overlay(new Roi(3, 3, 9, 9));
    image.setOverlay(own);
    byte[] before = ((byte[]) image.getProcessor().getPixels()).clone();
    for (String options : List.of("channel=7", "split=nuclei", "smallest=9 largest=1")) {
      assertTrue(run(SegmentCells.class, image, options).failure().isPresent());
      assertEquals(1, image.getOverlay().size());
      assertArrayEquals(before, (byte[]) image.getProcessor().getPixels());
    }
  }

  @Test
  public void aRunThatGoesWellHasNoFailure() {
    SegmentCells command = run(SegmentCells.class, Painted.discs("a"), "channel=7");
    assertTrue(command.failure().isPresent());
    Inputs.set(command, "channel", "1");
    command.run();
    assertFalse(command.failure().isPresent());
  }

  @Test
  public void anEvaluationWithoutTruthOrPredictionsSaysWhatIsMissing() {
    assertFailed(run(Evaluate.class, null, ""), "'truth' is empty");
    assertFailed(run(Evaluate.class, null, "truth=/no/such/folder"), "/no/such/folder");
    assertFailed(
        run(Evaluate.class, null, "truth=src predicted=src model=livedead-detector"),
        "either predictions",
        "not both");
    assertFailed(run(Evaluate.class, null, "truth=src predicted=src iou=0.5 score=0.2"), "XML");
    assertFailed(run(Evaluate.class, null, "truth=src tuning=val"), "'tuning'", "detector");
  }

  private static <T extends CellCommand> T run(Class<T> type, ImagePlus image, String options) {
    T command = type.cast(Commands.create(type));
    setImage(command, image);
    Inputs.read(command, options);
    command.run();
    return command;
  }

  private static void setImage(CellCommand command, ImagePlus image) {
    for (Input input : Inputs.of(command.getClass()))
      if (input.isImage()) input.value(command, image);
  }

  private static void assertFailed(CellCommand command, String... words) {
    String message = command.failure().orElse("(it went well)");
    for (String word : words) assertTrue("'" + word + "' in: " + message, message.contains(word));
  }
}
