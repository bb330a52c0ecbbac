package org.unstained.image;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.imglib2.type.numeric.RealType;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class ImageFilesTest {

  private static final Path DATA = Path.of("../shared/data");

  /** Means in the tables are rounded to four decimals. */
  private static final double TABLE_ROUNDING = 1e-4;

  /** Numbers of floating point images are written with seven digits. */
  private static final double SEVEN_DIGITS = 1e-6;

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  @Rule public Timeout timeout = new Timeout(120, TimeUnit.SECONDS);

  @After
  public void nothingIsLeftOpen() {
    assertEquals(0, WindowManager.getImageCount());
    assertEquals(0, WindowManager.getNonImageWindows().length);
  }

  private static Path data(String name) {
    Path file = DATA.resolve(name);
    assumeTrue(Files.exists(file));
    return file;
  }

  private Path file(String name, byte... bytes) throws IOException {
    return Files.write(folder.getRoot().toPath().resolve(name), bytes);
  }

  private static void refused(Path file, String... words) {
    IOException e = assertThrows(IOException.class, () -> ImageFiles.open(file));
    for (String word : words) assertTrue(e.getMessage(), e.getMessage().contains(word));
  }

  @Test
  public void oddFilesOpenWithTheirValuesOrSayWhatIsWrong() throws IOException {
    Path table = data("odd/expected.csv");
    int seen = 0;
    try (CSVParser rows =
        CSVParser.parse(
            Files.readString(table),
            CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
      for (CSVRecord row : rows) {
        Path file = DATA.resolve("odd").resolve(row.get("file"));
        if (row.get("shape").isEmpty()) refused(file, row.get("file"), ". ");
        else assertAsInTable(row, ImageFiles.open(file));
        seen++;
      }
    }
    assertEquals(10, seen);
  }

  private static void assertAsInTable(CSVRecord row, ImagePlus imp) {
    String name = row.get("file");
    assertEquals(name, imp.getTitle());
    assertEquals(name, row.get("shape"), imp.getHeight() + "x" + imp.getWidth());
    int bits = Integer.parseInt(row.get("dtype").replaceAll("\\D", ""));
    assertEquals(name, bits, imp.getBitDepth());
    double min = Double.POSITIVE_INFINITY, max = Double.NEGATIVE_INFINITY, sum = 0;
    long n = 0;
    for (RealType<?> pixel : Planes.plane(imp, 1, 1, 1)) {
      double value = pixel.getRealDouble();
      if (!Double.isFinite(value)) continue;
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      n++;
    }
    assertEquals(name, Double.parseDouble(row.get("min")), min, SEVEN_DIGITS);
    assertEquals(name, Double.parseDouble(row.get("max")), max, SEVEN_DIGITS);
    assertEquals(name, Double.parseDouble(row.get("mean")), sum / n, TABLE_ROUNDING);
  }

  @Test
  public void aCutOffFileSaysHowMuchIsThere() {
    refused(
        data("odd/truncated_pixels.tif"),
        "truncated_pixels.tif is cut off: 52,940 of 96,256 bytes are there. Copy it again");
    refused(data("odd/empty.tif"), "empty.tif is empty (0 bytes)");
    refused(data("odd/text.tif"), "text.tif is text, not an image");
  }

  @Test
  public void stacksOpenWithTheirAxesAndPixelSize() throws IOException {
    Object[][] table = {
      {"hcs_Z13_C2_imagej.tif", 256, 256, 2, 13, 1, 16},
      {"composed_T2_Z8_C2.ome.tif", 192, 160, 2, 8, 2, 16},
      {"t98g_phase_T8.ome.tif", 400, 400, 1, 1, 8, 16},
      {"hela-cells_C3.tif", 672, 512, 3, 1, 1, 16},
      {"cancer_cell_migration_T48.tif", 130, 130, 1, 48, 1, 16},
      {"stardist_img3d_Z31.tif", 57, 61, 1, 31, 1, 16},
      {"stardist_mask3d_Z31.tif", 57, 61, 1, 31, 1, 16},
      {"multi-channel_C3_int8.ome.tif", 439, 167, 3, 1, 1, 16},
      {"multifile_ome/multifile-Z3.ome.tiff", 18, 24, 1, 5, 1, 8},
      {"multifile_ome/multifile.companion.ome", 18, 24, 1, 5, 1, 8}
    };
    for (Object[] row : table) {
      ImagePlus imp = ImageFiles.open(data("stacks/" + row[0]));
      assertArrayEquals(
          (String) row[0],
          Arrays.stream(row, 1, 6).mapToInt(v -> (int) v).toArray(),
          imp.getDimensions());
      assertEquals(row[6], imp.getBitDepth());
    }
    ImagePlus composed = ImageFiles.open(data("stacks/composed_T2_Z8_C2.ome.tif"));
    Calibration calibration = composed.getCalibration();
    assertEquals(0.379667441694471, Planes.pixelSize(composed).width(), 0);
    assertEquals("\u00B5m", Planes.pixelSize(composed).unit());
    assertEquals(0.5, calibration.pixelDepth, 0);
    assertEquals(60, calibration.frameInterval, 0);
    assertEquals(
        0.3797,
        Planes.pixelSize(ImageFiles.open(data("stacks/hcs_Z13_C2_imagej.tif"))).width(),
        5e-5 /* four decimals are known */);
  }

  @Test
  public void listingSaysWhatOpeningGives() throws IOException {
    for (String name :
        List.of(
            "stacks/hcs_Z13_C2_imagej.tif",
            "stacks/composed_T2_Z8_C2.ome.tif",
            "stacks/multi-channel_C3_int8.ome.tif",
            "stacks/multifile_ome/multifile-Z3.ome.tiff",
            "stacks/stardist_img3d_Z31.tif",
            "odd/png_named.tif",
            "odd/float32_nan_inf.tif")) {
      Path file = data(name);
      List<ImageSeries> all = ImageFiles.series(file);
      assertEquals(name, 1, all.size());
      for (Loading loading : Loading.values()) {
        ImagePlus imp = ImageFiles.open(file, 1, loading);
        ImageSeries listed = all.get(0);
        assertArrayEquals(
            name,
            imp.getDimensions(),
            new int[] {
              listed.width(), listed.height(), listed.channels(), listed.slices(), listed.frames()
            });
        assertEquals(
            name,
            listed.bytes(),
            (long) imp.getWidth() * imp.getHeight() * imp.getStackSize() * imp.getBytesPerPixel());
        boolean virtual = loading == Loading.VIRTUAL && imp.getStackSize() > 1;
        assertEquals(name, virtual, imp.getStack().isVirtual());
      }
    }
  }

  @Test
  public void makersFilesNeedBioFormatsAndSaySo() {
    for (String name :
        List.of(
            "cluster.nd2",
            "spestack_test.spe",
            "gpl3/CellDivision_T3_Z5_CH2_X240_Y170.czi",
            "gpl3/xz-example.lif")) {
      Path file = data("vendor/" + name);
      refused(file, "needs Bio-Formats", "bioformats_package.jar", file.getFileName().toString());
      assertThrows(IOException.class, () -> ImageFiles.series(file));
    }
  }

  /** Time point 2 is time point 1 moved three pixels to the right, wrapping round. */
  @Test
  public void omeAxesAreInTheRightOrder() throws IOException {
    ImagePlus imp = ImageFiles.open(data("stacks/composed_T2_Z8_C2.ome.tif"));
    ImagePlus source = ImageFiles.open(data("stacks/hcs_Z13_C2_imagej.tif"));
    for (int c = 1; c <= 2; c++)
      for (int z = 1; z <= 8; z++) {
        var first = Planes.plane(imp, c, z, 1).randomAccess();
        var second = Planes.plane(imp, c, z, 2).randomAccess();
        for (int y = 0; y < 160; y += 7)
          for (int x = 0; x < 192; x++) {
            first.setPosition(new int[] {x, y});
            second.setPosition(new int[] {(x + 3) % 192, y});
            assertEquals(first.get().getRealDouble(), second.get().getRealDouble(), 0);
          }
      }
    assertTrue("cut from it", source.getWidth() > imp.getWidth());
  }

  @Test
  public void tiffsThatImageJReadsRightGiveTheSamePixels() throws IOException {
    for (String name :
        List.of(
            "samples/blobs.tif",
            "samples/stardist_img2d.tif",
            "stacks/hcs_Z13_C2_imagej.tif",
            "stacks/hela-cells_C3.tif",
            "stacks/stardist_img3d_Z31.tif",
            "stacks/cancer_cell_migration_T48.tif",
            "phase/set01/raw.tif",
            "vendor/gpl3/xz-example_expected_c0t0.tif",
            "odd/float32_nan_inf.tif",
            "odd/signed_int16.tif")) {
      Path file = data(name);
      ImagePlus expected = new Opener().openImage(file.toString());
      ImagePlus imp = ImageFiles.open(file);
      assertArrayEquals(name, expected.getDimensions(), imp.getDimensions());
      for (int i = 1; i <= expected.getStackSize(); i++) {
        Object a = expected.getStack().getPixels(i), b = imp.getStack().getPixels(i);
        assertTrue(name + " " + i, Arrays.deepEquals(new Object[] {a}, new Object[] {b}));
      }
      Calibration a = expected.getCalibration(), b = imp.getCalibration();
      assertEquals(name, a.pixelWidth, b.pixelWidth, SEVEN_DIGITS * a.pixelWidth);
      assertEquals(name, a.pixelDepth, b.pixelDepth, SEVEN_DIGITS * a.pixelDepth);
      assertEquals(name, a.isSigned16Bit(), b.isSigned16Bit());
      assertEquals(name, expected.isComposite(), imp.isComposite());
      if (expected.isComposite())
        for (int c = 1; c <= expected.getNChannels(); c++) {
          expected.setPosition(c, 1, 1);
          imp.setPosition(c, 1, 1);
          assertEquals(expected.getDisplayRangeMax(), imp.getDisplayRangeMax(), 0);
          assertEquals(expected.getProcessor().getLut(), imp.getProcessor().getLut());
        }
    }
  }

  @Test
  public void signedEightBitGivesItsSignedValues() throws IOException {
    Path file = data("stacks/multi-channel_C3_int8.ome.tif");
    ImagePlus imp = ImageFiles.open(file);
    byte[] raw = Files.readAllBytes(file);
    TiffDirectory second = TiffHeader.read(file).directories().get(1);
    int i = 0;
    for (RealType<?> pixel : Planes.plane(imp, 2, 1, 1)) {
      int at = (int) second.offsets()[i / 439] + i % 439;
      assertEquals(raw[at], pixel.getRealDouble(), 0);
      i++;
    }
  }

  @Test
  public void partOfAMultiFileSetNeedsItsCompanion() throws IOException {
    byte[] one = Files.readAllBytes(data("stacks/multifile_ome/multifile-Z1.ome.tiff"));
    refused(file("multifile-Z1.ome.tiff", one), "multifile.companion.ome", "Bio-Formats");
  }

  @Test
  public void everyRealPictureOpens() throws IOException {
    int[] seen = new int[33];
    for (String name :
        List.of("livedead/images", "dsb2018/images", "dsb2018/labels", "dsb2018/rgba_originals"))
      try (var files = Files.newDirectoryStream(data(name), "*.png")) {
        for (Path file : files) seen[ImageFiles.open(file).getBitDepth()]++;
      }
    assertTrue("8, 16 and 24 bits: " + Arrays.toString(seen), seen[8] > 0 && seen[16] > 0);
  }

  @Test
  public void makersFilesNameBioFormats() {
    for (String name :
        List.of(
            "vendor/cluster.nd2",
            "vendor/spestack_test.spe",
            "vendor/gpl3/CellDivision_T3_Z5_CH2_X240_Y170.czi",
            "vendor/gpl3/xz-example.lif"))
      refused(
          data(name),
          Path.of(name).getFileName() + " needs Bio-Formats",
          "put bioformats_package.jar into the folder plugins");
  }

  @Test
  public void whatIsNoFileIsRefused() throws IOException {
    refused(folder.getRoot().toPath().resolve("gone.tif"), "gone.tif isn't there. Check the path");
    refused(folder.newFolder("a.tif").toPath(), "is a folder");
    refused(file("zero.png"), "is empty");
    refused(file("noise.tif", new byte[] {1, 2, 3, 0, 9}), "noise.tif isn't an image");
    refused(file("short.tif", new byte[] {'I', 'I', 42, 0}), "short.tif is cut off");
    refused(file("header.tif", new byte[] {'I', 'I', 42, 0, 0, 0, 0, 0}), "holds no picture");
    assertThrows(IOException.class, () -> ImageFiles.open(null));
  }

  @Test
  public void formatsOfImageJsOwnOpenerOpenWithoutAnythingShown() throws IOException {
    ImagePlus imp = new ImagePlus("p", new ByteProcessor(3, 2, new byte[] {1, 2, 3, 4, 5, 6}));
    Path pgm = folder.getRoot().toPath().resolve("a.pgm");
    new FileSaver(imp).saveAsPgm(pgm.toString());
    Path fits = folder.getRoot().toPath().resolve("a.fits");
    new FileSaver(imp).saveAsFits(fits.toString());
    assertEquals(6, ImageFiles.open(pgm).getProcessor().get(5));
    assertEquals(3, ImageFiles.open(fits).getWidth());
    refused(file("forged.pgm", "P5\n90000 90000\n255\nabc".getBytes()), "cut off");
    assertFalse(IJ.isMacro());
  }

  @Test
  public void namesTellImagesFromOtherFilesAndFromOurOwn() {
    for (String image :
        List.of(
            "a.tif",
            "A.TIFF",
            "b c (1) %20 #2.png",
            "ü.ome.tif",
            "x.nd2",
            "y.czi",
            "z.jpg",
            "a-prepared.tif",
            "labels.tif")) assertTrue(image, ImageFiles.looksLikeImage(Path.of("folder", image)));
    for (String other :
        List.of(
            "a.txt",
            "a.csv",
            "a.zip",
            "tif",
            ".tif",
            ".hidden.tif",
            "._a.tif",
            "a-labels.tif",
            "a-overlay.png",
            "a-crops.tif",
            "a.companion.ome",
            "a.tif.bak",
            "a-cells.csv")) assertFalse(other, ImageFiles.looksLikeImage(Path.of("folder", other)));
  }
}
