package org.unstained.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.TrainingFolders;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.image.Planes;
import org.unstained.inference.CellDetector;
import org.unstained.inference.Detection;
import org.unstained.inference.DetectionSettings;
import org.unstained.inference.DetectorFormat;
import org.unstained.inference.DetectorModel;
import org.unstained.inference.Picture;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.models.TrainingRecord;

/** Whole trainings from the command line, on painted folders. */
public class TrainCommandTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path root;
  private String before;
  private String out;
  private String err;

  @Before
  public void setUp() {
    root = temporary.getRoot().toPath();
    before = System.getProperty("unstained.home");
    System.setProperty("unstained.home", root.resolve("home").toString());
  }

  @After
  public void tearDown() {
    if (before == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", before);
  }

  private static ModelLibrary library() {
    return new ModelLibrary(ModelLibrary.standardHome(), Optional.empty());
  }

  @Test
  public void aDetectorIsTrainedInstalledAndFindsDiscs() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 24, 4);
    assertEquals(err, Main.OK, train("detector", data, "name=disc finder", "epochs=20"));
    assertTrue(out, out.contains("24 images with 96 cells of large, small to learn from, 4"));
    assertTrue(out, out.contains("epoch 20 of 20"));
    assertTrue(out, out.contains("Installed as 'disc-finder'"));
    ModelPackage model = library().find("disc-finder");
    ModelDescription description = model.description();
    assertEquals(TrainingFolders.CLASSES, description.classNames());
    TrainingRecord record = description.training().orElseThrow();
    assertEquals(24, record.training().size());
    assertEquals(List.of("p24.png", "p25.png", "p26.png", "p27.png"), record.validation());
    assertTrue(record.command(), record.command().startsWith("train detector folder="));
    assertTrue(record.scores().toString(), record.scores().get("val_map50") > 0.9);
    int right = 0;
    try (DetectorModel network =
        DetectorModel.load(model.weights(), DetectorFormat.of(description), ai.djl.Device.cpu())) {
      for (int i = 100; i < 105; i++)
        right += found(TrainingFolders.scene("new", i), network, description);
    }
    assertTrue(right + " of 20", right >= 18);
  }

  /** Discs found at the package's own score with the right class. */
  private static int found(
      TrainingFolders.Scene scene, DetectorModel network, ModelDescription description)
      throws IOException {
    var planes = List.of(Planes.plane(scene.image(), 1, 1, 1));
    Picture picture = Picture.of(description, planes, Planes.pixelSize(scene.image()));
    List<Detection> cells =
        CellDetector.detect(
            picture,
            network,
            DetectionSettings.defaults().withScore(description.defaults().score()),
            p -> {},
            () -> false);
    int right = 0;
    for (AnnotatedBox box : scene.boxes())
      if (cells.stream()
          .anyMatch(c -> c.className().equals(box.className()) && c.box().iou(box.box()) > 0.6))
        right++;
    return right;
  }

  @Test
  public void anExperimentEndsWithZeroAndWhatMakesNoSenseWithTwo() throws IOException {
    Path crops = TrainingFolders.crops(root.resolve("crops"), 6);
    String[] line = {
      "experiment",
      "folder=" + crops,
      "output=" + root.resolve("test"),
      "folds=2",
      "epochs=1",
      "options=side=32 batch=4 averaging=0.5"
    };
    assertEquals(err, Main.OK, run(line));
    assertTrue(out, out.contains("Trial 2 of 2: small, seed 1, fold 2 of 2"));
    assertTrue(out, out.contains("Report: " + root.resolve("test").resolve("report.html")));
    line[3] = "folds=3";
    assertEquals(Main.FAILED, run(line));
    assertTrue(err, err.contains("holds another experiment"));
    assertEquals(Main.USAGE, run("experiment", "fold=5"));
    assertTrue(err, err.contains("Did you mean"));
  }

  @Test
  public void theSameSeedGivesTheSameWeights() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 4, 2);
    for (String name : List.of("one", "two"))
      assertEquals(err, Main.OK, train("detector", data, "name=" + name, "epochs=2"));
    assertEquals(Main.OK, train("detector", data, "name=three", "epochs=2", "seed=2"));
    String one = library().find("one").description().weights().sha256();
    assertEquals(one, library().find("two").description().weights().sha256());
    assertNotEquals(one, library().find("three").description().weights().sha256());
  }

  @Test
  public void anInstalledModelIsTrainedFurther() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 4, 2);
    assertEquals(err, Main.OK, train("detector", data, "name=one", "epochs=2", "shrink=1.5"));
    assertEquals(
        err,
        Main.OK,
        run(
            "train",
            "detector",
            "folder=" + data,
            "training=train",
            "validation=val",
            "name=two",
            "start=one",
            "epochs=1",
            "window=96"));
    ModelDescription two = library().find("two").description();
    assertEquals(1.5, two.input().shrink(), 0);
    assertTrue(two.summary(), two.summary().contains("Begun with one"));
    Path other = TrainingFolders.annotated(root.resolve("other"), 4, 2);
    for (Path file : list(other.resolve("annotations")))
      Files.writeString(file, Files.readString(file).replace(">small<", ">tiny<"));
    assertEquals(
        Main.FAILED,
        run("train", "detector", "folder=" + other, "name=three", "start=one", "epochs=1"));
    assertTrue(err, err.contains("'one' knows large, small in 1 channel, and large, tiny in 1"));
    assertEquals(
        Main.FAILED,
        run("train", "classifier", "folder=" + data, "name=three", "start=one", "epochs=1"));
    assertTrue(err, err.contains("'one' is a model for detection"));
  }

  @Test
  public void aClassifierIsTrainedFromCrops() throws IOException {
    Path data = TrainingFolders.crops(root.resolve("crops"), 20);
    assertEquals(
        err,
        Main.OK,
        run(
            "train",
            "classifier",
            "folder=" + data,
            "name=sizes",
            "epochs=12",
            "batch=8",
            "side=32",
            "rate=0.01",
            "averaging=0.8",
            "augmentation=flips"));
    assertTrue(out, out.contains("statistics=crop"));
    assertTrue(out, out.contains("32 cells of large, small in 32 images to learn from, 8 images"));
    ModelDescription model = library().find("sizes").description();
    assertEquals("crop", model.crop().statistics().key());
    assertTrue("" + model.training(), model.training().get().scores().get("val_accuracy") > 0.9);
    var images = new TreeSet<>(model.training().get().training());
    images.addAll(model.training().get().validation());
    assertEquals(40, images.size());
    assertTrue(images.toString(), images.contains("large/c3.png"));
  }

  @Test
  public void aClassifierIsWeighedAgainstItsDetector() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 8, 2);
    assertEquals(err, Main.OK, train("detector", data, "name=first", "epochs=6"));
    assertEquals(
        err,
        Main.OK,
        run(
            "train",
            "classifier",
            "folder=" + data,
            "training=train",
            "validation=val",
            "name=second",
            "epochs=3",
            "batch=8",
            "side=40",
            "detector=first"));
    assertTrue(out, out.contains("weight  mAP50"));
    assertEquals(
        out,
        11,
        out.lines()
            .filter(line -> line.matches("[01]\\.\\d +0\\.\\d.*|[01]\\.\\d +1\\.0000.*"))
            .count());
    ModelDescription model = library().find("second").description();
    var scores = model.training().get().scores();
    assertTrue(scores.toString(), scores.containsKey("val_map50 (weight 0.0)"));
    assertTrue(scores.toString(), scores.containsKey("val_map50 (weight 1.0)"));
  }

  @Test
  public void aClassifierLearnsWhatIsNoCell() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 9, 2);
    new FileSaver(new ImagePlus("p0.png", new ByteProcessor(96, 96)))
        .saveAsPng(data.resolve("images/p0.png").toString());
    Files.writeString(data.resolve("annotations/p0.xml"), TrainingFolders.voc("p0.png", List.of()));
    List<String> settings =
        List.of(
            "train",
            "classifier",
            "folder=" + data,
            "training=train",
            "validation=val",
            "name=careful",
            "side=40",
            "reject=true");
    List<String> first = new ArrayList<>(settings);
    first.addAll(
        List.of("epochs=8", "batch=8", "rate=0.01", "averaging=0.8", "augmentation=flips"));
    assertEquals(err, Main.OK, run(first.toArray(String[]::new)));
    ModelPackage model = library().find("careful");
    assertTrue(model.description().output().rejects());
    assertEquals(2, model.description().classNames().size());
    String places = model.description().training().get().settings().get("no cell");
    assertTrue(places, places.matches("\\d+ places to 32 cells"));
    String card = Files.readString(library().find("careful").folder().resolve("README.md"));
    assertTrue(card, card.contains("Training images (9)"));
    List<String> onwards = new ArrayList<>(settings);
    onwards.addAll(List.of("start=careful", "replace=true", "epochs=1"));
    assertEquals(err, Main.OK, run(onwards.toArray(String[]::new)));
    onwards.remove("reject=true");
    assertEquals(Main.FAILED, run(onwards.toArray(String[]::new)));
    assertTrue(err, err.contains("reject=true"));
    Path crops = TrainingFolders.crops(root.resolve("crops"), 4);
    assertEquals(
        Main.FAILED,
        run("train", "classifier", "folder=" + crops, "name=other", "reject=true", "epochs=1"));
    assertTrue(err, err.contains("nothing beside the cells"));
  }

  @Test
  public void withoutInstallingThePackageLiesInTheFolderOfTheRun() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 4, 2);
    Path output = root.resolve("run");
    assertEquals(
        err,
        Main.OK,
        train("detector", data, "name=mine", "epochs=1", "output=" + output, "--no-install"));
    assertEquals("mine", ModelPackage.read(output.resolve("mine")).description().key());
    assertTrue(library().list().stream().noneMatch(m -> m.key().equals("mine")));
    assertTrue(
        Files.readString(output.resolve("mine").resolve("README.md"))
            .contains("Validation images (2)"));
    assertFalse(Files.exists(output.resolve("best.torchscript")));
  }

  @Test
  public void whatMakesNoSenseIsRefusedBeforeAnyWork() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 4, 2);
    assertUsage("Did you mean 'epochs'", "epoch=3");
    assertUsage("whole number", "epochs=0.5");
    assertEquals(Main.USAGE, run("train", "segmenter", "epochs=1"));
    assertEquals(Main.USAGE, run("train", "detector"));
    assertRefused(data, "Is 'detector-light' meant?", "start=detektor-light");
    assertRefused(data, "no network for detection", "start=resnet18");
    assertRefused(data, "name has 1", "name=a/b");
    assertRefused(data, "Is 'large' meant?", "classes=larg");
    assertRefused(data, "no list 'trainn'", "training=trainn");
    assertRefused(data, "multiple of 16", "window=100");
    assertRefused(data, "Set window=", "window=16");
    assertRefused(data, "channels", "channels=2");
    Files.writeString(root.resolve("file"), "");
    assertRefused(data, "can't be written", "output=" + root.resolve("file").resolve("x"));
    assertRefused(root.resolve("nowhere"), "no folder");
    assertRefused(
        TrainingFolders.crops(root.resolve("crops"), 2), "crops", "training=", "validation=");
    for (Path file : list(data.resolve("annotations")))
      if (file.getFileName().toString().matches("p[45].xml"))
        Files.writeString(file, TrainingFolders.voc(file.getFileName().toString(), List.of()));
    assertRefused(data, "No validation image shows a cell");
    assertFalse(Files.exists(root.resolve("home/training/mine/checkpoint")));
  }

  @Test
  public void aNameThatIsTakenIsRefusedUnlessItMayBeReplaced() throws IOException {
    Path data = TrainingFolders.annotated(root.resolve("data"), 4, 2);
    assertEquals(err, Main.OK, train("detector", data, "name=My Model", "epochs=1"));
    assertEquals(Main.FAILED, train("detector", data, "name=my-model", "epochs=1"));
    assertTrue(err, err.contains("There is a model 'my-model' already") && err.contains("replace"));
    assertEquals(
        err, Main.OK, train("detector", data, "name=my-model", "epochs=1", "replace=true"));
  }

  private void assertRefused(Path data, String part, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                "detector",
                "folder=" + data,
                "training=train",
                "validation=val",
                "name=mine",
                "epochs=1"));
    args.addAll(List.of(more));
    assertEquals(out, Main.FAILED, run(args.toArray(String[]::new)));
    assertTrue(part + " in " + err, err.contains(part));
  }

  private void assertUsage(String part, String setting) {
    assertEquals(Main.USAGE, run("train", "detector", setting));
    assertTrue(err, err.contains(part));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  /** Small and quick settings. */
  private int train(String kind, Path data, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "train",
                kind,
                "folder=" + data,
                "training=train",
                "validation=val",
                "start=detector-light",
                "window=96",
                "batch=4",
                "rate=0.005",
                "averaging=0.9",
                "augmentation=flips"));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private int run(String... args) {
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      return Main.run(args);
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
      out = outBytes.toString(StandardCharsets.UTF_8);
      err = errBytes.toString(StandardCharsets.UTF_8);
    }
  }
}
