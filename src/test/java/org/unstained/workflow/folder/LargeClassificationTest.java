package org.unstained.workflow.folder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.NetworkPackages;
import org.unstained.cells.Classification;
import org.unstained.cells.PlaneCells;
import org.unstained.classical.Distance;
import org.unstained.classical.Method;
import org.unstained.classical.Recipe;
import org.unstained.models.ComputeDevices;
import org.unstained.models.EngineFiles;
import org.unstained.models.ModelLibrary;
import org.unstained.overlay.CellOverlay;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.ClassifyWorkflow;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;
import org.unstained.workflow.crops.CropOptions;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.training.ChosenFeatures;
import org.unstained.workflow.training.LabelledMeasurements;
import org.unstained.workflow.training.MeasurementTraining;

/** Cells of an image that stays in its file are classified as those of one in memory. */
public class LargeClassificationTest {
  private static final int STEP = 24;

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

  private static SegmentOptions segmentation() {
    return new SegmentOptions(1, 0, SegmentationSettings.defaults(), true);
  }

  private ModelLibrary library() {
    return new ModelLibrary(home, Optional.empty());
  }

  private Path run(String name, String model, CropOutput crops) throws IOException {
    Path output = temporary.getRoot().toPath().resolve(name);
    ClassifyWorkflow classify =
        ClassifyWorkflow.open(
            ClassifyOptions.of(model), library(), new ComputeDevices(new EngineFiles(home)));
    try (ImageTask task = new SegmentAndClassifyTask(segmentation(), classify)) {
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

  private static ByteProcessor discs(int across, int seed) {
    Random random = new Random(seed);
    ByteProcessor ip = new ByteProcessor(across * STEP, across * STEP);
    ip.setColor(20);
    ip.fill();
    for (int i = 0; i < across * across; i++)
      NetworkPackages.disc(
          ip,
          i % across * STEP + STEP / 2 + random.nextInt(3) - 1,
          i / across * STEP + STEP / 2,
          NetworkPackages.DIM + random.nextInt(100));
    return ip;
  }

  private void save(String name, ByteProcessor... frames) {
    ImageStack stack = new ImageStack(frames[0].getWidth(), frames[0].getHeight());
    for (ByteProcessor frame : frames) stack.addSlice(frame);
    ImagePlus imp = new ImagePlus(name, stack);
    imp.setDimensions(1, 1, frames.length);
    imp.setOpenAsHyperStack(frames.length > 1);
    FileSaver saver = new FileSaver(imp);
    String path = input.resolve(name).toString();
    assertTrue(frames.length > 1 ? saver.saveAsTiffStack(path) : saver.saveAsTiff(path));
  }

  /** Says how many cells there are. */
  private int assertSame(String image, Path whole, Path parts) throws IOException {
    assertEquals(List.of(), failures);
    String table = Files.readString(parts.resolve(image + "-cells.csv"));
    assertEquals(Files.readString(whole.resolve(image + "-cells.csv")), table);
    assertEquals(
        Files.readString(whole.resolve("summary.csv")),
        Files.readString(parts.resolve("summary.csv")));
    int rois =
        FolderContents.assertSameZips(
            whole.resolve(image + "-rois.zip"), parts.resolve(image + "-rois.zip"));
    assertEquals(table.lines().count() - 1, rois);
    assertTrue(Files.exists(parts.resolve(image + "-labels.ome.tif")));
    assertFalse(Files.exists(parts.resolve(".unstained/work")));
    return rois;
  }

  @Test
  public void aNetworkSaysTheSameOfThousandsOfCells() throws IOException {
    save("many.tif", discs(96, 1));
    Path whole = run("whole", NetworkPackages.CLASSIFIER, CropOutput.none());
    System.setProperty(LargeImages.LIMIT, "1000");
    Path parts = run("parts", NetworkPackages.CLASSIFIER, CropOutput.none());
    assertEquals(96 * 96, assertSame("many", whole, parts));
    String table = Files.readString(parts.resolve("many-cells.csv"));
    assertTrue(table.contains(",Living Cell,") && table.contains(",Dead Cell,"));
    assertTrue(Files.readString(parts.resolve("run.json")).contains("cells_per_second"));
    BufferedImage a = ImageIO.read(parts.resolve("many-overlay.png").toFile());
    int blue = 0;
    int orange = 0;
    for (int y = 0; y < a.getHeight(); y++)
      for (int x = 0; x < a.getWidth(); x++) {
        int rgb = a.getRGB(x, y) & 0xffffff;
        if (rgb == 0x56b4e9) blue++;
        if (rgb == 0xe69f00) orange++;
      }
    assertTrue(blue + " and " + orange, blue > 10_000 && orange > 10_000);
  }

  @Test
  public void cropsOfSeveralFramesAreTheSame() throws IOException {
    ByteProcessor none = new ByteProcessor(8 * STEP, 8 * STEP);
    save("few.tif", discs(8, 1), none, discs(8, 2));
    CropOutput files =
        new CropOutput(CropOutput.Form.FILES, new CropOptions(32, false, false, true));
    Path whole = run("whole", NetworkPackages.CLASSIFIER, files);
    System.setProperty(LargeImages.LIMIT, "1000");
    Path parts = run("parts", NetworkPackages.CLASSIFIER, files);
    assertEquals(128, assertSame("few", whole, parts));
    assertEquals(
        128,
        FolderContents.assertSameFiles(whole.resolve("few-crops"), parts.resolve("few-crops")));
    assertEquals(
        1,
        FolderRun.run(
                FolderRun.Plan.of(
                    input, parts, ImageTask.segment(segmentation()), Map.of("other", "run")),
                new FolderRun.Listener() {
                  @Override
                  public void done(FolderProgress p, String image, int cells, double seconds) {}

                  @Override
                  public void failed(FolderProgress p, String image, String reason) {
                    failures.add(reason);
                  }
                },
                () -> false)
            .images());
    assertFalse("crops of an earlier run", Files.exists(parts.resolve("few-crops")));
  }

  @Test
  public void aStackOfCropsIsTheSameByteForByte() throws IOException {
    ByteProcessor none = new ByteProcessor(8 * STEP, 8 * STEP);
    save("few.tif", discs(8, 1), none, discs(8, 2));
    for (boolean normalised : new boolean[] {false, true}) {
      CropOutput stack =
          new CropOutput(CropOutput.Form.STACK, new CropOptions(32, false, normalised, true));
      Path whole = run("whole" + normalised, NetworkPackages.CLASSIFIER, stack);
      System.setProperty(LargeImages.LIMIT, "1000");
      Path parts = run("parts" + normalised, NetworkPackages.CLASSIFIER, stack);
      System.clearProperty(LargeImages.LIMIT);
      assertEquals(128, assertSame("few", whole, parts));
      assertArrayEquals(
          Files.readAllBytes(whole.resolve("few-crops.tif")),
          Files.readAllBytes(parts.resolve("few-crops.tif")));
    }
  }

  @Test
  public void aStackOfOneCropIsAPicture() throws IOException {
    save("one.tif", discs(1, 1));
    CropOutput stack =
        new CropOutput(CropOutput.Form.STACK, new CropOptions(16, false, false, false));
    Path whole = run("whole", NetworkPackages.CLASSIFIER, stack);
    System.setProperty(LargeImages.LIMIT, "100");
    Path parts = run("parts", NetworkPackages.CLASSIFIER, stack);
    assertEquals(1, assertSame("one", whole, parts));
    assertArrayEquals(
        Files.readAllBytes(whole.resolve("one-crops.tif")),
        Files.readAllBytes(parts.resolve("one-crops.tif")));
  }

  @Test
  public void aClassifierOfMeasurementsSaysTheSame() throws IOException {
    List<ImagePlus> labelled = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ImagePlus image = new ImagePlus("image " + i, discs(6, 10 + i));
      PlaneCells plane =
          SegmentWorkflow.run(image, segmentation(), p -> {}, () -> false).planeCells().get(0);
      CellOverlay.show(
          image,
          new PlaneCells(
              plane.image(),
              1,
              1,
              1,
              plane.cells().stream()
                  .map(
                      cell ->
                          cell.as(
                              new Classification(
                                  image.getProcessor().get((int) cell.x(), (int) cell.y()) > 150
                                      ? "light"
                                      : "dark",
                                  1,
                                  Map.of())))
                  .toList()));
      labelled.add(image);
    }
    MeasurementTraining.run(
        ChosenFeatures.of(LabelledMeasurements.ofImages(labelled), "mean_intensity,area").samples(),
        new MeasurementTraining.Plan(
            "by-light", Recipe.of(Method.FOREST), List.of(Distance.EUCLIDEAN), 3, "", false),
        library(),
        p -> {},
        () -> false);
    save("few.tif", discs(20, 5));
    Path whole = run("whole", "by-light", CropOutput.none());
    System.setProperty(LargeImages.LIMIT, "1000");
    Path parts = run("parts", "by-light", CropOutput.none());
    assertEquals(400, assertSame("few", whole, parts));
    String table = Files.readString(parts.resolve("few-cells.csv"));
    assertTrue(table.contains(",light,") && table.contains(",dark,"));
  }
}
