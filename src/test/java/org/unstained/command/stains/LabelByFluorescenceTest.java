package org.unstained.command.stains;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ShortProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;
import org.unstained.cells.Cell;
import org.unstained.cells.Measurements;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.command.Inputs;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.stains.StainLabelling;

public class LabelByFluorescenceTest {
  private static final int SIDE = 8;
  private static final int ACROSS = 20;
  private static final int STEP = 12;

  /**
   * Two channels of two slices with 20 x 10 cells. In the first channel those of odd columns are
   * bright, in the second those of odd rows; each cell has noise of its own.
   */
  static ImagePlus image() {
    Random random = new Random(8);
    ImageStack stack = new ImageStack(ACROSS * STEP, 10 * STEP);
    for (int z = 0; z < 2; z++)
      for (int c = 0; c < 2; c++) {
        ShortProcessor pixels = new ShortProcessor(ACROSS * STEP, 10 * STEP);
        for (int row = 0; row < 10; row++)
          for (int column = 0; column < ACROSS; column++) {
            boolean bright = (c == 0 ? column : row) % 2 == 1;
            pixels.setValue(Math.round((bright ? 900 : 200) + 25 * random.nextGaussian()));
            pixels.setRoi(column * STEP + 2, row * STEP + 2, SIDE, SIDE);
            pixels.fill();
          }
        stack.addSlice(pixels);
      }
    ImagePlus image = new ImagePlus("stains.tif", stack);
    image.setDimensions(2, 2, 1);
    CompositeImage composite = new CompositeImage(image);
    List<PlaneCells> planes = new ArrayList<>();
    for (int z = 1; z <= 2; z++) {
      List<Cell> cells = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Region region =
            Region.rectangle(i + 1, i % ACROSS * STEP + 2, i / ACROSS * STEP + 2, SIDE, SIDE);
        cells.add(
            new Cell(
                i + 1,
                region.box(),
                region.box().x() + 4,
                region.box().y() + 4,
                region.outline(),
                Measurements.NONE,
                null));
      }
      planes.add(new PlaneCells("stains.tif", 1, z, 1, cells));
    }
    CellOverlay.show(composite, planes);
    return composite;
  }

  private static LabelByFluorescence run(ImagePlus image, String options) {
    LabelByFluorescence command = new LabelByFluorescence();
    Inputs.read(command, options);
    Inputs.set(command, "image", "");
    try {
      java.lang.reflect.Field field = LabelByFluorescence.class.getDeclaredField("image");
      field.setAccessible(true);
      field.set(command, image);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    command.run();
    return command;
  }

  private static Map<String, Integer> counts(ImagePlus image) {
    return StainLabelling.counts(CellOverlay.read(image));
  }

  @Test
  public void eachMethodFindsTheStainedColumnsOfAllPlanes() {
    for (String options : List.of("method=otsu", "method=threshold low=500", "method=mixture")) {
      ImagePlus image = image();
      assertEquals(
          "",
          run(image, options + " planes=all positive=dead negative=[a live]").failure().orElse(""));
      int wrong = 0;
      for (PlaneCells plane : CellOverlay.read(image))
        for (Cell cell : plane.cells()) {
          boolean odd = (int) (cell.x() / STEP) % 2 == 1;
          if (cell.classified().isPresent())
            assertEquals(odd ? "dead" : "a live", cell.classification().name());
          else wrong++;
        }
      // The rule leaves out what is farther than one deviation from the outer side of its mean.
      assertTrue(
          options + wrong, options.contains("mixture") ? wrong > 20 && wrong < 120 : wrong == 0);
    }
  }

  /** Left half of the first channel: blurred blobs. The stain is everywhere, brighter above. */
  private static ImagePlus halfEmpty() {
    Random random = new Random(5);
    ShortProcessor seen = new ShortProcessor(160, 80);
    ShortProcessor stain = new ShortProcessor(160, 80);
    for (int y = 0; y < 80; y++)
      for (int x = 0; x < 160; x++) {
        double blobs = x < 80 ? 300 * Math.sin(x / 4.0) * Math.sin(y / 4.0) : 0;
        seen.set(x, y, (int) (1000 + blobs + 10 * random.nextGaussian()));
        stain.set(x, y, y < 40 ? 900 : 200);
      }
    ImageStack stack = new ImageStack(160, 80);
    stack.addSlice(seen);
    stack.addSlice(stain);
    ImagePlus image = new ImagePlus("half", stack);
    image.setDimensions(2, 1, 1);
    return image;
  }

  @Test
  public void emptySquaresOfTheOtherChannelAreLeftOut() {
    ImagePlus image = halfEmpty();
    String grid = "cells=grid size=20 step=20 channel=2 method=otsu table=false ";
    assertEquals("", run(image, grid).failure().orElse(""));
    assertEquals(Map.of("stained", 16, "unstained", 16), counts(image));
    assertEquals("", run(image, grid + "empty=content").failure().orElse(""));
    assertEquals(Map.of("stained", 8, "unstained", 8), counts(image));
    for (Cell cell : CellOverlay.read(image).get(0).cells()) assertTrue(cell.x() < 80);
    assertTrue(
        run(image, grid + "empty=content content=1e6").failure().orElse("").contains("two values"));
    assertTrue(
        run(image, "channel=2 empty=content")
            .failure()
            .orElse("")
            .contains("'empty' is for squares"));
    assertTrue(run(image, grid + "empty=model").failure().orElse("").contains("'filter' is empty"));
  }

  @Test
  public void currentPlaneAloneIsLabelledIfAskedFor() {
    ImagePlus image = image();
    run(image, "method=otsu");
    assertEquals(Map.of("", 200, "stained", 100, "unstained", 100), counts(image));
  }

  @Test
  public void twoStainsMakeThreeClassesAndUnknownOnesAreUsed() {
    String two = "method=otsu second=2 method2=otsu planes=all positive=R negative=G unknown=U ";
    ImagePlus image = image();
    run(image, two);
    assertEquals(Map.of("R", 100, "G", 100, "U", 200), counts(image));
    run(image, two + "use=negative");
    assertEquals(Map.of("R", 100, "G", 300), counts(image));
    run(image, two + "use=leave-out");
    assertEquals(Map.of("R", 100, "G", 100, "", 200), counts(image));
    String failure = run(image, two + "use=pseudo").failure().orElse("");
    assertTrue(failure, failure.contains("model"));
    assertEquals(Map.of("R", 100, "G", 100, "", 200), counts(image));
  }

  @Test
  public void aGridReplacesCellsAndKeepsInside() {
    ImagePlus image = image();
    run(image, "cells=grid size=24 step=12 method=threshold low=300 high=310");
    int onFirst =
        CellOverlay.read(image).stream()
            .filter(plane -> plane.slice() == 1)
            .mapToInt(plane -> plane.cells().size())
            .sum();
    assertEquals((240 - 24) / 12 + 1, onFirst / ((120 - 24) / 12 + 1));
    for (PlaneCells plane : CellOverlay.read(image))
      for (Cell cell : plane.cells())
        assertTrue(cell.box().x() + cell.box().width() <= 240 && cell.box().y() >= 0);
  }

  @Test
  public void limitsByHandComeBeforeThoseFound() {
    ImagePlus image = image();
    run(image, "method=mixture low=-5 high=5000");
    assertEquals(Map.of("", 400), counts(image));
  }

  @Test
  public void whatMakesNoSenseIsRefusedAndChangesNothing() {
    for (String[] wrong :
        new String[][] {
          {"method=threshold", "low"},
          {"channel=3", "channel 3"},
          {"second=1", "second"},
          {"second=9", "channel 9"},
          {"low=9 high=2", "limit"},
          {"positive=a negative=a", "names"},
          {"cells=grid size=500", "size"},
        }) {
      ImagePlus image = image();
      String failure = run(image, wrong[0]).failure().orElse("");
      assertTrue(wrong[0] + ": " + failure, failure.contains(wrong[1]));
      assertEquals(Map.of("", 400), counts(image));
    }
  }
}
