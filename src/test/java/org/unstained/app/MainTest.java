package org.unstained.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ij.io.FileSaver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.Painted;
import org.unstained.models.TestPackages;

/** The command line, but for macros, which {@link MacroTest} runs. */
public class MainTest {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path input;
  private Path output;
  private String err;
  private String out;

  @Before
  public void setUp() throws IOException {
    input = temporary.newFolder("input").toPath();
    output = temporary.getRoot().toPath().resolve("output");
    System.setProperty("unstained.home", temporary.newFolder("home").toString());
    new FileSaver(Painted.discs("a")).saveAsTiff(input.resolve("a.tif").toString());
  }

  @After
  public void tearDown() {
    System.clearProperty("unstained.home");
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
    assertEquals(Main.OK, Demo.run(new PrintStream(out, true), results));
    String text = out.toString(StandardCharsets.UTF_8);
    for (String name : new String[] {"fluorescence", "brightfield", "hyperstack"}) {
      Path picture = results.resolve(name).resolve(name + "-overlay.png");
      assertTrue(text, text.contains(picture.toAbsolutePath().toString()));
      assertTrue(picture.toString(), Files.exists(picture));
      assertTrue(Files.readAllLines(results.resolve(name).resolve("cells.csv")).size() > 20);
    }
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
