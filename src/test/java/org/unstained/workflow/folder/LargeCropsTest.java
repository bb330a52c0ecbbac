package org.unstained.workflow.folder;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.cells.CropSettings;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.crops.CropOptions;
import org.unstained.workflow.crops.CropOutput;

/** Crops of images that stay in their file: colours, and what happens without room for them. */
public class LargeCropsTest {
  private static final Path BLOOD = Path.of("../shared/data/bccd/JPEGImages/BloodImage_00000.jpg");
  private static final int SIDE = 400;
  private static final int CROP = 32;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final List<String> failures = new ArrayList<>();
  private Path input;

  @Before
  public void setUp() throws IOException {
    input = temporary.newFolder("in").toPath();
  }

  @After
  public void tearDown() {
    System.clearProperty(LargeImages.LIMIT);
  }

  private Path run(String name, CropOutput crops) throws IOException {
    Path output = temporary.getRoot().toPath().resolve(name);
    FolderRun.run(
        FolderRun.Plan.of(input, output, ImageTask.segment(darkCells()), Map.of()).withCrops(crops),
        new FolderRun.Listener() {
          @Override
          public void done(FolderProgress progress, String image, int cells, double seconds) {}

          @Override
          public void failed(FolderProgress progress, String image, String reason) {
            failures.add(reason);
          }
        },
        () -> false);
    return output;
  }

  private static SegmentOptions darkCells() {
    SegmentationSettings d = SegmentationSettings.defaults();
    return new SegmentOptions(
        0,
        0,
        new SegmentationSettings(
            SegmentationSettings.Appearance.DARK,
            SegmentationSettings.ThresholdMethod.OTSU,
            d.level(),
            0,
            d.median(),
            d.background(),
            d.cap(),
            0,
            SegmentationSettings.Split.NONE,
            d.tolerance(),
            5,
            d.largest(),
            true,
            false),
        true);
  }

  private Path runInParts(String name, CropOutput crops) throws IOException {
    System.setProperty(LargeImages.LIMIT, "1000");
    try {
      return run(name, crops);
    } finally {
      System.clearProperty(LargeImages.LIMIT);
    }
  }

  /** Cells of all colours on a light ground, no two channels alike. */
  private static ColorProcessor colours(int seed) {
    Random random = new Random(seed);
    ColorProcessor ip = new ColorProcessor(SIDE, SIDE);
    for (int i = 0; i < ip.getPixelCount(); i++)
      ip.set(i, 0xd0c8b0 + random.nextInt(20) * 0x010101);
    for (int y = 20; y < SIDE; y += 40)
      for (int x = 20; x < SIDE; x += 40) {
        ip.setColor(
            random.nextInt(90) << 16 | (20 + random.nextInt(90)) << 8 | 40 + random.nextInt(90));
        ip.fillOval(x - 9, y - 9, 18, 18);
      }
    return ip;
  }

  /** So many dark dots that crops of the greatest side find room on no disk that is usual. */
  private static ByteProcessor dots() {
    ByteProcessor ip = new ByteProcessor(128 * 6, 128 * 6);
    ip.invert();
    for (int y = 0; y < ip.getHeight(); y++)
      for (int x = 0; x < ip.getWidth(); x++) if (x % 6 > 2 && y % 6 > 2) ip.set(x, y, 9);
    return ip;
  }

  private void save(ImageProcessor... frames) {
    ImageStack stack = new ImageStack(frames[0].getWidth(), frames[0].getHeight());
    for (ImageProcessor frame : frames) stack.addSlice(frame);
    ImagePlus image = new ImagePlus("a", stack);
    image.setDimensions(1, 1, frames.length);
    String path = input.resolve("a.tif").toString();
    FileSaver saver = new FileSaver(image);
    assertTrue(frames.length > 1 ? saver.saveAsTiffStack(path) : saver.saveAsTiff(path));
  }

  @Test
  public void cropsOfAnRgbImageAreThoseOfOneInMemory() throws IOException {
    save(colours(1));
    assertSameCrops(100);
    assertSameColours(1);
  }

  @Test
  public void cropsOfAnRgbSeriesAreThoseOfOneInMemory() throws IOException {
    save(colours(1), colours(2), colours(3));
    assertSameCrops(300);
    assertSameColours(3);
  }

  @Test
  public void cropsOfABloodSmearAreThoseOfOneInMemory() throws IOException {
    assumeTrue(Files.exists(BLOOD));
    ImagePlus blood = IJ.openImage(BLOOD.toString());
    assertEquals(24, blood.getBitDepth());
    assertTrue(new FileSaver(blood).saveAsTiff(input.resolve("a.tif").toString()));
    assertTrue(assertSameCrops(10) > 10);
    assertSameColours(1);
  }

  /** As stack and as files, as they stand and made alike; says how many. */
  private int assertSameCrops(int least) throws IOException {
    int crops = 0;
    for (CropOutput.Form form : List.of(CropOutput.Form.STACK, CropOutput.Form.FILES))
      for (boolean changed : new boolean[] {false, true}) {
        CropOutput output = new CropOutput(form, new CropOptions(CROP, false, changed, changed));
        Path whole = run("whole " + form + changed, output);
        Path parts = runInParts("parts " + form + changed, output);
        assertEquals(List.of(), failures);
        assertFalse(Files.exists(whole.resolve("a-labels.ome.tif")));
        assertTrue(Files.exists(parts.resolve("a-labels.ome.tif")));
        assertEquals(
            Files.readString(whole.resolve("a-cells.csv")),
            Files.readString(parts.resolve("a-cells.csv")));
        if (form == CropOutput.Form.FILES)
          crops =
              FolderContents.assertSameFiles(whole.resolve("a-crops"), parts.resolve("a-crops"));
        else
          assertArrayEquals(
              Files.readAllBytes(whole.resolve("a-crops.tif")),
              Files.readAllBytes(parts.resolve("a-crops.tif")));
      }
    assertTrue(crops + " crops", crops >= least);
    return crops;
  }

  /** The middle of each crop of the stack has the colours that the image has there. */
  private void assertSameColours(int frames) throws IOException {
    Path parts = temporary.getRoot().toPath().resolve("parts STACKfalse");
    ImagePlus image = IJ.openImage(input.resolve("a.tif").toString());
    ImagePlus crops = IJ.openImage(parts.resolve("a-crops.tif").toString());
    assertEquals(24, crops.getBitDepth());
    List<String> table = Files.readAllLines(parts.resolve("a-cells.csv"));
    assertEquals(table.size() - 1, crops.getStackSize());
    int seen = 0;
    for (int n = 1; n <= crops.getStackSize(); n++) {
      String[] row = table.get(n).split(",");
      ColorProcessor frame =
          (ColorProcessor)
              image.getStack().getProcessor(frames == 1 ? 1 : Integer.parseInt(row[1]));
      ColorProcessor crop = (ColorProcessor) crops.getStack().getProcessor(n);
      int left = left(row, 5, 7);
      int top = left(row, 6, 8);
      for (int y = 0; y < CROP; y++)
        for (int x = 0; x < CROP; x++)
          if (left + x >= 0
              && left + x < frame.getWidth()
              && top + y >= 0
              && top + y < frame.getHeight()) {
            assertEquals(frame.get(left + x, top + y), crop.get(x, y));
            seen++;
          }
    }
    assertTrue(seen + " pixels", seen > crops.getStackSize() * CROP * CROP / 2);
  }

  @Test
  public void cropsWithoutRoomAreRefusedBeforeTheFirst() throws IOException {
    save(dots(), dots());
    for (CropOutput.Form form : List.of(CropOutput.Form.STACK, CropOutput.Form.FILES)) {
      failures.clear();
      Path output = runInParts("out" + form, tooManyBytes(form, input));
      assertNoRoom(failures, output, "16,384 cells of a.tif");
    }
  }

  @Test
  public void whatAnEarlierRunLeftGoesWhenThereIsNoRoomForItsCrops() throws IOException {
    save(dots());
    Path output = runInParts("out", CropOutput.none());
    assertTrue(Files.exists(output.resolve("a-cells.csv")));
    runInParts("out", tooManyBytes(CropOutput.Form.FILES, input));
    assertNoRoom(failures, output, "16,384 cells of a.tif");
  }

  /** Crops of a gigabyte each; 16,384 of them must be more than the disk has left. */
  static CropOutput tooManyBytes(CropOutput.Form form, Path folder) throws IOException {
    assumeTrue(Files.getFileStore(folder).getUsableSpace() < 1L << 44);
    return new CropOutput(form, new CropOptions(CropSettings.GREATEST_SIDE, false, true, false));
  }

  /**
   * The only failure is that crops find no room; it says what they need and what there is, and
   * nothing of the image a.tif is left in the output folder.
   */
  static void assertNoRoom(List<String> failures, Path output, String what) throws IOException {
    assertEquals(failures.toString(), 1, failures.size());
    long free = Files.getFileStore(output).getUsableSpace() >> 20;
    Matcher said =
        Pattern.compile(
                "The crops of (.*) may take ([0-9,]+) MB, and the disk of the output folder has ([0-9,]+) MB left\\. Make room, choose another output folder, make the crops smaller, or leave them out\\.")
            .matcher(failures.get(0));
    assertTrue(failures.get(0), said.matches());
    assertEquals(what, said.group(1));
    long need = Long.parseLong(said.group(2).replace(",", ""));
    long have = Long.parseLong(said.group(3).replace(",", ""));
    assertTrue(failures.get(0), need > have);
    assertEquals(free, have, 0.2 * free + 100);
    try (Stream<Path> files = Files.walk(output)) {
      List<String> left =
          files
              .map(file -> output.relativize(file).toString())
              .filter(name -> name.startsWith("a-") || name.contains("work"))
              .toList();
      assertEquals(List.of(), left);
    }
    assertTrue(Files.readString(output.resolve("failures.csv")).contains("The crops of"));
  }

  /** Where a crop of a box begins, which may be outside of the image. */
  private static int left(String[] row, int at, int extent) {
    double middle = Double.parseDouble(row[at]) + Double.parseDouble(row[extent]) / 2;
    return (int) Math.round(middle - CROP / 2.0);
  }
}
