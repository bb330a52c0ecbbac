package org.unstained.app;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import javax.tools.ToolProvider;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Context;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;
import org.scijava.script.ScriptModule;
import org.scijava.script.ScriptService;
import org.unstained.NetworkPackages;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;

/** The example scripts, each in its language. */
public class ScriptsTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path folder;
  private String home;

  @Before
  public void setUp() throws Exception {
    home = System.getProperty("unstained.home");
    folder = temporary.newFolder("images").toPath();
    Files.copy(Path.of("samples/fluorescence.png"), folder.resolve("nuclei.png"));
  }

  @After
  public void tearDown() {
    if (home == null) System.clearProperty("unstained.home");
    else System.setProperty("unstained.home", home);
  }

  private static int cells() {
    return SegmentWorkflow.run(
            IJ.openImage("samples/fluorescence.png"),
            new SegmentOptions(0, 0, SegmentationSettings.defaults(), true),
            part -> {},
            () -> false)
        .cells();
  }

  @Test
  public void groovySegmentsAFolder() throws Exception {
    Object counts = script("scripts/segment_folder.groovy", Map.of("folder", folder.toFile()));
    assertEquals(Map.of("nuclei.png", cells()), counts);
  }

  @Test
  public void jythonDetectsAndCounts() throws Exception {
    Path library = temporary.newFolder("home").toPath();
    NetworkPackages.install(library);
    System.setProperty("unstained.home", library.toString());
    Path image = folder.resolve("discs.tif");
    new FileSaver(new ImagePlus("discs", NetworkPackages.discs(3, 2))).saveAsTiff(image.toString());
    Object counts =
        script(
            "scripts/detect_cells.py",
            Map.of("path", image.toFile(), "model", NetworkPackages.DETECTOR));
    assertEquals(Map.of("Living Cell", 3, "Dead Cell", 2), counts);
  }

  private static Object script(String file, Map<String, Object> inputs) throws Exception {
    try (Context context = new Context()) {
      ScriptService scripts = context.service(ScriptService.class);
      // Fiji has plugins for these languages; here their engines stand alone
      for (ScriptEngineFactory engine : new ScriptEngineManager().getEngineFactories()) {
        ScriptLanguage language = new AdaptedScriptLanguage(engine);
        context.inject(language);
        scripts.getIndex().add(language, true);
      }
      ScriptModule module = scripts.run(new File(file), true, inputs).get();
      return module.getOutput("counts");
    }
  }

  @Test
  public void javaSegmentsAFolder() throws Exception {
    Path classes = temporary.newFolder("classes").toPath();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                "scripts/MeasureFolder.java");
    assertEquals(0, failed);
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      loader
          .loadClass("MeasureFolder")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[] {folder.toString()});
    } finally {
      System.setOut(before);
    }
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(lines.toString(), lines.contains("nuclei.png: " + cells() + " cells"));
  }
}
