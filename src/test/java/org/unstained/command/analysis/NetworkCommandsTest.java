package org.unstained.command.analysis;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;
import org.scijava.convert.ConvertService;
import org.unstained.NetworkPackages;
import org.unstained.command.CellCommand;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.DetectorChoice;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.ModelChoice;
import org.unstained.command.NetworkResults;
import org.unstained.models.ModelTask;

/** Detect Cells and Classify Cells without a screen, with models of a library of their own. */
public class NetworkCommandsTest {
  private static final String BOTH = "model=test-detector classifier=test-classifier";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path home;
  private String before;

  @Before
  public void install() throws IOException {
    home = temporary.newFolder("ho me").toPath();
    NetworkPackages.install(home);
    before = System.getProperty("unstained.home");
    System.setProperty("unstained.home", home.toString());
    Analyzer.setResultsTable(new ResultsTable());
  }

  @After
  public void restore() {
    if (before == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", before);
    Analyzer.setResultsTable(new ResultsTable());
    Interpreter.batchMode = false;
  }

  @Test
  public void detectedCellsAreInTheOverlayAndInTheTable() {
    ImagePlus image = NetworkPackages.discs("a");
    image.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
    assertWell(detect(image, BOTH));
    assertEquals(6, image.getOverlay().size());
    assertEquals(
        List.of(
            "image",
            "frame",
            "slice",
            "channel",
            "cell",
            "x_px",
            "y_px",
            "width_px",
            "height_px",
            "class",
            "score",
            "p_Living Cell",
            "p_Dead Cell",
            "area_px2",
            "mean_intensity"),
        List.of(table().getHeadings()).subList(0, 15));
    assertEquals(5, table().size());
    assertEquals("Dead Cell", table().getStringValue("class", 4));
    assertEquals(table().getValue("p_Dead Cell", 4), table().getValue("score", 4), 0);
    Roi roi = image.getOverlay().get(5);
    assertEquals("Dead Cell", roi.getProperty("class"));
    assertEquals(2, roi.getGroup());
    assertTrue(roi.getProperty("p_Living Cell") != null);
  }

  @Test
  public void theDeviceIsInThePropertiesOfTheImage() {
    ImagePlus image = NetworkPackages.discs("a");
    assertWell(detect(image, BOTH + " device=cpu"));
    assertTrue(image.getProp(NetworkResults.DEVICE).startsWith("CPU"));
    assertEquals("test-detector 1.2.0 + test-classifier 1.2.0", image.getProp("UnstainedModels"));
  }

  @Test
  public void aModelMayBeGivenByItsPath() throws IOException {
    Path elsewhere = temporary.newFolder("with blank").toPath().resolve("mine");
    Files.move(home.resolve("models/test-detector"), elsewhere);
    ImagePlus image = NetworkPackages.discs("a");
    assertWell(detect(image, "model=[" + elsewhere + "] table=false"));
    assertEquals(5, image.getOverlay().size());
    assertEquals(0, table().size());
  }

  @Test
  public void allPlanesAndOnlyOursAreReplaced() {
    ImageStack stack = new ImageStack(240, 160);
    stack.addSlice(NetworkPackages.discs(3, 2));
    stack.addSlice(NetworkPackages.discs(1, 0));
    ImagePlus image = new ImagePlus("s", stack);
    assertWell(detect(image, BOTH + " planes=all"));
    assertEquals(6, image.getOverlay().size());
    assertWell(detect(image, BOTH + " planes=all score=0.95"));
    assertTrue(image.getOverlay() == null || image.getOverlay().size() < 6);
  }

  @Test
  public void noCellsAreAResultWithAHeader() {
    ImagePlus image = new ImagePlus("flat", new ByteProcessor(60, 50));
    assertWell(detect(image, BOTH));
    assertEquals(0, table().size());
    assertTrue(table().columnExists("score"));
    assertNull(image.getOverlay());
  }

  @Test
  public void detectedSegmentedAndDrawnCellsCanBeClassified() {
    ImagePlus image = NetworkPackages.discs("a");
    assertWell(detect(image, "model=test-detector table=false"));
    assertWell(classify(image, "model=test-classifier turns"));
    assertEquals(5, table().size());
    assertEquals("Living Cell", image.getOverlay().get(0).getProperty("class"));
    ImagePlus other = NetworkPackages.discs("b");
    assertWell(run(new SegmentCells(), other, "map=true table=false"));
    assertWell(classify(other, "model=test-classifier source=overlay"));
    assertEquals("Dead Cell", other.getOverlay().get(4).getProperty("class"));
    double area = table().getValue("area_px2", 9);
    other.setOverlay(null);
    assertWell(classify(other, "model=test-classifier")); // the label map b-labels
    assertEquals(area, table().getValue("area_px2", 9), 0);
    ImagePlus drawn = NetworkPackages.discs("c");
    drawn.setRoi(new Roi(30, 30, 24, 24));
    assertWell(classify(drawn, "model=test-classifier table=false"));
    assertEquals(1, drawn.getOverlay().size());
    assertEquals("Living Cell", drawn.getOverlay().get(0).getProperty("class"));
  }

  @Test
  public void whatMakesNoSenseIsRefusedAndChangesNothing() {
    ImagePlus image = NetworkPackages.discs("a");
    assertFailed(detect(image, ""), "model is missing", "test-detector");
    assertFailed(detect(image, "model=test-detectr"), "'test-detector' meant");
    assertFailed(detect(image, "model=test-classifier"), "for classification");
    assertFailed(classify(image, "model=test-classifier"), "no cells to classify", "Detect Cells");
    assertFailed(
        classify(image, "model=test-classifier source=overlay"), "overlay of 'a' holds no cells");
    assertFailed(
        classify(image, "model=test-classifier source=labels map=x"), "'map' can't be 'x'");
    assertFailed(detect(image, BOTH + " tile=8"), "'tile' can't be 8");
    assertFailed(detect(image, BOTH + " channels=2"), "'channels' can't hold 2");
    assertFailed(detect(image, BOTH + " channels=x"), "'channels'");
    assertFailed(detect(image, BOTH + " rois"), "ROI Manager");
    assertFailed(detect(image, BOTH + " device=cuda"), "can't be used", "auto");
    assertNull(image.getOverlay());
    assertEquals(0, table().size());
  }

  @Test
  public void numbersThatMayBeLeftOutAreCheckedWhenGiven() {
    for (String key : List.of("weight", "score", "overlap"))
      for (String bad : List.of("2", "-0.1", "abc", "NaN", "0,5")) {
        String message =
            org.junit.Assert.assertThrows(
                    IllegalArgumentException.class,
                    () -> Inputs.read(new DetectCells(), key + "=" + bad))
                .getMessage();
        assertTrue(message, message.contains("'" + key + "' can't be '"));
        assertTrue(message, message.contains("or nothing"));
      }
    DetectCells command = new DetectCells();
    Inputs.read(command, "score=[] weight=0.25");
    assertTrue(command.options().score().isEmpty());
    assertEquals(0.25, command.options().weight().getAsDouble(), 0);
  }

  @Test
  public void aDialogOffersTheInstalledModelsOfTheTask() throws IOException {
    NetworkPackages.classifier(home, "a-classifier", List.of("RBC", "WBC"));
    assertEquals(
        List.of("a-classifier", "test-classifier"),
        ModelChoice.installed(ModelTask.CLASSIFICATION).stream()
            .filter(name -> name.contains("-classifier"))
            .filter(name -> name.startsWith("a-") || name.startsWith("test-"))
            .toList());
    try (Context context = new Context(ConvertService.class)) {
      ConvertService convert = context.service(ConvertService.class);
      var detectors = convert.getCompatibleInputs(DetectorChoice.class);
      assertTrue(detectors.contains(new DetectorChoice("test-detector")));
      assertTrue(detectors.stream().noneMatch(d -> d.toString().equals("test-classifier")));
      var classifiers = convert.getCompatibleInputs(ClassifierChoice.class);
      assertEquals(ClassifierChoice.NONE, classifiers.iterator().next());
      assertTrue(classifiers.contains(new ClassifierChoice("a-classifier")));
      assertEquals(new DetectorChoice("x/y z"), convert.convert("x/y z", DetectorChoice.class));
    }
  }

  private static CellCommand detect(ImagePlus image, String options) {
    return run(new DetectCells(), image, options);
  }

  private static CellCommand classify(ImagePlus image, String options) {
    return run(new ClassifyCells(), image, options);
  }

  private static CellCommand run(CellCommand command, ImagePlus image, String options) {
    for (Input input : Inputs.of(command.getClass()))
      if (input.isImage()) input.value(command, image);
    Inputs.read(command, options);
    command.run();
    return command;
  }

  private static ResultsTable table() {
    return Analyzer.getResultsTable();
  }

  private static void assertWell(CellCommand command) {
    assertEquals("", command.failure().orElse(""));
  }

  private static void assertFailed(CellCommand command, String... words) {
    String message = command.failure().orElse("(it went well)");
    for (String word : words) assertTrue("'" + word + "' in: " + message, message.contains(word));
  }
}
