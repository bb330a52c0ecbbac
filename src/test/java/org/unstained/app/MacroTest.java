package org.unstained.app;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.TrainingFolders;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.letters.Letters;
import org.unstained.models.ModelLibrary;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;

/**
 * Macros without a screen, the shipped ones among them. Each runs in a JVM of its own, as ImageJ
 * has to be patched before it is loaded; so there are few tests, each of which checks much.
 */
public class MacroTest {

  private static final int PATIENCE_SECONDS = 400;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private record Ended(int code, String out, String err) {}

  @Test
  public void segmentAndMeasureSavesATable() throws Exception {
    Path table = temporary.getRoot().toPath().resolve("cells.csv");
    Ended ended = run("macros/segment_and_measure.ijm", "samples/fluorescence.png|" + table);
    assertWell(ended);
    assertTrue(ended.out, ended.out.contains("fluorescence.png: "));
    List<String> lines = Files.readAllLines(table);
    assertTrue(lines.get(0), lines.get(0).startsWith("image,frame,slice,channel,cell,x_px"));
    assertTrue(lines.get(1), lines.get(1).startsWith("fluorescence.png,1,1,1,1,"));
    assertEquals(cells("fluorescence.png") + 1, lines.size());
  }

  @Test
  public void segmentFolderGivesWhatTheWorkflowGives() throws Exception {
    Path output = temporary.getRoot().toPath().resolve("out");
    assertWell(run("macros/segment_folder.ijm", "samples|" + output));
    ImagePlus saved = IJ.openImage(output.resolve("hyperstack-labels.tif").toString());
    ImagePlus ours = segment("hyperstack.tif").labels();
    assertArrayEquals(ours.getDimensions(), saved.getDimensions());
    assertEquals(0.3797, saved.getCalibration().pixelWidth, 1e-4);
    for (int i = 1; i <= ours.getStackSize(); i++)
      assertArrayEquals(
          (short[]) ours.getStack().getPixels(i), (short[]) saved.getStack().getPixels(i));
    int rows = Files.readAllLines(output.resolve("cells.csv")).size() - 1;
    assertEquals(
        cells("hyperstack.tif")
            + cells("fluorescence.png")
            + cells("brightfield.png")
            + cells("livedead.png")
            + cells("livedead-frames.tif"),
        rows);
  }

  @Test
  public void cropCellsWritesAFileForEachCell() throws Exception {
    Path crops = temporary.getRoot().toPath().resolve("c r o p s");
    Ended ended = run("macros/crop_cells.ijm", "samples/fluorescence.png|" + crops);
    assertWell(ended);
    assertTrue(ended.out, ended.out.startsWith(tiffs(crops).size() + " crops of 40 x 40"));
    assertTrue(Files.exists(crops.resolve("crops.csv")));
    assertEquals(
        32, IJ.openImage(crops.resolve("fluorescence-cell1.tif").toString()).getBitDepth());
  }

  @Test
  public void prepareFluorescenceSavesAnRgbPicture() throws Exception {
    Path result = temporary.getRoot().toPath().resolve("prepared.tif");
    assertWell(run("macros/prepare_fluorescence.ijm", "samples/hyperstack.tif|" + result));
    ImagePlus prepared = IJ.openImage(result.toString());
    assertEquals(ImagePlus.COLOR_RGB, prepared.getType());
    assertEquals(128, prepared.getWidth());
    assertEquals(13, prepared.getStackSize());
  }

  @Test
  public void detectAndClassifySavesClassesOfAllPlanes() throws Exception {
    Path table = temporary.getRoot().toPath().resolve("cells.csv");
    Path image = stack();
    Ended ended =
        run(
            "macros/detect_and_classify.ijm",
            image
                + "|"
                + table
                + "|0.5|"
                + NetworkPackages.DETECTOR
                + "|"
                + NetworkPackages.CLASSIFIER);
    assertWell(ended);
    assertTrue(ended.out, ended.out.contains("two planes.tif: 6 cells"));
    assertTrue(ended.out, ended.out.contains("Living Cell: 4\nDead Cell: 2"));
    assertTrue(ended.out, ended.out.contains(" cells/s) on "));
    List<String> lines = Files.readAllLines(table);
    assertTrue(lines.get(0), lines.get(0).contains(",class,score,p_Living Cell,p_Dead Cell,"));
    assertEquals(7, lines.size());
    assertTrue(lines.get(6), lines.get(6).startsWith("two planes.tif,1,2,1,1,"));
  }

  @Test
  public void classifySegmentedSavesClassesAndShapesWithAModelOfAPathWithBlanks() throws Exception {
    Path table = temporary.getRoot().toPath().resolve("cells.csv");
    Path model = temporary.newFolder("my models").toPath().resolve("a classifier.zip");
    installModels();
    new ModelLibrary(home(), Optional.empty()).find(NetworkPackages.CLASSIFIER).zip(model);
    assertWell(run("macros/classify_segmented.ijm", stack() + "|" + table + "|" + model));
    List<String> lines = Files.readAllLines(table);
    assertTrue(lines.get(0), lines.get(0).contains("circularity"));
    assertTrue(lines.toString(), lines.stream().anyMatch(line -> line.contains(",Living Cell,")));
    assertTrue(lines.toString(), lines.stream().anyMatch(line -> line.contains(",Dead Cell,")));
  }

  @Test
  public void countOverTimePlotsWhatTheOverlayHolds() throws Exception {
    Path folder = temporary.getRoot().toPath().resolve("over time");
    Ended ended = run("macros/count_over_time.ijm", "samples/livedead-frames.tif|" + folder);
    assertWell(ended);
    Path check = temporary.newFile("check.ijm").toPath();
    Files.writeString(
        check,
        """
        open('samples/livedead-frames.tif');
        run('Detect Cells...', 'model=livedead-detector classifier=livedead-classifier planes=all table=false');
        living = newArray(4);
        dead = newArray(4);
        for (i = 0; i < Overlay.size; i++) {
          Overlay.activateSelection(i);
          Roi.getPosition(c, z, t);
          t = maxOf(c, maxOf(z, t)) - 1; // the stack has frames only
          if (Roi.getProperty('class') == 'Living Cell') living[t]++;
          else if (Roi.getProperty('class') == 'Dead Cell') dead[t]++;
          else exit('a cell of neither class');
        }
        for (t = 0; t < 4; t++) print('' + (t + 1) + ',' + living[t] + ',' + dead[t]);
        """);
    Ended overlay = run(check.toString(), "");
    assertWell(overlay);
    List<String> counts = Files.readAllLines(folder.resolve("counts.csv"));
    assertEquals(5, counts.size());
    assertTrue(counts.get(0), counts.get(0).startsWith("image,frame,n_Living Cell,n_Dead Cell,"));
    assertEquals(
        overlay.out.lines().filter(line -> line.matches("\\d+,\\d+,\\d+")).toList(),
        counts.stream()
            .skip(1)
            .map(line -> line.replaceAll("^[^,]+,(\\d+,\\d+,\\d+),.*", "$1"))
            .toList());
    assertTrue(
        ended.out,
        ended.out.lines().anyMatch(l -> l.matches("1: \\d+ Living Cell, \\d+ Dead Cell")));
    assertTrue(
        "more than one cell a frame: " + counts,
        Files.readAllLines(folder.resolve("cells.csv")).size() > 8);
    Matcher colours =
        Pattern.compile("\\.f\\.(first|second)\\{fill:#([0-9a-f]{6})")
            .matcher(Files.readString(folder.resolve("counts.svg")));
    ImagePlus plot = IJ.openImage(folder.resolve("counts.png").toString());
    int lines = 0;
    for (; colours.find(); lines++)
      assertTrue(colours.group(), holds(plot, Integer.parseInt(colours.group(2), 16)));
    assertEquals(2, lines);
  }

  private static boolean holds(ImagePlus picture, int rgb) {
    int[] pixels = (int[]) picture.getProcessor().convertToRGB().getPixels();
    return Arrays.stream(pixels).filter(p -> (p & 0xffffff) == rgb).count() > 100;
  }

  private static List<Path> tiffs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".tif")).toList();
    }
  }

  @Test
  public void cropsForTrainingAreWhatTheClassifierLearnsFrom() throws Exception {
    Path crops = temporary.getRoot().toPath().resolve("my crops");
    Ended cropped = run("macros/crop_for_training.ijm", "samples/livedead-frames.tif|" + crops);
    assertWell(cropped);
    for (String name : List.of("Living Cell", "Dead Cell")) {
      List<Path> all = tiffs(crops.resolve(name));
      assertTrue(cropped.out, cropped.out.contains(name + ": " + all.size() + " crops"));
      ImagePlus crop = IJ.openImage(all.get(0).toString());
      assertEquals(8, crop.getBitDepth());
      assertEquals(48, crop.getWidth());
    }
    Ended trained = run("macros/train_classifier.ijm", crops + "|my own|1");
    assertWell(trained);
    assertEquals(
        List.of("Dead Cell", "Living Cell"),
        new ModelLibrary(home(), Optional.empty()).find("my own").description().classNames());
  }

  @Test
  public void compareAnnotationsTellsThreeOverlaps() throws Exception {
    Path truth = temporary.newFolder("the truth").toPath();
    Path predicted = temporary.newFolder("what [I] drew").toPath();
    for (int i = 0; i < 2; i++) {
      List<AnnotatedBox> boxes =
          List.of(
              new AnnotatedBox(new Box(10, 10, 10, 10), "living"),
              new AnnotatedBox(new Box(50, 50, 20, 20), "dead"));
      List<AnnotatedBox> mine =
          List.of(
              new AnnotatedBox(new Box(10, 12, 10, 10), "living"),
              new AnnotatedBox(new Box(50, 50, 20, 20), i == 0 ? "dead" : "living"));
      PascalVoc.write(truth.resolve(i + ".xml"), new AnnotatedImage(i + ".png", 90, 90, boxes));
      PascalVoc.write(predicted.resolve(i + ".xml"), new AnnotatedImage(i + ".png", 90, 90, mine));
    }
    Path table = temporary.getRoot().toPath().resolve("compared.csv");
    Ended ended = run("macros/compare_annotations.ijm", truth + "|" + predicted + "|" + table);
    assertWell(ended);
    assertTrue(
        ended.out,
        ended.out.contains(
            "IoU 0.75: F1 0.500, precision 0.500, recall 0.500, mean IoU 1.000, classes alike"
                + " 0.500, kappa 0.000"));
    assertTrue(
        ended.out,
        ended.out.contains(
            "IoU 0.5: F1 1.000, precision 1.000, recall 1.000, mean IoU 0.833, classes alike"
                + " 0.750, kappa 0.500"));
    List<String> lines = Files.readAllLines(table);
    assertEquals(
        "image,truth_cells,predicted_cells,found,wrong,missed,precision,recall,f1,mean_iou,class_accuracy,class_kappa",
        lines.get(0));
    assertEquals("all images,4,4,4,0,0,1.000,1.000,1.000,0.833,0.750,0.500", lines.get(3));
    Path gone = temporary.getRoot().toPath().resolve("gone");
    assertFailed(run("macros/compare_annotations.ijm", truth + "|" + gone), "no folder");
  }

  @Test
  public void theEpflRecipeTrainsFromSegmentedCellsAndBoxes() throws Exception {
    Path images = temporary.newFolder("images").toPath();
    Path boxes = temporary.newFolder("boxes").toPath();
    for (int i = 0; i < 6; i++) {
      ByteProcessor pixels = new ByteProcessor(300, 200);
      pixels.setValue(200);
      List<AnnotatedBox> drawn = new ArrayList<>();
      for (int c = 0; c < 6; c++) {
        pixels.fill(new OvalRoi(10 + 46 * c, 20 + i, 24 + c, 24 + c));
        drawn.add(new AnnotatedBox(new Box(10 + 46 * c, 20 + i, 24 + c, 24 + c), "round"));
        pixels.fill(new OvalRoi(10 + 46 * c, 100, 12, 60 + i));
        drawn.add(new AnnotatedBox(new Box(10 + 46 * c, 100, 12, 60 + i), "long cell"));
      }
      assertTrue(
          new FileSaver(new ImagePlus("i", pixels))
              .saveAsPng(images.resolve(i + ".png").toString()));
      PascalVoc.write(boxes.resolve(i + ".xml"), new AnnotatedImage(i + ".png", 300, 200, drawn));
    }
    Path results = temporary.getRoot().toPath().resolve("results");
    Ended ended =
        run(
            "macros/epfl_recipe.ijm",
            images
                + "|"
                + boxes
                + "|"
                + results
                + "||0.5|folds=2 epochs=1 options=[side=32 batch=4 augmentation=flips averaging=0.5]");
    assertWell(ended);
    assertTrue(ended.out, ended.out.contains("72 of 72 cells fill a box"));
    assertEquals(13, Files.readAllLines(results.resolve("cells/0.csv")).size());
    List<String> scores = Files.readAllLines(results.resolve("scores.csv"));
    assertEquals(5, scores.size());
    assertTrue(scores.get(1), scores.get(1).startsWith("epfl-knn,knn,area_px2 perimeter_px"));
    assertEquals(Letters.canBeWritten(), Files.exists(results.resolve("epfl-knn-k-curve.png")));
    String summary = Files.readString(results.resolve("experiment/summary.csv"));
    for (String method : List.of("knn", "forest", "svm", "small"))
      assertTrue(summary, summary.contains(method));
    assertTrue(Files.exists(results.resolve("experiment/report.html")));
    assertFailed(run("macros/epfl_recipe.ijm", images + "|nowhere|" + results), "no folder");
  }

  @Test
  public void aMacroOnTheMenuTakesItsArgumentFromAnotherAndStopsItIfItFails() throws Exception {
    Path table = temporary.getRoot().toPath().resolve("cells.csv");
    Path macro = temporary.newFile("outer.ijm").toPath();
    Files.writeString(
        macro,
        """
        run('Segment and Measure...', 'samples/fluorescence.png|%s');
        print('outer goes on');
        run('Count Cells over Time...');
        print('NOT REACHED');
        """
            .formatted(table));
    Ended ended = run(macro.toString(), "");
    assertTrue(ended.out, ended.out.contains("outer goes on"));
    assertFailed(ended, "Give a stack and a folder");
    assertEquals(cells("fluorescence.png") + 1, Files.readAllLines(table).size());
  }

  @Test
  public void theRecipesLeaveReportsAndGoOnFromWhatIsThere() throws Exception {
    Path data = TrainingFolders.annotated(temporary.newFolder("my cells").toPath(), 8, 3);
    Path told = temporary.getRoot().toPath().resolve("told apart");
    Ended first = run("macros/ctc_recipe.ijm", data + "|" + told + "|large|1||2");
    assertWell(first);
    assertTrue(first.out, first.out.contains("small: auc "));
    assertTrue(Files.size(told.resolve("report.html")) > 1000);
    Ended again = run("macros/ctc_recipe.ijm", data + "|" + told + "|large|1||2");
    assertWell(again);
    assertFalse(again.out, again.out.contains("epoch 1 of 1"));
    assertFailed(
        run("macros/ctc_recipe.ijm", data + "|" + told + "|small|1||2"), "another experiment");
    Path twice = temporary.getRoot().toPath().resolve("looked twice");
    Ended second =
        run("macros/cca_recipe.ijm", data + "|" + twice + "|train|val|1|1|detector-light|96");
    assertWell(second);
    for (String column : List.of("detector alone", "weight 1", "best weight"))
      assertTrue(second.out, second.out.contains("detector-light, " + column + ": map50 "));
    assertTrue(Files.size(twice.resolve("report.html")) > 1000);
  }

  @Test
  public void withoutArgumentEveryMacroSaysWhatToGive() throws Exception {
    List<Path> macros;
    try (Stream<Path> all = Files.list(Path.of("macros"))) {
      macros = all.filter(file -> file.toString().endsWith(".ijm")).toList();
    }
    Path copies = temporary.newFolder("macros").toPath();
    for (Path macro : macros) {
      String text = Files.readString(macro);
      assertTrue(macro + " has no comment", text.startsWith("// "));
      assertTrue(macro.toString(), text.lines().count() <= 120);
      Files.writeString(copies.resolve(macro.getFileName()), text);
    }
    assertWell(java(Replays.class, copies.toString(), copies.resolve("out").toString()));
    for (Path macro : macros) {
      String error = Files.readString(copies.resolve(macro.getFileName() + ".err"));
      assertTrue(macro + ": " + error, error.startsWith("Give "));
    }
  }

  @Test
  public void aModelThatIsNotThereStopsTheMacroAndGivesAFailure() throws Exception {
    Path macro = temporary.newFile("model.ijm").toPath();
    Files.writeString(
        macro,
        "open('samples/livedead.png');\n"
            + "run('Detect Cells...', 'model=test-detectr');\n"
            + "print('NOT REACHED');\n");
    installModels();
    assertFailed(run(macro.toString(), ""), "is 'test-detector' meant");
  }

  @Test
  public void aFolderIsWorkedOnInAMacroAndOneBadImageIsAFailureAtTheEnd() throws Exception {
    Path input = temporary.newFolder("in put").toPath();
    Path output = temporary.getRoot().toPath().resolve("out put");
    Path macro = temporary.newFile("folder.ijm").toPath();
    Files.createDirectories(input.resolve("day 1"));
    Files.copy(Path.of("samples/fluorescence.png"), input.resolve("day 1/f.png"));
    Files.writeString(
        macro,
        ("run('Batch Folder...', 'input=[%s] output=[%s] recursive=true pattern=*.png"
                + " options=[method=otsu smallest=30] crops=stack side=21');\n"
                + "print('ended');\n")
            .formatted(input, output));
    Ended ended = run(macro.toString(), "");
    assertWell(ended);
    assertTrue(ended.out, ended.out.contains("ended"));
    assertTrue(Files.exists(output.resolve("day 1/f-crops.tif")));
    assertTrue(Files.readString(output.resolve("run.json")), ended.out.contains("Results are in "));
    Files.writeString(input.resolve("bad.png"), "no image");
    Files.writeString(macro, Files.readString(macro).replace("ended", "NOT REACHED"));
    assertFailed(run(macro.toString(), ""), "1 of 2 images failed");
    assertTrue(Files.readString(output.resolve("failures.csv")).contains("bad.png,"));
  }

  private Path home() {
    return temporary.getRoot().toPath().resolve("home");
  }

  private void installModels() throws IOException {
    NetworkPackages.install(home());
  }

  /** Two slices: one with three bright and two dim discs, one with a bright one. */
  private Path stack() throws IOException {
    installModels();
    ImageStack stack = new ImageStack(240, 160);
    stack.addSlice(NetworkPackages.discs(3, 2));
    stack.addSlice(NetworkPackages.discs(1, 0));
    Path file = temporary.getRoot().toPath().resolve("two planes.tif");
    IJ.saveAsTiff(new ImagePlus("two planes", stack), file.toString());
    return file;
  }

  @Test
  public void imagesAndSamplesAreOpenedAndWorkedOn() throws Exception {
    Path macro = temporary.newFile("open.ijm").toPath();
    Files.writeString(
        macro,
        """
        run("Open Image...", "path=samples/hyperstack.tif virtual=always");
        getDimensions(w, h, c, z, t);
        print(getTitle() + " " + w + " " + h + " " + c + " " + z + " " + t);
        run("Segment Cells...", "channel=2 planes=all");
        print(nResults + " cells");
        run("Living and Dead Cells in Frames");
        print(getTitle() + " " + nSlices);
        run("Open Image...", "path=samples/livedead.png series=3");
        print("NOT REACHED");
        """);
    Ended ended = run(macro.toString(), "");
    assertTrue(ended.out, ended.out.contains("hyperstack.tif 256 256 2 13 1"));
    assertTrue(ended.out, ended.out.matches("(?s).*\\b[1-9]\\d* cells.*"));
    assertTrue(ended.out, ended.out.contains("livedead-frames.tif 4"));
    assertFailed(ended, "There is no series '3' in livedead.png");
  }

  @Test
  public void aMistypedKeyStopsTheMacroAndGivesAFailure() throws Exception {
    Path macro = temporary.newFile("typo.ijm").toPath();
    Files.writeString(
        macro,
        "open('samples/fluorescence.png');\n"
            + "run('Segment Cells...', 'smalest=30');\n"
            + "print('NOT REACHED');\n");
    assertFailed(run(macro.toString(), ""), "Did you mean 'smallest'");
  }

  @Test
  public void aCommandsOwnErrorStopsTheMacroAndGivesAFailure() throws Exception {
    Path macro = temporary.newFile("channel.ijm").toPath();
    Files.writeString(
        macro,
        "newImage('flat', '8-bit black', 30, 20, 1);\n"
            + "run('Segment Cells...', 'channel=1');\n"
            + "print('NOT REACHED');\n");
    assertFailed(run(macro.toString(), ""), "same value");
  }

  @Test
  public void aMessageAtExitIsAFailureAndABareExitIsNot() throws Exception {
    Path macro = temporary.newFile("exit.ijm").toPath();
    Files.writeString(
        macro,
        "if (getArgument() == 'quiet') exit;\n"
            + "exit('Nothing to do, ' + getArgument());\n"
            + "print('NOT REACHED');\n");
    assertFailed(run(macro.toString(), "you"), "Nothing to do, you");
    assertWell(run(macro.toString(), "quiet"));
  }

  /**
   * In the left third large discs that are stained, small ones in the middle, noise at the right.
   */
  private static void stained(Path file, long seed) {
    java.util.Random random = new java.util.Random(seed);
    ij.process.ImageProcessor seen = new ij.process.ByteProcessor(192, 128);
    for (int i = 0; i < seen.getPixelCount(); i++) seen.set(i, 60 + random.nextInt(6));
    ij.process.ImageProcessor stain = seen.duplicate();
    stain.setColor(160);
    stain.fill(new ij.gui.Roi(0, 0, 64, 128));
    seen.setColor(150);
    for (int k = 0; k < 14; k++) {
      int x = 8 + random.nextInt(42), y = 8 + random.nextInt(104);
      seen.fill(new ij.gui.OvalRoi(x, y, 14, 14));
      seen.fill(new ij.gui.OvalRoi(64 + x, y, 5, 5));
    }
    ij.ImageStack stack = new ij.ImageStack(192, 128);
    stack.addSlice(seen);
    stack.addSlice(stain);
    ImagePlus image = new ImagePlus("s", stack);
    image.setDimensions(2, 1, 1);
    IJ.saveAsTiff(image, file.toString());
  }

  @Test
  public void thePatchRecipeLearnsFromAStainAndMapsAnImageWithoutLookingAtIt() throws Exception {
    Path images = temporary.newFolder("sta ined").toPath();
    for (int i = 0; i < 3; i++) stained(images.resolve("i" + i + ".tif"), i);
    Path results = temporary.getRoot().toPath().resolve("re sults");
    Ended ended =
        run("macros/patch_recipe.ijm", images + "|" + results + "|2|32|16|small|5|32|90|130");
    assertWell(ended);
    assertTrue(ended.out, ended.out.contains("i0.tif: 21 stained"));
    ImagePlus classes = IJ.openImage(results.resolve("i2-classes.tif").toString());
    ImagePlus heat = IJ.openImage(results.resolve("i2-stained-probability.tif").toString());
    double left = 0, middle = 0;
    for (int y = 0; y < 128; y++) {
      assertEquals("empty", 0, classes.getProcessor().get(185, y));
      assertTrue("empty", Float.isNaN(heat.getProcessor().getf(185, y)));
      left += heat.getProcessor().getf(24, y) / 128;
      middle += heat.getProcessor().getf(104, y) / 128;
    }
    assertTrue(left + " and " + middle, left > middle + 0.05);
    assertTrue(Files.readAllLines(results.resolve("i2-patches.csv")).get(0).contains("p_stained"));
    Path none = temporary.newFolder("none").toPath();
    assertFailed(run("macros/patch_recipe.ijm", none + "|" + results), "it takes two");
  }

  private static void assertWell(Ended ended) {
    assertEquals(ended.out + ended.err, 0, ended.code);
  }

  private static void assertFailed(Ended ended, String word) {
    assertEquals(ended.out + ended.err, Main.FAILED, ended.code);
    assertTrue(ended.err, ended.err.contains(word));
    assertFalse(ended.out, ended.out.contains("NOT REACHED"));
  }

  private static int cells(String sample) {
    return segment(sample).cells();
  }

  private static SegmentWorkflow.Result segment(String sample) {
    return SegmentWorkflow.run(
        IJ.openImage("samples/" + sample),
        new SegmentOptions(0, 0, SegmentationSettings.defaults(), true),
        part -> {},
        () -> false);
  }

  private Ended run(String macro, String argument) throws IOException, InterruptedException {
    return java(Main.class, "macro", macro, argument);
  }

  private Ended java(Class<?> main, String... arguments) throws IOException, InterruptedException {
    File out = temporary.newFile();
    File err = temporary.newFile();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    line.add("-Djava.awt.headless=true");
    line.add("-Dfile.encoding=UTF-8");
    line.add("-Dunstained.home=" + home());
    line.addAll(List.of("-cp", classPath, main.getName()));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).redirectOutput(out).redirectError(err).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The macro didn't end: " + Files.readString(out.toPath()));
    }
    return new Ended(
        process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
  }
}
