package org.unstained.workflow.folder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.classical.Distance;
import org.unstained.classical.Method;
import org.unstained.classical.Recipe;
import org.unstained.models.ComputeDevices;
import org.unstained.models.EngineFiles;
import org.unstained.models.ModelLibrary;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.crops.CropOptions;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.patches.EmptyTraining;
import org.unstained.workflow.patches.PatchOptions;
import org.unstained.workflow.patches.PatchOptions.EmptyChoice;
import org.unstained.workflow.patches.PatchOptions.EmptyRule;
import org.unstained.workflow.patches.PatchWorkflow;
import org.unstained.workflow.training.MeasurementTraining;

/** Patches of an image that stays in its file are those of one in memory. */
public class LargePatchesTest {
  private static final int WIDTH = 1003;
  private static final int HEIGHT = 717;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final List<String> failures = new ArrayList<>();
  private Path home;
  private Path input;

  @Before
  public void install() throws IOException {
    home = temporary.newFolder("home").toPath();
    input = temporary.newFolder("in").toPath();
    NetworkPackages.install(home);
  }

  @After
  public void tearDown() {
    System.clearProperty(LargeImages.LIMIT);
  }

  private ModelLibrary library() {
    return new ModelLibrary(home, Optional.empty());
  }

  private Path run(String name, PatchOptions options, CropOutput crops) throws IOException {
    Path output = temporary.getRoot().toPath().resolve(name);
    PatchWorkflow patches =
        PatchWorkflow.open(
            options, library(), new ComputeDevices(new EngineFiles(home)), Installation.networks());
    try (ImageTask task = new PatchTask(patches)) {
      FolderRun.run(
          FolderRun.Plan.of(input, output, task, Map.of()).withCrops(crops),
          new FolderRun.Listener() {
            @Override
            public void done(FolderProgress progress, String image, int cells, double seconds) {}

            @Override
            public void failed(FolderProgress progress, String image, String reason) {
              failures.add(reason);
            }
          },
          () -> false);
    }
    return output;
  }

  /** Areas of noise, light and dark, and areas of nothing. */
  private static ByteProcessor areas(int seed) {
    Random random = new Random(seed);
    ByteProcessor ip = new ByteProcessor(WIDTH, HEIGHT);
    for (int top = 0; top < HEIGHT; top += 100)
      for (int left = 0; left < WIDTH; left += 100) {
        int kind = random.nextInt(3);
        for (int y = top; y < Math.min(HEIGHT, top + 100); y++)
          for (int x = left; x < Math.min(WIDTH, left + 100); x++)
            ip.set(
                x,
                y,
                kind == 0
                    ? 60 + random.nextInt(2)
                    : (kind == 1 ? 180 : 40) + (x / 6 + y / 6) % 2 * 30 + random.nextInt(9));
      }
    return ip;
  }

  private void save(ImageProcessor... frames) {
    ImageStack stack = new ImageStack(frames[0].getWidth(), frames[0].getHeight());
    for (ImageProcessor frame : frames) stack.addSlice(frame);
    ImagePlus imp = new ImagePlus("a", stack);
    imp.setDimensions(1, 1, frames.length);
    imp.setOpenAsHyperStack(frames.length > 1);
    imp.getCalibration().setUnit("um");
    imp.getCalibration().pixelWidth = imp.getCalibration().pixelHeight = 0.65;
    String path = input.resolve("a.tif").toString();
    FileSaver saver = new FileSaver(imp);
    assertTrue(frames.length > 1 ? saver.saveAsTiffStack(path) : saver.saveAsTiff(path));
  }

  private static PatchOptions options(int size, int step, EmptyChoice empty) {
    return new PatchOptions(ClassifyOptions.of(NetworkPackages.CLASSIFIER), size, step, empty);
  }

  private static EmptyChoice byModel(String name) {
    return new EmptyChoice(EmptyRule.MODEL, OptionalDouble.empty(), name);
  }

  /** Says how many patches aren't empty. */
  private int assertSame(PatchOptions options) throws IOException {
    Path whole = run("whole" + options.step(), options, CropOutput.none());
    System.setProperty(LargeImages.LIMIT, "1000");
    Path parts = run("parts" + options.step(), options, CropOutput.none());
    System.clearProperty(LargeImages.LIMIT);
    assertEquals(List.of(), failures);
    for (String same : List.of("a-cells.csv", "a-patch-fractions.csv", "summary.csv", "cells.csv"))
      assertEquals(
          same, Files.readString(whole.resolve(same)), Files.readString(parts.resolve(same)));
    int rois =
        FolderContents.assertSameZips(whole.resolve("a-rois.zip"), parts.resolve("a-rois.zip"));
    assertTrue(Files.exists(parts.resolve("a-overlay.png")));
    assertFalse(Files.exists(parts.resolve("a-labels.ome.tif")));
    for (String map : List.of("classes", "Living Cell-probability", "Dead Cell-probability"))
      assertSameMap(whole, parts, "a-" + map + ".tif", options.step());
    return rois;
  }

  /** The small map is the large one at the middle of each step. */
  private static void assertSameMap(Path whole, Path parts, String name, int step) {
    ImagePlus large = IJ.openImage(whole.resolve(name).toString());
    ImagePlus small = IJ.openImage(parts.resolve(name).toString());
    assertEquals((WIDTH + step - 1) / step, small.getWidth());
    assertEquals((HEIGHT + step - 1) / step, small.getHeight());
    assertEquals(large.getBitDepth(), small.getBitDepth());
    assertEquals(large.getStackSize(), small.getStackSize());
    assertEquals(large.getNFrames(), small.getNFrames());
    // ImageJ writes pixels a unit as millionths.
    assertEquals(0.65 * step, small.getCalibration().pixelWidth, 0.65 * step * 1e-4);
    assertEquals(large.getDisplayRangeMax(), small.getDisplayRangeMax(), 0);
    assertArrayEquals(
        large.getProcessor().getLut().getBytes(), small.getProcessor().getLut().getBytes());
    int different = 0;
    for (int n = 1; n <= small.getStackSize(); n++)
      for (int y = 0; y < small.getHeight(); y++)
        for (int x = 0; x < small.getWidth(); x++) {
          float all =
              large
                  .getStack()
                  .getProcessor(n)
                  .getf(
                      Math.min(x * step + step / 2, WIDTH - 1),
                      Math.min(y * step + step / 2, HEIGHT - 1));
          if (Float.compare(all, small.getStack().getProcessor(n).getf(x, y)) != 0) different++;
        }
    assertEquals(name, 0, different);
  }

  @Test
  public void patchesOfAnyGridAreTheSame() throws IOException {
    save(areas(1));
    int all = assertSame(options(48, 20, EmptyChoice.NONE));
    assertEquals(49 * 35, all);
    int filled = assertSame(options(64, 32, EmptyChoice.CONTENT));
    assertTrue(filled + " patches", filled > 100 && filled < 31 * 22);
  }

  @Test
  public void thousandsOfPatchesAreTheSame() throws IOException {
    save(areas(2));
    assertTrue(assertSame(options(24, 6, EmptyChoice.CONTENT)) > 1 << 13);
  }

  @Test
  public void whatIsEmptyInSeveralFramesIsDecidedOverAll() throws IOException {
    save(areas(1), areas(2), new ByteProcessor(WIDTH, HEIGHT));
    assertTrue(assertSame(options(64, 32, EmptyChoice.CONTENT)) > 200);
    EmptyChoice least = new EmptyChoice(EmptyRule.CONTENT, OptionalDouble.of(5), "");
    assertTrue(assertSame(options(64, 40, least)) > 100);
  }

  @Test
  public void aNetworkSaysWhichPatchesAreEmpty() throws IOException {
    NetworkPackages.classifier(home, "bright-or-empty", List.of("Bright", "Empty"));
    save(areas(1), new ByteProcessor(WIDTH, HEIGHT), areas(2));
    int all = 3 * 31 * 22;
    int filled = assertSame(options(64, 32, byModel("bright-or-empty")));
    assertTrue(filled + " patches", filled > all / 20 && filled < all / 2);
    String table = Files.readString(temporary.getRoot().toPath().resolve("parts32/a-cells.csv"));
    assertTrue(table.contains(",Living Cell,"));
    assertFalse("dim patches", table.contains(",Dead Cell,"));
  }

  @Test
  public void aModelOfMeasurementsSaysWhichOfThousandsOfPatchesAreEmpty() throws IOException {
    trainEmptyPatches("no-cells");
    save(areas(2));
    int filled = assertSame(options(24, 6, byModel("no-cells")));
    assertTrue(filled + " patches", filled > 1 << 13 && filled < 164 * 117);
  }

  /** Patches without a number are empty and never come before the model. */
  @Test
  public void patchesOfNothingButNaNAreEmptyForAModel() throws IOException {
    trainEmptyPatches("no-cells");
    FloatProcessor holes = areas(1).convertToFloatProcessor();
    for (int y = 0; y < HEIGHT; y++)
      for (int x = 0; x < WIDTH; x++) if (x > 300 && x < 600) holes.setf(x, y, Float.NaN);
    save(holes);
    int filled = assertSame(options(64, 32, byModel("no-cells")));
    assertTrue(filled + " patches", filled > 50 && filled < 31 * 22 / 2);
    Path table = temporary.getRoot().toPath().resolve("parts32/a-cells.csv");
    for (String row : Files.readAllLines(table).subList(1, filled + 1)) {
      double x = Double.parseDouble(row.split(",")[5]);
      assertTrue(row, x <= 300 || x + 64 > 600);
    }
  }

  private void trainEmptyPatches(String name) throws IOException {
    ImagePlus image = new ImagePlus("trained", areas(3));
    List<Roi> rois = new ArrayList<>();
    for (int top = 0; top + 100 <= HEIGHT; top += 100)
      for (int left = 0; left + 100 <= WIDTH; left += 100) {
        Roi area = new Roi(left, top, 100, 100);
        image.setRoi(area);
        area.setName(image.getStatistics().stdDev < 2 ? "empty" : "filled");
        rois.add(area);
      }
    MeasurementTraining.run(
        EmptyTraining.marked(List.of(new EmptyTraining.Marked(image, rois)), 24, 24, 0),
        new MeasurementTraining.Plan(
            name, Recipe.of(Method.SVM), List.of(Distance.EUCLIDEAN), 3, "", false),
        library(),
        p -> {},
        () -> false);
  }

  @Test
  public void cropsOfPatchesAreTheSame() throws IOException {
    save(areas(1));
    CropOutput crops =
        new CropOutput(CropOutput.Form.STACK, new CropOptions(64, false, false, false));
    PatchOptions options = options(64, 64, EmptyChoice.CONTENT);
    Path whole = run("whole", options, crops);
    System.setProperty(LargeImages.LIMIT, "1000");
    Path parts = run("parts", options, crops);
    assertEquals(List.of(), failures);
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("a-crops.tif")),
        Files.readAllBytes(parts.resolve("a-crops.tif")));
  }

  @Test
  public void cropsWithoutRoomAreRefusedBeforeTheFirst() throws IOException {
    save(areas(2));
    System.setProperty(LargeImages.LIMIT, "1000");
    CropOutput crops = LargeCropsTest.tooManyBytes(CropOutput.Form.STACK, input);
    Path output = run("out", options(24, 6, EmptyChoice.NONE), crops);
    LargeCropsTest.assertNoRoom(failures, output, "19,305 cells of a.tif");
  }

  @Test
  public void patchesThatAreTooManyToCompareSaySo() throws IOException {
    int side = 1000;
    int frames = (int) (Runtime.getRuntime().maxMemory() / 2 / 32 / (side * side)) + 1;
    save(Collections.nCopies(frames, new ByteProcessor(side, side)).toArray(ByteProcessor[]::new));
    System.setProperty(LargeImages.LIMIT, "1000");
    Path output = run("out", options(1, 1, EmptyChoice.CONTENT), CropOutput.none());
    assertEquals(1, failures.size());
    assertTrue(
        failures.get(0),
        failures
            .get(0)
            .startsWith(
                "'step' 1 makes %,d patches of 'a.tif', too many to say from all of them which are empty. Choose a larger step"
                    .formatted((long) frames * side * side)));
    assertFalse(Files.exists(output.resolve("a-cells.csv")));
  }

  @Test
  public void thePictureShowsTheClassesInTheirColours() throws IOException {
    save(areas(1));
    System.setProperty(LargeImages.LIMIT, "1000");
    Path parts = run("out", options(64, 32, EmptyChoice.CONTENT), CropOutput.none());
    ImagePlus picture = IJ.openImage(parts.resolve("a-overlay.png").toString());
    int blue = 0;
    int orange = 0;
    for (int i = 0; i < picture.getProcessor().getPixelCount(); i++) {
      int rgb = picture.getProcessor().get(i) & 0xffffff;
      if (rgb == 0x56b4e9) blue++;
      if (rgb == 0xe69f00) orange++;
    }
    assertTrue(blue + " and " + orange, blue > 1000 && orange > 1000);
    assertTrue(blue + " and " + orange, blue + orange < WIDTH * HEIGHT / 10);
  }

  @Test
  public void aGridThatIsTooFineIsRefused() throws IOException {
    save(areas(1));
    System.setProperty(LargeImages.LIMIT, "1000");
    run("out", options(2000, 2000, EmptyChoice.NONE), CropOutput.none());
    assertTrue(failures.toString(), failures.get(0).contains("'size' can't be 2000"));
  }
}
