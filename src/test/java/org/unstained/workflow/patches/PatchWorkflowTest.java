package org.unstained.workflow.patches;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.cells.Cell;
import org.unstained.cells.PatchGrid;
import org.unstained.cells.PlaneCells;
import org.unstained.models.ComputeDevices;
import org.unstained.models.EngineFiles;
import org.unstained.models.ModelLibrary;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.patches.PatchOptions.EmptyChoice;
import org.unstained.workflow.patches.PatchOptions.EmptyRule;

public class PatchWorkflowTest {
  private static final Path PHASE = Path.of("../shared/data/phase");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path home;

  @Before
  public void install() throws IOException {
    home = temporary.newFolder("home").toPath();
    NetworkPackages.install(home);
  }

  private PatchWorkflow open(String model, int size, int step, EmptyChoice empty)
      throws IOException {
    return PatchWorkflow.open(
        new PatchOptions(ClassifyOptions.of(model), size, step, empty),
        new ModelLibrary(home, Optional.empty()),
        new ComputeDevices(new EngineFiles(home)),
        Installation.networks());
  }

  private PatchResult run(ImagePlus image, int size, int step, EmptyChoice empty)
      throws IOException {
    try (PatchWorkflow work = open(NetworkPackages.CLASSIFIER, size, step, empty)) {
      return work.run(image, true, p -> {}, () -> false);
    }
  }

  /** Three squares of 24 pixels: bright noise, dim noise, nothing at all. */
  private static ByteProcessor squares() {
    ByteProcessor ip = new ByteProcessor(72, 24);
    for (int y = 0; y < 24; y++)
      for (int x = 0; x < 48; x++) ip.set(x, y, (x < 24 ? 180 : 40) + (x / 6 + y / 6) % 2 * 20);
    return ip;
  }

  @Test
  public void emptyPatchesAreLeftOutAndTheOthersGetTheirClasses() throws IOException {
    PatchResult result = run(new ImagePlus("a", squares()), 24, 24, EmptyChoice.CONTENT);
    List<Cell> patches = result.planes().get(0).cells();
    assertEquals(List.of(1, 2), patches.stream().map(Cell::number).toList());
    assertEquals("Living Cell", patches.get(0).classification().name());
    assertEquals("Dead Cell", patches.get(1).classification().name());
    PatchFractions.Row row = PatchFractions.of(result).rows().get(0);
    assertEquals(3, row.patches());
    assertEquals(1, row.empty());
    assertEquals(0.5, row.fractions()[0], 0);
    assertEquals(0.5, row.fractions()[1], 0);
    assertEquals(1, row.probabilities()[0] + row.probabilities()[1], 1e-6);
    assertEquals(
        List.of(
            "image",
            "frame",
            "slice",
            "patches",
            "empty",
            "fraction_Living Cell",
            "fraction_Dead Cell",
            "mean_p_Living Cell",
            "mean_p_Dead Cell"),
        PatchFractions.of(result).columns());
  }

  @Test
  public void mapsAreMeansOfProbabilitiesAndNothingWhereAllIsEmpty() throws IOException {
    ImagePlus image = new ImagePlus("a.tif", squares());
    PatchResult result = run(image, 24, 12, EmptyChoice.CONTENT);
    PatchMaps maps = PatchMaps.of(image, result);
    Map<String, ImagePlus> heat = maps.probabilityImages();
    ImagePlus living = heat.get("Living Cell");
    assertEquals("a-Living Cell-probability", living.getTitle());
    assertEquals(32, living.getBitDepth());
    List<Cell> patches = result.planes().get(0).cells();
    double first = patches.get(0).classification().probabilities().get("Living Cell");
    double second = patches.get(1).classification().probabilities().get("Living Cell");
    assertEquals(first, living.getProcessor().getf(3, 3), 1e-6);
    assertEquals((first + second) / 2, living.getProcessor().getf(14, 3), 1e-6);
    assertTrue(Float.isNaN(living.getProcessor().getf(71, 20)));
    ImagePlus classes = maps.classImage();
    assertEquals("a-classes", classes.getTitle());
    assertEquals(8, classes.getBitDepth());
    assertEquals(1, classes.getProcessor().get(2, 2));
    assertEquals(2, classes.getProcessor().get(45, 2));
    assertEquals(0, classes.getProcessor().get(70, 2));
  }

  @Test
  public void withoutALookForEmptyOnesEachPatchHasAClass() throws IOException {
    PatchResult result = run(new ImagePlus("a", squares()), 24, 24, EmptyChoice.NONE);
    assertEquals(3, result.cells().cells());
  }

  @Test
  public void allPlanesKeepTheirPlaces() throws IOException {
    ImageStack stack = new ImageStack(72, 24);
    for (int i = 0; i < 4; i++) stack.addSlice(i == 2 ? new ByteProcessor(72, 24) : squares());
    ImagePlus image = new ImagePlus("s", stack);
    image.setDimensions(1, 2, 2);
    PatchResult result = run(image, 24, 24, EmptyChoice.CONTENT);
    assertEquals(4, result.planes().size());
    PlaneCells third = result.planes().get(2);
    assertEquals(1, third.slice());
    assertEquals(2, third.frame());
    assertEquals(0, third.cells().size());
    assertTrue(Double.isNaN(PatchFractions.of(result).rows().get(2).fractions()[0]));
    ImagePlus map = PatchMaps.of(image, result).classImage();
    assertEquals(2, map.getNSlices());
    assertEquals(2, map.getNFrames());
    assertEquals(0, map.getStack().getProcessor(3).get(2, 2));
    assertEquals(1, map.getStack().getProcessor(4).get(2, 2));
  }

  @Test
  public void aGivenContentDecidesAloneAndNoContentAtAllIsEmpty() throws IOException {
    EmptyChoice high = new EmptyChoice(EmptyRule.CONTENT, OptionalDouble.of(1e6), "");
    assertEquals(0, run(new ImagePlus("a", squares()), 24, 24, high).cells().cells());
    EmptyChoice zero = new EmptyChoice(EmptyRule.CONTENT, OptionalDouble.of(0), "");
    assertEquals(3, run(new ImagePlus("a", squares()), 24, 24, zero).cells().cells());
  }

  @Test
  public void patchesOfOneKindAreNotParted() {
    double[] alike = new Random(1).doubles(200, 100, 150).toArray();
    assertEquals(OptionalDouble.empty(), ContentLimit.of(alike));
    assertEquals(OptionalDouble.empty(), ContentLimit.of(new double[] {0, 0}));
    assertEquals(OptionalDouble.empty(), ContentLimit.of(new double[] {}));
    assertEquals(OptionalDouble.empty(), ContentLimit.of(new double[] {5, Double.NaN}));
    double[] two = alike.clone();
    for (int i = 0; i < 50; i++) two[i] /= 20;
    double limit = ContentLimit.of(two).getAsDouble();
    assertTrue("" + limit, limit >= 5 && limit < 100);
  }

  @Test
  public void whatMakesNoSenseIsRefused() throws IOException {
    ImagePlus image = new ImagePlus("tiny", squares());
    assertSaid("'tiny': 'size' can't be 30", () -> run(image, 30, 10, EmptyChoice.NONE));
    assertSaid("'step' can't be 25", () -> run(image, 24, 25, EmptyChoice.NONE));
    assertSaid(
        "is a model for detection",
        () -> open(NetworkPackages.DETECTOR, 24, 24, EmptyChoice.NONE).close());
    assertSaid(
        "none of them is 'empty'",
        () ->
            open(
                    NetworkPackages.CLASSIFIER,
                    24,
                    24,
                    new EmptyChoice(
                        EmptyRule.MODEL, OptionalDouble.empty(), NetworkPackages.CLASSIFIER))
                .close());
    assertSaid(
        "'filter' is empty", () -> new EmptyChoice(EmptyRule.MODEL, OptionalDouble.empty(), ""));
    assertSaid(
        "'filter' is for", () -> new EmptyChoice(EmptyRule.NONE, OptionalDouble.empty(), "x"));
    assertSaid("'content' is for", () -> new EmptyChoice(EmptyRule.NONE, OptionalDouble.of(1), ""));
    try (PatchWorkflow work = open(NetworkPackages.CLASSIFIER, 24, 24, EmptyChoice.NONE)) {
      assertThrows(CancellationException.class, () -> work.run(image, true, p -> {}, () -> true));
      assertThrows(
          IllegalArgumentException.class, () -> work.run(null, true, p -> {}, () -> false));
    }
  }

  @Test
  public void aModelThatSeesOnlyTheMiddleOfAPatchIsPointedOut() throws IOException {
    ImagePlus image = NetworkPackages.discs("a");
    assertTrue(
        String.join(" ", run(image, 60, 30, EmptyChoice.NONE).notes()).contains("the middle 24"));
    assertFalse(
        String.join(" ", run(image, 24, 24, EmptyChoice.NONE).notes()).contains("the middle"));
  }

  @Test
  public void aPictureOfNothingButNaNIsEmpty() throws IOException {
    float[] pixels = new float[48 * 48];
    java.util.Arrays.fill(pixels, Float.NaN);
    ImagePlus image = new ImagePlus("nan", new FloatProcessor(48, 48, pixels));
    EmptyChoice zero = new EmptyChoice(EmptyRule.CONTENT, OptionalDouble.of(0), "");
    assertEquals(0, run(image, 24, 24, zero).cells().cells());
  }

  /** Patches without a pixel of a cell against those a tenth of which is cells. */
  @Test
  public void contentPartsEmptyPatchesOfPhaseContrastFromThoseWithCells() {
    assumeTrue(Files.isDirectory(PHASE));
    for (String set : List.of("set01", "set18", "set22", "set30", "set45")) {
      ImagePlus image = IJ.openImage(PHASE.resolve(set + "/raw.tif").toString());
      ImagePlus labels = IJ.openImage(PHASE.resolve(set + "/instances_ids.png").toString());
      PatchGrid grid = new PatchGrid(image.getWidth(), image.getHeight(), 64, 32);
      List<PlaneCells> planes = PatchPlanes.of(image, grid, 0, 1, false, p -> {}, () -> false);
      double limit =
          ContentLimit.of(
                  planes.get(0).cells().stream()
                      .mapToDouble(c -> c.measurements().get("content"))
                      .toArray())
              .getAsDouble();
      int[][] counts = new int[2][2];
      for (Cell patch : planes.get(0).cells()) {
        int covered = 0;
        for (int y = 0; y < 64; y++)
          for (int x = 0; x < 64; x++)
            if (labels.getProcessor().get((int) patch.box().x() + x, (int) patch.box().y() + y) > 0)
              covered++;
        if (covered > 0 && covered < 410) continue;
        counts[covered > 0 ? 1 : 0][patch.measurements().get("content") > limit ? 1 : 0]++;
      }
      double balanced =
          (counts[0][0] / (double) (counts[0][0] + counts[0][1])
                  + counts[1][1] / (double) (counts[1][0] + counts[1][1]))
              / 2;
      System.out.printf("phase %s: limit %.0f, balanced accuracy %.3f%n", set, limit, balanced);
      assertTrue("set " + set + ": " + balanced, balanced > 0.85);
    }
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private static void assertSaid(String part, Attempt attempt) {
    String message = assertThrows(IllegalArgumentException.class, attempt::run).getMessage();
    assertTrue(message, message.contains(part));
  }
}
