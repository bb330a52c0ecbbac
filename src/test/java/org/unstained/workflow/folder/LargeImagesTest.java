package org.unstained.workflow.folder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.image.ImageFiles;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;

/** A folder run over images that stay in their files gives what it gives with them in memory. */
public class LargeImagesTest {
  private static final int SIDE = 900;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path input;
  private final List<String> failures = new ArrayList<>();

  private final FolderRun.Listener listener =
      new FolderRun.Listener() {
        @Override
        public void done(FolderProgress progress, String image, int cells, double seconds) {}

        @Override
        public void failed(FolderProgress progress, String image, String reason) {
          failures.add(reason);
        }
      };

  @Before
  public void setUp() throws IOException {
    input = temporary.newFolder("in").toPath();
  }

  @After
  public void tearDown() {
    System.clearProperty(LargeImages.LIMIT);
  }

  private static void limit(long pixels) {
    System.setProperty(LargeImages.LIMIT, Long.toString(pixels));
  }

  /** Blurred discs on a noisy ground. */
  private static short[] plane(long seed) {
    Random random = new Random(seed);
    short[] data = new short[SIDE * SIDE];
    for (int i = 0; i < data.length; i++) data[i] = (short) (1500 + 120 * random.nextGaussian());
    for (int i = 0; i < 500; i++) {
      int cx = random.nextInt(SIDE);
      int cy = random.nextInt(SIDE);
      double radius = 5 + 6 * random.nextDouble();
      int light = 3000 + random.nextInt(9000);
      for (int y = Math.max(0, cy - 12); y < Math.min(SIDE, cy + 12); y++)
        for (int x = Math.max(0, cx - 12); x < Math.min(SIDE, cx + 12); x++)
          if (Math.hypot(x - cx, y - cy) < radius)
            data[y * SIDE + x] = (short) Math.max(data[y * SIDE + x], 1500 + light);
    }
    return data;
  }

  private void save(String name, int channels, int frames) {
    ImageStack stack = new ImageStack(SIDE, SIDE);
    for (int i = 0; i < channels * frames; i++)
      stack.addSlice(new ShortProcessor(SIDE, SIDE, plane(i), null));
    ImagePlus imp = new ImagePlus(name, stack);
    imp.setDimensions(channels, 1, frames);
    imp.setOpenAsHyperStack(true);
    imp.getCalibration().pixelWidth = 0.5;
    imp.getCalibration().pixelHeight = 0.5;
    imp.getCalibration().setUnit("um");
    FileSaver saver = new FileSaver(imp);
    String path = input.resolve(name).toString();
    assertTrue(stack.size() > 1 ? saver.saveAsTiffStack(path) : saver.saveAsTiff(path));
  }

  private FolderRun.Plan plan(Path output, SegmentOptions options) {
    return FolderRun.Plan.of(input, output, ImageTask.segment(options), Map.of("a", "b"));
  }

  private Path run(String name, SegmentOptions options) throws IOException {
    Path output = temporary.getRoot().toPath().resolve(name);
    FolderRun.run(plan(output, options), listener, () -> false);
    assertEquals(List.of(), failures);
    return output;
  }

  private static SegmentOptions options(SegmentationSettings.Split split, int nuclei) {
    SegmentationSettings d = SegmentationSettings.defaults();
    return new SegmentOptions(
        1,
        nuclei,
        new SegmentationSettings(
            d.appearance(),
            d.method(),
            d.level(),
            d.smoothing(),
            d.median(),
            40,
            d.cap(),
            d.opening(),
            split,
            d.tolerance(),
            5,
            d.largest(),
            false,
            false),
        true);
  }

  @Test
  public void tablesAndLabelMapsAreThoseOfImagesInMemory() throws IOException {
    save("one.tif", 1, 1);
    save("more.tif", 2, 2);
    for (SegmentationSettings.Split split :
        List.of(SegmentationSettings.Split.SHAPE, SegmentationSettings.Split.INTENSITY)) {
      Path whole = run("whole" + split, options(split, 0));
      limit(1000);
      Path parts = run("parts" + split, options(split, 0));
      System.clearProperty(LargeImages.LIMIT);
      for (String table : List.of("one-cells.csv", "more-cells.csv", "cells.csv", "summary.csv"))
        assertEquals(
            table, Files.readString(whole.resolve(table)), Files.readString(parts.resolve(table)));
      for (String image : List.of("one", "more")) {
        assertFalse(Files.exists(parts.resolve(image + "-labels.tif")));
        int rois =
            FolderContents.assertSameZips(
                whole.resolve(image + "-rois.zip"), parts.resolve(image + "-rois.zip"));
        assertTrue("rois " + rois, rois > 100);
        assertSameLabels(
            ImageFiles.open(whole.resolve(image + "-labels.tif")),
            ImageFiles.open(parts.resolve(image + "-labels.ome.tif")));
      }
    }
  }

  private static void assertSameLabels(ImagePlus expected, ImagePlus actual) {
    assertEquals(expected.getStackSize(), actual.getStackSize());
    assertEquals(expected.getNFrames(), actual.getNFrames());
    assertEquals(expected.getCalibration().pixelWidth, actual.getCalibration().pixelWidth, 1e-9);
    float most = 0;
    for (int i = 1; i <= expected.getStackSize(); i++) {
      FloatProcessor a = expected.getStack().getProcessor(i).convertToFloatProcessor();
      FloatProcessor b = actual.getStack().getProcessor(i).convertToFloatProcessor();
      assertArrayEquals((float[]) a.getPixels(), (float[]) b.getPixels(), 0);
      for (float label : (float[]) b.getPixels()) most = Math.max(most, label);
    }
    assertTrue("labels up to " + most, most > 100);
  }

  @Test
  public void nucleiPartCellsOfImagesInTheirFiles() throws IOException {
    save("more.tif", 2, 1);
    SegmentOptions options = options(SegmentationSettings.Split.NUCLEI, 2);
    Path whole = run("whole", options);
    limit(1000);
    Path parts = run("parts", options);
    assertEquals(
        Files.readString(whole.resolve("more-cells.csv")),
        Files.readString(parts.resolve("more-cells.csv")));
    assertTrue(Files.readString(parts.resolve("more-cells.csv")).lines().count() > 100);
  }

  @Test
  public void moreCellsThanSixteenBitsCanCount() throws IOException {
    int across = 260;
    int step = 8;
    short[] pixels = new short[across * across * step * step];
    for (int y = 0; y < across * step; y++)
      for (int x = 0; x < across * step; x++)
        if (x % step > 2 && y % step > 2) pixels[y * across * step + x] = 900;
    ImagePlus imp =
        new ImagePlus("dots.tif", new ShortProcessor(across * step, across * step, pixels, null));
    assertTrue(new FileSaver(imp).saveAsTiff(input.resolve("dots.tif").toString()));
    limit(1000);
    SegmentationSettings d = SegmentationSettings.defaults();
    SegmentationSettings manual =
        new SegmentationSettings(
            d.appearance(),
            d.method(),
            d.level(),
            0,
            d.median(),
            0,
            d.cap(),
            d.opening(),
            SegmentationSettings.Split.NONE,
            d.tolerance(),
            5,
            d.largest(),
            true,
            false);
    Path output = run("out", new SegmentOptions(1, 0, manual, true));
    int cells = across * across;
    assertEquals(cells + 1, Files.lines(output.resolve("dots-cells.csv")).count());
    ImagePlus labels = ImageFiles.open(output.resolve("dots-labels.ome.tif"));
    assertEquals(32, labels.getBitDepth());
    assertEquals(1, labels.getProcessor().getf(4, 4), 0);
    assertEquals(across + 1, labels.getProcessor().getf(4, 4 + step), 0);
    int last = across * step - 1;
    assertEquals(cells, labels.getProcessor().getf(last, last), 0);
    try (ZipFile rois = new ZipFile(output.resolve("dots-rois.zip").toFile())) {
      assertEquals(cells, rois.size());
    }
  }

  @Test
  public void theOverviewShowsCellsOnTheImage() throws IOException {
    save("one.tif", 1, 1);
    limit(1000);
    Path output = run("out", options(SegmentationSettings.Split.SHAPE, 0));
    BufferedImage picture = ImageIO.read(output.resolve("one-overlay.png").toFile());
    assertEquals(SIDE, picture.getWidth());
    int outlines = 0;
    for (int y = 0; y < SIDE; y++)
      for (int x = 0; x < SIDE; x++) if ((picture.getRGB(x, y) & 0xffffff) == 0xff3dbe) outlines++;
    assertTrue("outlines " + outlines, outlines > 5_000 && outlines < 60_000);
  }

  @Test
  public void aCancelledRunLeavesNothingAndGoesOnLater() throws IOException {
    save("one.tif", 1, 1);
    limit(1000);
    SegmentOptions options = options(SegmentationSettings.Split.SHAPE, 0);
    Path output = temporary.getRoot().toPath().resolve("out");
    AtomicInteger asked = new AtomicInteger();
    FolderRun.Outcome stopped =
        FolderRun.run(plan(output, options), listener, () -> asked.incrementAndGet() > 40);
    assertTrue(stopped.canceled());
    assertFalse(Files.exists(output.resolve("one-labels.ome.tif")));
    assertFalse(Files.exists(output.resolve("one-cells.csv")));
    assertFalse(Files.exists(output.resolve("one-rois.zip")));
    FolderRun.Outcome done = FolderRun.run(plan(output, options), listener, () -> false);
    assertEquals(1, done.images());
    assertEquals(0, done.kept());
    FolderRun.Outcome again = FolderRun.run(plan(output, options), listener, () -> false);
    assertEquals(1, again.kept());
    assertEquals(done.cells(), again.cells());
    Files.delete(output.resolve("one-labels.ome.tif"));
    assertEquals(0, FolderRun.run(plan(output, options), listener, () -> false).kept());
    assertTrue(Files.exists(output.resolve("one-labels.ome.tif")));
  }

  @Test
  public void whatCantBeDoneInPartsSaysSo() throws IOException {
    save("one.tif", 1, 1);
    limit(1000);
    Path output = temporary.getRoot().toPath().resolve("out");
    ImageTask other = (image, progress, canceled) -> null;
    FolderRun.run(FolderRun.Plan.of(input, output, other, Map.of()), listener, () -> false);
    assertEquals(1, failures.size());
    assertTrue(failures.get(0), failures.get(0).contains("too large for the memory"));
  }

  @Test
  public void aPlaneOfOneValueIsTheSameErrorAsInMemory() throws IOException {
    ImagePlus flat =
        new ImagePlus("flat", new ShortProcessor(SIDE, SIDE, new short[SIDE * SIDE], null));
    new FileSaver(flat).saveAsTiff(input.resolve("flat.tif").toString());
    SegmentOptions options = options(SegmentationSettings.Split.SHAPE, 0);
    FolderRun.run(plan(temporary.getRoot().toPath().resolve("a"), options), listener, () -> false);
    limit(1000);
    Path output = temporary.getRoot().toPath().resolve("b");
    FolderRun.run(plan(output, options), listener, () -> false);
    assertEquals(2, failures.size());
    assertEquals(failures.get(0), failures.get(1));
    assertFalse(Files.exists(output.resolve("flat-cells.csv")));
  }

  @Test
  public void sizeAndMemoryDecideWhichWayAnImageGoes() throws IOException {
    save("one.tif", 1, 1);
    Path file = input.resolve("one.tif");
    long needed = 18L * SIDE * SIDE;
    assertFalse(LargeImages.isLarge(file, 1, 2 * needed));
    assertTrue(LargeImages.isLarge(file, 1, needed));
    Files.writeString(input.resolve("text.tif"), "text");
    assertFalse(LargeImages.isLarge(input.resolve("text.tif"), 1, 1));
  }
}
