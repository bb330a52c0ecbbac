package org.unstained.workflow.folder;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.models.ComputeDevices;
import org.unstained.models.EngineFiles;
import org.unstained.models.ModelLibrary;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;

/** Networks find the same in an image that stays in its file as in one in memory. */
public class LargeDetectionTest {
  private static final int TIMES = 5;

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

  private Path run(String name, DetectOptions options) throws IOException {
    Path output = temporary.getRoot().toPath().resolve(name);
    DetectWorkflow detect =
        DetectWorkflow.open(
            options,
            new ModelLibrary(home, Optional.empty()),
            new ComputeDevices(new EngineFiles(home)));
    try (ImageTask task = new DetectTask(detect)) {
      FolderRun.run(
          FolderRun.Plan.of(input, output, task, Map.of()),
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
    assertEquals(List.of(), failures);
    return output;
  }

  /** Discs again and again, in two frames of which the first has none. */
  private void save() {
    ImagePlus discs = NetworkPackages.discs("a");
    int width = discs.getWidth();
    int height = discs.getHeight();
    ImageProcessor all = discs.getProcessor().createProcessor(TIMES * width, TIMES * height);
    ImageProcessor none = all.duplicate();
    for (int i = 0; i < TIMES * TIMES; i++)
      all.insert(discs.getProcessor(), i % TIMES * width, i / TIMES * height);
    none.setValue(discs.getProcessor().get(0, 0));
    none.fill();
    ImageStack stack = new ImageStack(all.getWidth(), all.getHeight());
    stack.addSlice(none);
    stack.addSlice(all);
    ImagePlus imp = new ImagePlus("many", stack);
    imp.setDimensions(1, 1, 2);
    imp.setOpenAsHyperStack(true);
    assertTrue(new FileSaver(imp).saveAsTiffStack(input.resolve("many.tif").toString()));
  }

  @Test
  public void tablesAreThoseOfAnImageInMemory() throws IOException {
    save();
    DetectOptions alone = DetectOptions.of(NetworkPackages.DETECTOR).inAllPlanes();
    for (DetectOptions options : List.of(alone, alone.withClassifier(NetworkPackages.CLASSIFIER))) {
      String name = options.hasClassifier() ? "both" : "alone";
      Path whole = run(name + "-whole", options);
      System.setProperty(LargeImages.LIMIT, "1000");
      Path parts = run(name + "-parts", options);
      System.clearProperty(LargeImages.LIMIT);
      String table = Files.readString(parts.resolve("many-cells.csv"));
      assertEquals(Files.readString(whole.resolve("many-cells.csv")), table);
      assertEquals(
          Files.readString(whole.resolve("summary.csv")),
          Files.readString(parts.resolve("summary.csv")));
      assertTrue(table, table.lines().count() > 4 * TIMES * TIMES);
      int rois =
          FolderContents.assertSameZips(
              whole.resolve("many-rois.zip"), parts.resolve("many-rois.zip"));
      assertEquals(table.lines().count() - 1, rois);
      assertTrue(Files.exists(parts.resolve("many-overlay.png")));
      assertTrue(Files.notExists(parts.resolve("many-labels.ome.tif")));
    }
  }
}
