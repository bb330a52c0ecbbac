package org.unstained.workflow.analysis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Roi;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.cells.Cell;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;
import org.unstained.models.ComputeDevices;
import org.unstained.models.EngineFiles;
import org.unstained.models.ModelLibrary;
import org.unstained.segment.SegmentationSettings;

public class ClassifyWorkflowTest {
  private static final ClassifyOptions OPTIONS = ClassifyOptions.of(NetworkPackages.CLASSIFIER);

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path home;

  @Before
  public void install() throws IOException {
    home = temporary.newFolder("home").toPath();
    NetworkPackages.install(home);
  }

  private ClassifyWorkflow open(ClassifyOptions options) throws IOException {
    return ClassifyWorkflow.open(
        options,
        new ModelLibrary(home, Optional.empty()),
        new ComputeDevices(new EngineFiles(home)));
  }

  private List<PlaneCells> classify(
      ImagePlus image, List<PlaneCells> cells, ClassifyOptions options) throws IOException {
    try (ClassifyWorkflow classify = open(options)) {
      return classify.run(image, cells, p -> {}, () -> false).planes();
    }
  }

  private static List<PlaneCells> segmented(ImagePlus image) {
    return SegmentWorkflow.run(
            image,
            new SegmentOptions(0, 0, SegmentationSettings.defaults(), true),
            p -> {},
            () -> false)
        .planeCells();
  }

  @Test
  public void segmentedCellsGetTheirClassesAndKeepAllElse() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    List<PlaneCells> cells = segmented(image);
    List<PlaneCells> classified = classify(image, cells, OPTIONS);
    assertEquals(5, classified.get(0).cells().size());
    for (int i = 0; i < 5; i++) {
      Cell cell = classified.get(0).cells().get(i);
      assertEquals(cells.get(0).cells().get(i), cell.as(null));
      assertEquals(cell.y() < 80 ? "Living Cell" : "Dead Cell", cell.classification().name());
      double sum =
          cell.classification().probabilities().values().stream().mapToDouble(p -> p).sum();
      assertEquals(1, sum, 1e-5);
    }
  }

  @Test
  public void whatAPersonHasSaidStaysWithWhatTheModelThinksBesideIt() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    PlaneCells plane = segmented(image).get(0);
    List<Cell> cells = new ArrayList<>(plane.cells());
    cells.set(0, cells.get(0).as(new Classification("Debris", 1, Map.of(), true)));
    List<PlaneCells> labelled = List.of(new PlaneCells("a", 1, 1, 1, cells));
    List<Cell> classified = classify(image, labelled, OPTIONS).get(0).cells();
    assertEquals("Debris", classified.get(0).classification().name());
    assertTrue(classified.get(0).classification().byHand());
    assertEquals(
        classify(image, List.of(plane), OPTIONS)
            .get(0)
            .cells()
            .get(0)
            .classification()
            .probabilities(),
        classified.get(0).classification().probabilities());
    assertFalse(classified.get(1).classification().byHand());
  }

  @Test
  public void drawnRoisAreClassifiedInTheirOrder() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    List<Roi> rois = List.of(new OvalRoi(37, 105, 19, 19), new Roi(33, 33, 18, 18));
    List<PlaneCells> cells = MeasureWorkflow.ofRois(rois, image, image, false);
    assertEquals(
        List.of("Dead Cell", "Living Cell"),
        classify(image, cells, OPTIONS).get(0).cells().stream()
            .map(cell -> cell.classification().name())
            .toList());
  }

  @Test
  public void whatHasNoSidesIsTheSameInEveryPosition() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    List<PlaneCells> cells = segmented(image);
    ClassifyOptions turned = new ClassifyOptions(NetworkPackages.CLASSIFIER, "", true, "cpu");
    List<Cell> upright = classify(image, cells, OPTIONS).get(0).cells();
    List<Cell> all = classify(image, cells, turned).get(0).cells();
    for (int i = 0; i < upright.size(); i++)
      assertEquals(
          upright.get(i).classification().score(), all.get(i).classification().score(), 1e-5);
  }

  @Test
  public void noCellsAreAResultAndPlanesStay() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    List<PlaneCells> none = List.of(new PlaneCells("a", 1, 1, 1, List.of()));
    assertEquals(none, classify(image, none, OPTIONS));
  }

  @Test
  public void escStops() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    try (ClassifyWorkflow classify = open(OPTIONS)) {
      assertThrows(
          CancellationException.class,
          () -> classify.run(image, segmented(image), p -> {}, () -> true));
    }
  }

  @Test
  public void aDetectorIsRefusedWithWhatToDo() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> open(ClassifyOptions.of(NetworkPackages.DETECTOR)));
    assertTrue(e.getMessage(), e.getMessage().contains("run Detect Cells"));
  }
}
