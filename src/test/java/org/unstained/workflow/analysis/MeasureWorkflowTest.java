package org.unstained.workflow.analysis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.unstained.Painted;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellOverlay;
import org.unstained.segment.SegmentationSettings;

public class MeasureWorkflowTest {

  private static final Classification LIVING = new Classification("living", 0.9, Map.of());

  @Test
  public void aLabelMapGivesTheSameMeasurementsAsTheSegmentation() {
    ImagePlus image = Painted.calibrated(Painted.discs("a.tif"), 0.5, "um");
    SegmentWorkflow.Result result = segment(image, 0);
    List<PlaneCells> measured = MeasureWorkflow.ofLabels(result.labels(), image, false);
    assertEquals("a.tif", measured.get(0).image());
    assertSame(result.planeCells().get(0), measured.get(0));
  }

  @Test
  public void aLabelMapOfOnePlaneIsMeasuredInTheCurrentPlaneOfItsStack() {
    ImagePlus stack = Painted.stack("s", 4);
    stack.setSlice(3);
    SegmentWorkflow.Result result = segment(stack, 0);
    PlaneCells third =
        result.planeCells().stream().filter(p -> p.slice() == 3).findFirst().orElseThrow();
    ImagePlus map =
        new ImagePlus("s-labels", result.labels().getStack().getProcessor(3).duplicate());
    map.setCalibration(stack.getCalibration());
    PlaneCells measured = MeasureWorkflow.ofLabels(map, stack, false).get(0);
    assertEquals(3, measured.slice());
    assertSame(third, measured);
  }

  @Test
  public void allThreeTellHowFarTheyAreAndCanBeCancelled() {
    ImagePlus stack = Painted.stack("s", 4);
    SegmentWorkflow.Result result = segment(stack, 0);
    CellOverlay.show(stack, result.planeCells());
    List<Roi> rois = List.of(stack.getOverlay().toArray());
    List<Double> parts = new ArrayList<>();
    MeasureWorkflow.ofLabels(result.labels(), stack, true, parts::add, () -> false);
    assertEquals(List.of(0.25, 0.5, 0.75, 1.0), parts);
    parts.clear();
    MeasureWorkflow.ofOverlay(stack, stack, true, parts::add, () -> false);
    assertEquals(List.of(0.25, 0.5, 0.75, 1.0), parts);
    parts.clear();
    MeasureWorkflow.ofRois(rois, stack, stack, true, parts::add, () -> false);
    assertEquals(List.of(0.25, 0.5, 0.75, 1.0), parts);
    for (ThrowingRunnable run :
        List.<ThrowingRunnable>of(
            () -> MeasureWorkflow.ofLabels(result.labels(), stack, true, p -> {}, () -> true),
            () -> MeasureWorkflow.ofOverlay(stack, stack, true, p -> {}, () -> true),
            () -> MeasureWorkflow.ofRois(rois, stack, stack, true, p -> {}, () -> true)))
      assertThrows(CancellationException.class, run);
  }

  @Test
  public void aLabelMapAloneGivesShapesOnly() {
    SegmentWorkflow.Result result = segment(Painted.discs("a.tif"), 0);
    PlaneCells plane = MeasureWorkflow.ofLabels(result.labels(), null, false).get(0);
    assertEquals("a-labels", plane.image());
    assertEquals(
        false,
        plane.cells().get(0).measurements().columns().stream()
            .anyMatch(column -> column.contains("intensity")));
  }

  @Test
  public void anOverlayGivesTheSameMeasurementsAndKeepsClasses() {
    ImagePlus image = Painted.stack("s", 4);
    SegmentWorkflow.Result result = segment(image, 0);
    List<PlaneCells> drawn =
        result.planeCells().stream()
            .map(
                p ->
                    new PlaneCells(
                        p.image(),
                        p.channel(),
                        p.slice(),
                        p.frame(),
                        p.cells().stream().map(c -> c.as(LIVING)).toList()))
            .toList();
    CellOverlay.show(image, drawn);
    List<PlaneCells> measured = MeasureWorkflow.ofOverlay(image, image, true);
    assertEquals(4, measured.size());
    for (int i = 0; i < 4; i++) assertSame(drawn.get(i), measured.get(i));
    image.setSlice(3);
    List<PlaneCells> current = MeasureWorkflow.ofOverlay(image, image, false);
    assertEquals(1, current.size());
    assertEquals(3, current.get(0).cells().size());
    assertEquals("living", current.get(0).cells().get(0).classification().name());
  }

  @Test
  public void drawnRoisOnTheirPlanesMayOverlap() {
    ImagePlus image = Painted.stack("s", 3);
    Roi a = new Roi(0, 0, 10, 10);
    Roi b = new OvalRoi(5, 5, 20, 20);
    b.setPosition(2);
    Roi c = new Roi(5, 5, 10, 4);
    image.setSlice(1);
    List<PlaneCells> all = MeasureWorkflow.ofRois(List.of(a, b, c), image, image, true);
    assertEquals(List.of(2, 1), all.stream().map(p -> p.cells().size()).toList());
    assertEquals(100, all.get(0).cells().get(0).measurements().get("area_px2"), 0);
    assertEquals(40, all.get(0).cells().get(1).measurements().get("area_px2"), 0);
    assertEquals(2, all.get(1).slice());
    List<PlaneCells> current = MeasureWorkflow.ofRois(List.of(a, b, c), image, image, false);
    assertEquals(1, current.size());
  }

  @Test
  public void imagesOfDifferentSizesAreRefused() {
    ImagePlus image = Painted.discs("a");
    ImagePlus labels = segment(image, 0).labels();
    ImagePlus small = new ImagePlus("small", image.getProcessor().createProcessor(10, 10));
    assertThrows(
        IllegalArgumentException.class, () -> MeasureWorkflow.ofLabels(labels, small, false));
    ImagePlus three = segment(Painted.stack("s", 3), 0).labels();
    ImagePlus two = Painted.stack("t", 2);
    assertThrows(IllegalArgumentException.class, () -> MeasureWorkflow.ofLabels(three, two, true));
  }

  @Test
  public void anImageOfOnePlaneServesAllPlanesOfALabelStack() {
    ImagePlus labels = segment(Painted.stack("s", 3), 0).labels();
    List<PlaneCells> planes = MeasureWorkflow.ofLabels(labels, Painted.discs("one"), true);
    assertEquals(3, planes.size());
    assertEquals(
        Painted.CELL, planes.get(2).cells().get(0).measurements().get("median_intensity"), 0);
  }

  private static SegmentWorkflow.Result segment(ImagePlus image, int channel) {
    return SegmentWorkflow.run(
        image,
        new SegmentOptions(channel, 0, SegmentationSettings.defaults(), true),
        part -> {},
        () -> false);
  }

  private static void assertSame(PlaneCells expected, PlaneCells actual) {
    assertEquals(expected.slice(), actual.slice());
    assertEquals(expected.frame(), actual.frame());
    assertEquals(expected.channel(), actual.channel());
    assertEquals(expected.cells().size(), actual.cells().size());
    for (int i = 0; i < expected.cells().size(); i++) {
      Cell e = expected.cells().get(i);
      Cell a = actual.cells().get(i);
      assertEquals(e.number(), a.number());
      assertEquals(e.box(), a.box());
      assertEquals(
          e.classified().map(Classification::name), a.classified().map(Classification::name));
      assertEquals(e.measurements().columns(), a.measurements().columns());
      for (String column : e.measurements().columns())
        assertEquals(column, e.measurements().get(column), a.measurements().get(column), 0);
    }
  }
}
