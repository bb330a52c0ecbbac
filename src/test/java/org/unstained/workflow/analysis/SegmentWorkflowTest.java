package org.unstained.workflow.analysis;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.process.ShortProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.Test;
import org.unstained.Painted;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;
import org.unstained.segment.SegmentationSettings;

public class SegmentWorkflowTest {

  private static final SegmentationSettings DEFAULTS = SegmentationSettings.defaults();

  @Test
  public void discsAreFoundInReadingOrderOnTheirPlane() {
    SegmentWorkflow.Result result = run(Painted.discs("a.tif"), options(0, false));
    assertEquals("a-labels", result.labels().getTitle());
    PlaneCells plane = result.planeCells().get(0);
    assertEquals("a.tif", plane.image());
    assertEquals(List.of(1, 2, 3, 4), plane.cells().stream().map(Cell::number).toList());
    assertEquals(30.5, plane.cells().get(0).x(), 1);
    assertEquals(75.5, plane.cells().get(3).y(), 1);
    assertEquals(1, result.labels().getProcessor().get(30, 25));
    assertEquals(4, result.labels().getProcessor().get(90, 75));
  }

  @Test
  public void allPlanesOfAHyperstackMakeALabelStackOfOneChannel() {
    ImagePlus image = Painted.hyperstack("h.ome.tif", 3, 2);
    SegmentWorkflow.Result result = run(image, options(2, true));
    assertEquals("h-labels", result.labels().getTitle());
    assertArrayEquals(new int[] {120, 100, 1, 3, 2}, result.labels().getDimensions());
    List<Integer> counts = result.planeCells().stream().map(plane -> plane.cells().size()).toList();
    assertEquals(List.of(1, 2, 3, 2, 3, 4), counts);
    PlaneCells last = result.planeCells().get(5);
    assertEquals(2, last.channel());
    assertEquals(3, last.slice());
    assertEquals(2, last.frame());
  }

  @Test
  public void theCurrentPlaneIsTheOneThatIsShown() {
    ImagePlus image = Painted.hyperstack("h", 3, 2);
    image.setPosition(1, 3, 2);
    PlaneCells plane = run(image, options(2, false)).planeCells().get(0);
    assertEquals(3, plane.slice());
    assertEquals(2, plane.frame());
    assertEquals(4, plane.cells().size());
  }

  @Test
  public void areasAreInTheUnitOfACalibratedImage() {
    // a disc of radius 9 has about 254 pixels: 63 µm² at half a micrometre a pixel
    ImagePlus image = Painted.calibrated(Painted.discs("a"), 0.5, "um");
    assertEquals(4, run(image, options(0, false, 55, 70)).cells());
    assertEquals(0, run(image, options(0, false, 75, 1000)).cells());
    assertEquals(0, run(Painted.discs("a"), options(0, false, 55, 70)).cells());
    assertEquals(4, run(Painted.discs("a"), options(0, false, 230, 280)).cells());
  }

  @Test
  public void aStackMayHaveEmptyPlanesButNotOnlyThose() {
    ImagePlus image = Painted.hyperstack("h", 2, 1);
    image.getStack().setProcessor(new ShortProcessor(120, 100), image.getStackIndex(2, 1, 1));
    SegmentWorkflow.Result result = run(image, options(2, true));
    assertEquals(List.of(0, 2), result.planeCells().stream().map(p -> p.cells().size()).toList());
    assertThrows(IllegalArgumentException.class, () -> run(image, options(1, true)));
  }

  @Test
  public void theImageStaysAsItWas() {
    ImagePlus image = Painted.hyperstack("h", 2, 2);
    image.setPosition(1, 2, 1);
    short[] before = ((short[]) image.getStack().getPixels(4)).clone();
    run(image, options(2, true));
    assertArrayEquals(before, (short[]) image.getStack().getPixels(4));
    assertEquals(image.getStackIndex(1, 2, 1), image.getCurrentSlice());
    assertNull(image.getOverlay());
  }

  @Test
  public void progressRisesToOne() {
    List<Double> told = new ArrayList<>();
    SegmentWorkflow.run(
        Painted.hyperstack("h", 3, 1),
        options(2, true),
        part -> {
          synchronized (told) {
            told.add(part);
          }
        },
        () -> false);
    for (int i = 1; i < told.size(); i++) assertTrue(told.get(i) >= told.get(i - 1));
    assertEquals(1, told.get(told.size() - 1), 0);
  }

  @Test
  public void cancelingThrows() {
    assertThrows(
        CancellationException.class,
        () -> SegmentWorkflow.run(Painted.discs("a"), options(0, false), part -> {}, () -> true));
  }

  @Test
  public void rgbChannelsAreChosenByNumberAndBrightnessByZero() {
    ImagePlus image = new ImagePlus("rgb", Painted.discs("a").getProcessor().convertToRGB());
    for (int channel = 0; channel <= 3; channel++)
      assertEquals(4, run(image, options(channel, false)).cells());
    assertThrows(IllegalArgumentException.class, () -> run(image, options(4, false)));
  }

  @Test
  public void theStepsAreASliceEach() {
    ImagePlus steps = SegmentWorkflow.steps(Painted.discs("a.tif"), options(0, false));
    assertEquals("a-steps", steps.getTitle());
    assertTrue(steps.getStackSize() > 1);
    for (int i = 1; i <= steps.getStackSize(); i++)
      assertTrue(steps.getStack().getSliceLabel(i).length() > 2);
  }

  private static SegmentWorkflow.Result run(ImagePlus image, SegmentOptions options) {
    return SegmentWorkflow.run(image, options, part -> {}, () -> false);
  }

  private static SegmentOptions options(int channel, boolean all) {
    return new SegmentOptions(channel, 0, DEFAULTS, all);
  }

  private static SegmentOptions options(int channel, boolean all, double from, double to) {
    SegmentationSettings d = DEFAULTS;
    return new SegmentOptions(
        channel,
        0,
        new SegmentationSettings(
            d.appearance(),
            d.method(),
            d.level(),
            d.smoothing(),
            d.median(),
            d.background(),
            d.cap(),
            d.opening(),
            d.split(),
            d.tolerance(),
            from,
            to,
            d.keepBorder(),
            d.lines()),
        all);
  }
}
