package org.unstained.command.patches;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.OpenImages;
import org.unstained.command.folder.BatchFolder;

public class ClassifyPatchesTest {
  private static final String MODEL = "model=test-classifier size=40 step=20 ";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private String before;

  @Before
  public void install() throws IOException {
    Path home = temporary.newFolder("home").toPath();
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
    WindowManager.setTempCurrentImage(null);
    Interpreter.batchMode = false;
    Interpreter.getBatchModeImageIDs();
  }

  private static CellCommand run(CellCommand command, ImagePlus image, String options) {
    for (Input input : Inputs.of(command.getClass()))
      if (input.isImage()) input.value(command, image);
    Inputs.read(command, options);
    command.run();
    return command;
  }

  private static void assertWell(CellCommand command) {
    assertEquals("", command.failure().orElse(""));
  }

  private static void assertFailed(CellCommand command, String... parts) {
    String message = command.failure().orElse("went well");
    for (String part : parts) assertTrue(message, message.contains(part));
  }

  private static long layers(ImagePlus image) {
    return Arrays.stream(image.getOverlay().toArray()).filter(r -> r instanceof ImageRoi).count();
  }

  @Test
  public void patchesAreRoisRowsAndMaps() {
    ImagePlus image = NetworkPackages.discs("disc.tif");
    image.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
    assertWell(run(new ClassifyPatches(), image, MODEL));
    ResultsTable table = Analyzer.getResultsTable();
    assertTrue(table.size() > 5);
    for (String column : new String[] {"class", "score", "p_Dead Cell", "content", "roughness_8"})
      assertTrue(column, table.columnExists(column));
    assertEquals(40, table.getValue("width_px", 0), 0);
    assertEquals(1, layers(image));
    assertEquals(table.size() + 2, image.getOverlay().size());
    assertEquals("the layer lies below", 0, image.getOverlay().getIndex("patches"));
    Roi patch = image.getOverlay().get(2);
    assertTrue(patch.getName(), patch.getName().matches("(Living|Dead) Cell 0[.]\\d+|.* 1[.]0+"));
    assertNotNull(patch.getProperty("cell"));
    assertTrue(OpenImages.find("disc-classes").isPresent());
    assertTrue(OpenImages.find("disc-Living Cell-probability").isPresent());
    assertTrue(image.getProp("UnstainedModels").contains("test-classifier"));
  }

  @Test
  public void anotherRunReplacesOursAndLeavesTheUsers() {
    ImagePlus image = NetworkPackages.discs("a");
    image.setOverlay(new Overlay(new Roi(1, 2, 3, 4)));
    String quiet = "map=false probability=false ";
    assertWell(run(new ClassifyPatches(), image, MODEL + quiet));
    int first = image.getOverlay().size();
    assertWell(run(new ClassifyPatches(), image, MODEL + quiet));
    assertEquals(first, image.getOverlay().size());
    assertWell(run(new ClassifyPatches(), image, MODEL + quiet + "layer=false"));
    assertEquals(0, layers(image));
    assertEquals(first - 1, image.getOverlay().size());
    assertNull(image.getOverlay().get(0).getProperty("cell"));
  }

  @Test
  public void withoutAScreenFractionsAreTheResultsIfTheTableIsNot() {
    String options = MODEL + "map=false probability=false table=false";
    assertWell(run(new ClassifyPatches(), NetworkPackages.discs("a"), options));
    assertWell(run(new ClassifyPatches(), NetworkPackages.discs("b"), options));
    assertWell(run(new ClassifyPatches(), NetworkPackages.discs("b"), options));
    ResultsTable table = Analyzer.getResultsTable();
    assertEquals(2, table.size());
    assertEquals("b", table.getStringValue("image", 1));
    assertEquals(
        1,
        table.getValue("fraction_Living Cell", 0) + table.getValue("fraction_Dead Cell", 0),
        1e-9);
    assertTrue(table.getValue("empty", 0) > 0);
  }

  @Test
  public void whatMakesNoSenseIsRefusedAndChangesNothing() {
    ImagePlus image = NetworkPackages.discs("a");
    assertFailed(
        run(new ClassifyPatches(), image, "model=test-classifier size=161 step=20"),
        "'size' can't be 161");
    assertFailed(
        run(new ClassifyPatches(), image, "model=test-classifier size=40 step=41"),
        "'step' can't be 41");
    assertFailed(
        run(new ClassifyPatches(), image, "model=test-detector size=40 step=40"), "for detection");
    assertFailed(run(new ClassifyPatches(), image, "size=40 step=40"), "model is missing");
    assertFailed(run(new ClassifyPatches(), image, MODEL + "empty=model"), "'filter' is empty");
    assertFailed(
        run(new ClassifyPatches(), image, MODEL + "empty=model filter=test-classifier"),
        "none of them is 'empty'");
    assertFailed(
        run(new ClassifyPatches(), image, MODEL + "empty=none content=3"), "'content' is for");
    assertFailed(run(new ClassifyPatches(), image, MODEL + "channels=2"), "'channels'");
    assertNull(image.getOverlay());
    assertEquals(0, Analyzer.getResultsTable().size());
  }

  /** Left half: noise. Right half: the same with blurred blobs. */
  private static ImagePlus halfFilled(String title, long seed, double gain) {
    Random random = new Random(seed);
    ByteProcessor ip = new ByteProcessor(320, 160);
    for (int i = 0; i < ip.getPixelCount(); i++)
      ip.set(i, (int) (gain * (60 + 4 * random.nextGaussian())));
    for (int k = 0; k < 60; k++) {
      int cx = 170 + random.nextInt(140), cy = 8 + random.nextInt(144);
      for (int y = -8; y < 8; y++)
        for (int x = -8; x < 8; x++)
          if (x * x + y * y < 50)
            ip.set(cx + x, cy + y, Math.min(255, ip.get(cx + x, cy + y) + (int) (gain * 30)));
    }
    return new ImagePlus(title, ip);
  }

  @Test
  public void emptyPatchesAreLearnedFromDrawnRectanglesAndFoundAtAnotherGain() {
    ImagePlus image = halfFilled("marked", 1, 1);
    Overlay overlay = new Overlay();
    Roi empty = new Roi(0, 0, 150, 160);
    empty.setName("Empty-1");
    overlay.add(empty);
    Roi filled = new Roi(170, 0, 150, 160);
    filled.setName("filled");
    overlay.add(filled);
    Roi point = new PointRoi(250, 80);
    point.setName("filled-2");
    overlay.add(point);
    Roi other = new Roi(0, 0, 300, 100);
    other.setName("scale bar");
    overlay.add(other);
    image.setOverlay(overlay);
    WindowManager.setTempCurrentImage(image);
    assertWell(run(new TrainEmptyPatches(), null, "size=40 step=20 name=emp"));
    WindowManager.setTempCurrentImage(null);
    assertEquals("empty", Analyzer.getResultsTable().getStringValue("class", 0));
    Analyzer.setResultsTable(new ResultsTable());
    ImagePlus unseen = halfFilled("unseen", 2, 2);
    String options = MODEL + "map=false probability=false empty=model filter=emp step=40";
    assertWell(run(new ClassifyPatches(), unseen, options.replace("step=20 ", "")));
    ResultsTable table = Analyzer.getResultsTable();
    assertEquals(16, table.size());
    for (int row = 0; row < table.size(); row++)
      assertTrue("" + row, table.getValue("x_px", row) >= 160);
    // As a classifier by itself it makes the map of what is empty.
    assertWell(
        run(
            new ClassifyPatches(),
            unseen,
            "model=emp size=40 step=40 empty=none map=false probability=false table=false"));
    assertEquals(33, unseen.getOverlay().size());
  }

  @Test
  public void emptyPatchesAreLearnedFromFoldersOfCrops() throws IOException {
    Path folder = temporary.newFolder("cr ops").toPath();
    ImagePlus image = halfFilled("x", 3, 1);
    for (String name : new String[] {"empty", "Filled"}) {
      Files.createDirectories(folder.resolve(name));
      for (int i = 0; i < 9; i++) {
        image.setRoi((name.equals("empty") ? 0 : 170) + i % 3 * 50, i / 3 * 50, 48, 48);
        new FileSaver(image.crop())
            .saveAsTiff(
                folder.resolve(name).resolve("p" + i % 2 + "-cell" + i + ".tif").toString());
      }
    }
    String options = "examples=crops name=emp folder=[" + folder + "]";
    assertWell(run(new TrainEmptyPatches(), null, options));
    assertFailed(run(new TrainEmptyPatches(), null, options), "There is a model 'emp' already");
    assertWell(run(new TrainEmptyPatches(), null, options + " replace"));
  }

  @Test
  public void aFolderOfImagesIsClassifiedPatchByPatch() throws IOException {
    Path in = temporary.newFolder("in").toPath();
    ij.ImageStack stack = new ij.ImageStack(240, 160);
    stack.addSlice(new ByteProcessor(240, 160));
    stack.addSlice(NetworkPackages.discs(3, 2));
    new FileSaver(new ImagePlus("s", stack)).saveAsTiffStack(in.resolve("s.tif").toString());
    Path out = temporary.getRoot().toPath().resolve("out");
    String options = "input=[%s] output=[%s] task=patches ".formatted(in, out);
    assertFailed(run(new BatchFolder(), null, options), "'classifier'");
    assertWell(
        run(
            new BatchFolder(),
            null,
            options + "classifier=test-classifier slices=2 options=[size=40 step=20]"));
    for (String end : new String[] {"-classes.tif", "-Dead Cell-probability.tif", "-cells.csv"})
      assertTrue(end, Files.exists(out.resolve("s" + end)));
    java.util.List<String> rows = Files.readAllLines(out.resolve("s-patch-fractions.csv"));
    assertEquals(2, rows.size());
    assertTrue(rows.get(1), rows.get(1).startsWith("s.tif,1,2,77,22,"));
    assertEquals(56, Files.readAllLines(out.resolve("cells.csv")).size());
  }

  @Test
  public void tooFewExamplesAreRefused() throws IOException {
    assertFailed(run(new TrainEmptyPatches(), null, ""), "0 patches called 'empty'", "Draw");
    assertFailed(run(new TrainEmptyPatches(), null, "examples=crops"), "'folder' is empty");
    assertFailed(
        run(
            new TrainEmptyPatches(),
            null,
            "examples=crops folder=[" + temporary.newFolder("none") + "]"),
        "0 patches called 'empty'",
        "Choose a folder");
  }
}
