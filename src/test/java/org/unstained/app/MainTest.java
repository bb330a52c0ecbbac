package org.unstained.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.Painted;
import org.unstained.command.Inputs;
import org.unstained.command.training.TrainClassicalClassifier;
import org.unstained.models.TestPackages;

/** The command line, but for macros, which {@link MacroTest} runs. */
public class MainTest {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private static final List<String> MODELS =
      List.of("model=test-detector", "classifier=test-classifier");

  private Path input;
  private Path output;
  private String err;
  private String out;
  private String home;

  @Before
  public void setUp() throws IOException {
    input = temporary.newFolder("input").toPath();
    output = temporary.getRoot().toPath().resolve("output");
    home = System.getProperty("unstained.home");
    System.setProperty("unstained.home", temporary.newFolder("nothing").toString());
    new FileSaver(Painted.discs("a")).saveAsTiff(input.resolve("a.tif").toString());
  }

  @After
  public void restore() {
    if (home == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", home);
  }

  /** A library with two small models, and two pictures that they find 5 and 3 cells in. */
  private void installModels() throws IOException {
    Path library = temporary.newFolder("home").toPath();
    NetworkPackages.install(library);
    System.setProperty("unstained.home", library.toString());
    Files.delete(input.resolve("a.tif"));
    for (int dim = 0; dim <= 2; dim += 2)
      new FileSaver(new ImagePlus("d", NetworkPackages.discs(3, dim)))
          .saveAsTiff(input.resolve("d" + dim + ".tif").toString());
  }

  @Test
  public void onlyTheSubcommandThatIsNamedIsMadeAndAllIfNoneIs() {
    assertEquals(List.of("macro"), subcommands("macro", "count.ijm"));
    List<String> all = subcommands();
    assertTrue(all.toString(), all.size() > 10 && all.contains("macro"));
    assertEquals(all, subcommands("marco", "count.ijm"));
    assertEquals(all, subcommands("--help"));
  }

  private static List<String> subcommands(String... args) {
    return List.copyOf(Main.line(args).getSubcommands().keySet());
  }

  @Test
  public void aFolderIsDetectedAndClassifiedAndTheReportNamesModelsAndDevice() throws IOException {
    installModels();
    assertEquals(
        Main.OK,
        batch(
            "--detect",
            "test-detector",
            "--classify",
            "test-classifier",
            "--weight",
            "0.5",
            "--score",
            "0.4",
            "--device",
            "cpu",
            "--set",
            "planes=current"));
    JsonObject report =
        JsonParser.parseString(Files.readString(output.resolve("run.json"))).getAsJsonObject();
    assertEquals(8, report.get("cells").getAsInt());
    assertTrue(report.get("device").getAsString().startsWith("CPU"));
    assertTrue(report.get("cells_per_second").getAsDouble() > 0);
    JsonObject second = report.getAsJsonArray("models").get(1).getAsJsonObject();
    assertEquals("test-classifier", second.get("name").getAsString());
    assertEquals("1.2.0", second.get("version").getAsString());
    assertTrue(second.get("sha256").getAsString().matches("[0-9a-f]{64}"));
    JsonObject thresholds = report.getAsJsonObject("thresholds");
    assertEquals(0.4, thresholds.get("score").getAsDouble(), 0);
    assertEquals("the model's own", 0.4, thresholds.get("overlap").getAsDouble(), 0);
    assertEquals(0.5, thresholds.get("weight").getAsDouble(), 0);
    JsonObject parameters = report.getAsJsonObject("parameters");
    assertEquals("0.5", parameters.get("weight").getAsString());
    assertEquals("cpu", parameters.get("device").getAsString());
    assertEquals("current", parameters.get("planes").getAsString());
    assertTrue(Files.exists(output.resolve("d0-rois.zip")));
    assertFalse(Files.exists(output.resolve("d0-labels.tif")));
    List<String> rows = Files.readAllLines(output.resolve("cells.csv"));
    assertTrue(rows.get(0), rows.get(0).contains(",class,score,p_Living Cell,p_Dead Cell,area"));
    assertEquals(9, rows.size());
    assertTrue(rows.get(8), rows.get(8).contains(",Dead Cell,"));
  }

  @Test
  public void aFolderIsSegmentedAndClassified() throws IOException {
    installModels();
    assertEquals(Main.OK, batch("--segment", "--classify", "test-classifier"));
    assertTrue(Files.exists(output.resolve("d2-labels.tif")));
    List<String> rows = Files.readAllLines(output.resolve("cells.csv"));
    assertEquals(9, rows.size());
    assertTrue(rows.get(8), rows.get(8).contains(",Dead Cell,"));
    assertTrue(rows.get(0), rows.get(0).contains("circularity"));
    JsonObject report =
        JsonParser.parseString(Files.readString(output.resolve("run.json"))).getAsJsonObject();
    assertEquals(
        "test-classifier", report.getAsJsonObject("classification").get("model").getAsString());
    assertTrue(report.has("device"));
  }

  @Test
  public void aFolderIsSegmentedAndClassifiedByMeasurements() throws IOException {
    System.setProperty("unstained.home", temporary.newFolder("home").toString());
    StringBuilder table = new StringBuilder("image,class,area_px2\n");
    for (int i = 0; i < 30; i++)
      table.append(
          "%d.tif,%s,%d\n"
              .formatted(i % 3, i % 2 == 0 ? "tiny" : "huge", i % 2 == 0 ? 150 + i : 1200 + i));
    TrainClassicalClassifier train = new TrainClassicalClassifier();
    Inputs.set(train, "cells", "tables");
    Inputs.set(train, "csv", Files.writeString(temporary.newFile().toPath(), table).toString());
    Inputs.set(train, "features", "area");
    Inputs.set(train, "neighbours", "3");
    Inputs.set(train, "folds", "3");
    Inputs.set(train, "name", "by-size");
    train.run();
    assertEquals("", train.failure().orElse(""));
    Files.delete(input.resolve("a.tif"));
    ByteProcessor pixels = new ByteProcessor(200, 100);
    pixels.setValue(200);
    pixels.fill(new OvalRoi(10, 10, 40, 40));
    pixels.fill(new OvalRoi(70, 20, 14, 14));
    pixels.fill(new OvalRoi(120, 60, 15, 15));
    new FileSaver(new ImagePlus("b", pixels)).saveAsTiff(input.resolve("b.tif").toString());
    assertEquals(err, Main.OK, batch("--segment", "--classify", "by-size"));
    List<String> rows = Files.readAllLines(output.resolve("cells.csv"));
    assertTrue(rows.get(0), rows.get(0).contains(",class,score,p_huge,p_tiny,"));
    assertEquals(4, rows.size());
    List<String> columns = List.of(rows.get(0).split(","));
    for (String row : rows.subList(1, 4)) {
      String[] values = row.split(",");
      boolean huge = Double.parseDouble(values[columns.indexOf("area_px2")]) > 700;
      assertEquals(row, huge ? "huge" : "tiny", values[columns.indexOf("class")]);
    }
    assertEquals(1, rows.stream().filter(row -> row.contains(",huge,")).count());
    JsonObject report =
        JsonParser.parseString(Files.readString(output.resolve("run.json"))).getAsJsonObject();
    assertEquals("by-size", report.getAsJsonObject("classification").get("model").getAsString());
  }

  @Test
  public void aLaterRunWithoutLabelMapsTakesTheOldOnesAway() throws IOException {
    installModels();
    assertEquals(Main.OK, batch("--segment"));
    assertTrue(Files.exists(output.resolve("d0-labels.tif")));
    assertEquals(Main.OK, batch("--detect", "test-detector"));
    assertFalse(Files.exists(output.resolve("d0-labels.tif")));
  }

  @Test
  public void modelsThatAreMissingEndWithOneAndNonsenseWithTwo() throws IOException {
    installModels();
    assertEquals(Main.FAILED, batch("--detect", "test-detectr"));
    assertTrue(err, err.contains("is 'test-detector' meant?"));
    assertEquals(Main.USAGE, batch("--detect", "test-classifier"));
    assertTrue(err, err.contains("for classification"));
    assertEquals(Main.USAGE, batch("--detect", "test-detector", "--score", "1.5"));
    assertTrue(err, err.contains("'score' can't be"));
    assertEquals(Main.USAGE, batch("--detect", "test-detector", "--device", "abacus"));
    assertTrue(err, err.contains("abacus"));
    assertEquals(Main.USAGE, batch("--detect", "test-detector", "--weight", "0.5"));
    assertEquals(Main.USAGE, batch("--detect", "test-detector", "--segment"));
    assertEquals(Main.USAGE, batch("--classify", "test-classifier"));
    assertEquals(Main.USAGE, batch("--segment", "--score", "0.5"));
    assertEquals(Main.USAGE, batch("--segment", "--device", "cpu"));
    assertEquals(Main.USAGE, batch("--detect", "test-detector", "--set", "method=otsu"));
    assertFalse(Files.exists(output));
  }

  @Test
  public void aFolderThatGoesWellEndsWithZero() throws IOException {
    assertEquals(
        Main.OK, batch("--segment", "--set", "smallest=30", "opening=1", "--set", "method=otsu"));
    JsonObject report =
        JsonParser.parseString(Files.readString(output.resolve("run.json"))).getAsJsonObject();
    JsonObject parameters = report.getAsJsonObject("parameters");
    assertEquals("30", parameters.get("smallest").toString());
    assertEquals("otsu", parameters.get("method").getAsString());
    assertEquals("all", parameters.get("planes").getAsString());
    assertFalse(parameters.has("table"));
    assertTrue(report.get("version").getAsString().matches("\\d+\\.\\d+.*"));
  }

  @Test
  public void anImageThatFailsEndsWithOneAndNamesTheImage() throws IOException {
    Files.writeString(input.resolve("bad.tif"), "no image");
    assertEquals(Main.FAILED, batch("--segment"));
    assertTrue(err, err.contains("bad.tif failed: "));
    assertTrue(Files.exists(output.resolve("a-labels.tif")));
  }

  @Test
  public void argumentsThatMakeNoSenseEndWithTwoAndWriteNothing() {
    assertEquals(Main.USAGE, batch());
    assertTrue(err, err.contains("--segment"));
    assertEquals(Main.USAGE, batch("--segment", "--set", "smalest=3"));
    assertTrue(err, err.contains("Did you mean 'smallest'"));
    assertEquals(Main.USAGE, batch("--segment", "--set", "channel=2.5"));
    assertTrue(err, err.contains("whole number"));
    assertEquals(Main.USAGE, batch("--segment", "--set", "table=true"));
    assertTrue(err, err.contains("screen"));
    assertEquals(Main.USAGE, batch("--segment", "--set", "split=nuclei"));
    assertTrue(err, err.contains("nuclei"));
    assertEquals(Main.USAGE, run("nonsense"));
    assertEquals(Main.USAGE, run("batch", "--segment"));
    assertFalse(Files.exists(output));
  }

  @Test
  public void manyLongArgumentsThatNobodyKnowsAreNotSaidInFull() {
    assertEquals(Main.USAGE, run("models", "list", "long ".repeat(150), "more ".repeat(150)));
    String first = err.lines().findFirst().orElseThrow();
    assertTrue(first, first.contains("long long") && first.contains("…"));
    assertTrue(first.length() + " letters", first.length() < 1000);
  }

  @Test
  public void aFolderWithoutImagesEndsWithOneAndSaysSo() throws IOException {
    Files.delete(input.resolve("a.tif"));
    assertEquals(Main.FAILED, batch("--segment"));
    assertTrue(err, err.contains("no image"));
    assertFalse(Files.exists(output));
  }

  @Test
  public void aMacroThatIsNotThereEndsWithOne() {
    assertEquals(Main.FAILED, run("macro", "nosuch.ijm"));
    assertTrue(err, err.contains("nosuch.ijm"));
  }

  @Test
  public void helpAndVersionEndWithZero() {
    assertEquals(Main.OK, run("--help"));
    assertEquals(Main.OK, run("--version"));
    assertEquals(Main.OK, run("batch", "--help"));
  }

  @Test
  public void theDemoFindsCellsInAllSamples() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path results = temporary.getRoot().toPath().resolve("demo");
    installModels();
    assertEquals(Main.OK, Demo.run(new PrintStream(out, true), results, MODELS));
    String text = out.toString(StandardCharsets.UTF_8);
    for (String name :
        List.of("fluorescence", "livedead", "livedead-frames", "brightfield", "hyperstack")) {
      Path picture = results.resolve(name).resolve(name + "-overlay.png");
      assertTrue(text, text.contains(picture.toAbsolutePath().toString()));
      assertTrue(picture.toString(), Files.exists(picture));
      int rows = Files.readAllLines(results.resolve(name).resolve("cells.csv")).size();
      assertTrue(name, rows > (name.startsWith("livedead") ? 0 : 20));
    }
    assertTrue(text, text.contains("test-detector 1.2.0 + test-classifier 1.2.0 on "));
    assertEquals(5, Files.readAllLines(results.resolve("livedead-frames/summary.csv")).size());
  }

  @Test
  public void aDemoWithoutItsModelsFailsAndSaysSoButSegmentsTheRest() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Path results = temporary.getRoot().toPath().resolve("demo");
    installModels();
    assertEquals(
        Main.FAILED,
        Demo.run(new PrintStream(out, true), results, List.of("model=nowhere-to-be-found")));
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text, text.contains("nowhere-to-be-found: there is no such model"));
    assertTrue(Files.exists(results.resolve("hyperstack/hyperstack-overlay.png")));
  }

  @Test
  public void theDeviceIsNamedAndFailuresEndWithOne() {
    assertEquals(Main.OK, run("device"));
    assertTrue(out, out.contains("CPU: ") && out.contains("works"));
    assertEquals(Main.OK, run("device", "--repair"));
    assertEquals(Main.FAILED, run("device", "--install", "nosuch.zip"));
    assertTrue(err, err.contains("nosuch.zip"));
    assertEquals(Main.FAILED, run("device", "--download", "file:///nosuch.zip"));
    assertTrue(err, err.contains("nosuch.zip"));
    assertEquals(Main.USAGE, run("device", "--repair", "--download"));
  }

  @Test
  public void modelsAreInstalledListedAndRemoved() throws IOException {
    Path model = temporary.getRoot().toPath().resolve("model");
    TestPackages.write(model, "Some Model");
    assertEquals(Main.OK, run("models", "install", model.toString()));
    assertEquals(Main.FAILED, run("models", "install", model.toString()));
    assertTrue(err, err.contains("'some-model' already"));
    assertEquals(Main.OK, run("models", "install", model.toString(), "--replace"));
    assertEquals(Main.OK, run("models", "list"));
    assertTrue(out, out.contains("some-model (user): classification of Living Cell, Dead Cell"));
    assertEquals(Main.OK, run("models", "remove", "some-model"));
    assertEquals(Main.FAILED, run("models", "remove", "some-model"));
    assertTrue(err, err.contains("no model 'some-model'"));
    assertEquals(Main.USAGE, run("models"));
    assertEquals(Main.USAGE, run("models", "install"));
  }

  private int batch(String... more) {
    String[] args = new String[5 + more.length];
    args[0] = "batch";
    args[1] = "--input";
    args[2] = input.toString();
    args[3] = "--output";
    args[4] = output.toString();
    System.arraycopy(more, 0, args, 5, more.length);
    return run(args);
  }

  private int run(String... args) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    PrintStream console = System.out;
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    System.setOut(new PrintStream(lines, true, StandardCharsets.UTF_8));
    try {
      return Main.run(args);
    } finally {
      System.setErr(before);
      System.setOut(console);
      err = bytes.toString(StandardCharsets.UTF_8);
      out = lines.toString(StandardCharsets.UTF_8);
    }
  }
}
