package org.unstained.image;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;

public class TiffImagesTest {

  /** A loop that isn't noticed would run for ever. */
  private static final int SECONDS = 60;

  private static final long PLENTY = 1L << 30;

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  @Rule public Timeout timeout = new Timeout(SECONDS, TimeUnit.SECONDS);

  private Path file() throws IOException {
    return folder.newFile().toPath();
  }

  private static byte[] random(int n) {
    byte[] bytes = new byte[n];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static void assertError(Path file, String... words) {
    IOException e = assertThrows(IOException.class, () -> TiffImages.open(file, PLENTY));
    assertTrue(e.getMessage(), e.getMessage().startsWith(file.getFileName().toString()));
    for (String word : words) assertTrue(e.getMessage(), e.getMessage().contains(word));
  }

  @Test
  public void readsAllWholeAndFloatingNumbersInBothByteOrdersAndBigTiff() throws IOException {
    byte[] data = random(6 * 5 * 8);
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN))
      for (boolean big : new boolean[] {false, true})
        for (int[] kind :
            new int[][] {{8, 1}, {8, 2}, {16, 1}, {16, 2}, {32, 1}, {32, 2}, {32, 3}, {64, 3}}) {
          byte[] pixels = Arrays.copyOf(data, 30 * kind[0] / 8);
          Path file =
              new PaintedTiff(order, big).page(6, 5, 1, kind[0], kind[1], pixels).write(file());
          var plane = Planes.plane(TiffImages.open(file, PLENTY), 1, 1, 1);
          ByteBuffer buffer = ByteBuffer.wrap(pixels).order(order);
          var cursor = plane.cursor();
          for (int i = 0; i < 30; i++)
            assertEquals(
                Arrays.toString(kind) + " " + order,
                expected(buffer, i, kind[0], kind[1]),
                (float) cursor.next().getRealDouble(),
                0);
        }
  }

  private static float expected(ByteBuffer data, int i, int bits, int format) {
    return switch (bits * 10 + format) {
      case 81 -> data.get(i) & 0xff;
      case 82 -> data.get(i);
      case 161 -> data.getShort(2 * i) & 0xffff;
      case 162 -> data.getShort(2 * i);
      case 321 -> data.getInt(4 * i) & 0xffffffffL;
      case 322 -> data.getInt(4 * i);
      case 323 -> data.getFloat(4 * i);
      default -> (float) data.getDouble(8 * i);
    };
  }

  @Test
  public void readsBilevelRowsThatDontFillTheirLastByte() throws IOException {
    Path file =
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
            .page(10, 2, 1, 1, 1, new byte[] {(byte) 0b10000001, 0b01000000, 0, (byte) 0b11000000})
            .write(file());
    byte[] pixels = (byte[]) TiffImages.open(file, PLENTY).getProcessor().getPixels();
    assertArrayEquals(
        new byte[] {-1, 0, 0, 0, 0, 0, 0, -1, 0, -1, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1}, pixels);
  }

  @Test
  public void readsChunkyAndPlanarColourWithAndWithoutAlpha() throws IOException {
    byte[] rgba = random(4 * 12);
    byte[] r = new byte[12], g = new byte[12], b = new byte[12], rgb = new byte[36];
    int[] expected = new int[12];
    for (int i = 0; i < 12; i++) {
      r[i] = rgb[3 * i] = rgba[4 * i];
      g[i] = rgb[3 * i + 1] = rgba[4 * i + 1];
      b[i] = rgb[3 * i + 2] = rgba[4 * i + 2];
      expected[i] = 0xff000000 | (r[i] & 0xff) << 16 | (g[i] & 0xff) << 8 | b[i] & 0xff;
    }
    ByteOrder order = ByteOrder.BIG_ENDIAN;
    for (PaintedTiff tiff :
        List.of(
            new PaintedTiff(order, false).page(4, 3, 3, 8, 1, rgb),
            new PaintedTiff(order, false).page(4, 3, 4, 8, 1, rgba),
            new PaintedTiff(order, false).page(4, 3, 3, 8, 1, r, g, b).tag(284, 2))) {
      ImagePlus imp = TiffImages.open(tiff.write(file()), PLENTY);
      assertEquals(ImagePlus.COLOR_RGB, imp.getType());
      assertArrayEquals(expected, (int[]) imp.getProcessor().getPixels());
    }
  }

  @Test
  public void greySamplesBecomeChannels() throws IOException {
    byte[] data = {1, 2, 3, 4, 5, 6, 7, 8};
    Path file =
        new PaintedTiff(ByteOrder.BIG_ENDIAN, false).page(2, 2, 2, 8, 1, data).write(file());
    ImagePlus imp = TiffImages.open(file, PLENTY);
    assertEquals(2, imp.getNChannels());
    assertArrayEquals(new byte[] {2, 4, 6, 8}, (byte[]) imp.getStack().getPixels(2));
  }

  @Test
  public void readsTilesThatStickOutOfTheImage() throws IOException {
    byte[][] tiles = new byte[4][16 * 16];
    byte[] expected = new byte[20 * 18];
    for (int i = 0; i < expected.length; i++) {
      int x = i % 20, y = i / 20;
      expected[i] = (byte) (i * 31);
      tiles[x / 16 + 2 * (y / 16)][x % 16 + 16 * (y % 16)] = expected[i];
    }
    Path file =
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
            .page(20, 18, 1, 8, 1, tiles)
            .tag(322, 16)
            .tag(323, 16)
            .write(file());
    assertArrayEquals(expected, (byte[]) TiffImages.open(file, PLENTY).getProcessor().getPixels());
  }

  @Test
  public void readsDeflateWithDifferencesAndPackBits() throws IOException {
    short[] values = {100, 103, 90, 7, 8, 9};
    ByteBuffer differences = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 6; i++)
      differences.putShort((short) (values[i] - (i % 3 == 0 ? 0 : values[i - 1])));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(differences.array());
    }
    Path deflated =
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
            .page(3, 2, 1, 16, 1, packed.toByteArray())
            .tag(259, 8)
            .tag(317, 2)
            .write(file());
    assertArrayEquals(
        values, (short[]) TiffImages.open(deflated, PLENTY).getProcessor().getPixels());

    // The example of the TIFF 6.0 specification for PackBits.
    byte[] bits = {-2, -86, 2, -128, 0, 42, -3, -86, 3, -128, 0, 42, 34, -9, -86};
    int[] plain = {
      0xAA, 0xAA, 0xAA, 0x80, 0, 0x2A, 0xAA, 0xAA, 0xAA, 0xAA, 0x80, 0, 0x2A, 0x22, 0xAA, 0xAA,
      0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA, 0xAA
    };
    Path runs =
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
            .page(24, 1, 1, 8, 1, bits)
            .tag(259, 32773)
            .write(file());
    byte[] read = (byte[]) TiffImages.open(runs, PLENTY).getProcessor().getPixels();
    for (int i = 0; i < plain.length; i++) assertEquals(plain[i], read[i] & 0xff);
  }

  /** The Java platform's own TIFF writer is the second implementation. */
  @Test
  public void readsWhatThePlatformCompressesByLzwDeflateAndPackBits() throws IOException {
    BufferedImage image = new BufferedImage(301, 207, BufferedImage.TYPE_BYTE_GRAY);
    Random random = new Random(3);
    byte[] pixels = new byte[301 * 207];
    for (int i = 0; i < pixels.length; i++)
      pixels[i] = (byte) (i % 301 / 10 + (i < 20_000 ? 0 : random.nextInt(i < 40_000 ? 3 : 256)));
    image.getRaster().setDataElements(0, 0, 301, 207, pixels);
    for (String compression : List.of("LZW", "Deflate", "ZLib", "PackBits")) {
      Path file = file();
      ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionType(compression);
      Files.delete(file);
      try (var out = ImageIO.createImageOutputStream(file.toFile())) {
        writer.setOutput(out);
        writer.write(null, new IIOImage(image, null, null), param);
      }
      ImagePlus imp = TiffImages.open(file, PLENTY);
      assertArrayEquals(compression, pixels, (byte[]) imp.getProcessor().getPixels());
    }
  }

  @Test
  public void whatImageJSavesComesBackWithAllThatItKeeps() throws IOException {
    ImageStack stack = new ImageStack(8, 6);
    for (int i = 0; i < 12; i++) {
      ShortProcessor ip = new ShortProcessor(8, 6);
      ip.set(i, 1000 + i);
      stack.addSlice("plane " + (i + 1), ip);
    }
    ImagePlus plain = new ImagePlus("hyper", stack);
    plain.setDimensions(2, 3, 2);
    ImagePlus saved = new ij.CompositeImage(plain, ij.CompositeImage.COMPOSITE);
    Calibration calibration = new Calibration();
    calibration.setUnit("micron");
    calibration.pixelWidth = 0.5;
    calibration.pixelHeight = 0.25;
    calibration.pixelDepth = 2;
    calibration.frameInterval = 30;
    saved.setCalibration(calibration);
    saved.setOverlay(new Overlay(new OvalRoi(1, 1, 3, 2)));
    saved.getOverlay().get(0).setProperty("cell", "7");
    saved.getOverlay().get(0).setPosition(1, 2, 1);
    saved.setRoi(new Roi(2, 2, 4, 3));
    saved.setProperty("Info", "made by hand");
    saved.setPosition(2, 1, 1);
    saved.setDisplayRange(3, 77);
    Path file = file();
    assertTrue(new FileSaver(saved).saveAsTiffStack(file.toString()));

    ImagePlus imp = TiffImages.open(file, PLENTY);
    assertArrayEquals(new int[] {8, 6, 2, 3, 2}, imp.getDimensions());
    assertTrue(imp.isComposite());
    for (int i = 1; i <= 12; i++)
      assertArrayEquals((short[]) stack.getPixels(i), (short[]) imp.getStack().getPixels(i));
    assertEquals("plane 4", imp.getStack().getSliceLabel(4));
    assertEquals("made by hand", imp.getProperty("Info"));
    assertEquals(new java.awt.Rectangle(2, 2, 4, 3), imp.getRoi().getBounds());
    assertEquals("7", imp.getOverlay().get(0).getProperty("cell"));
    assertEquals(2, imp.getOverlay().get(0).getZPosition());
    Calibration read = imp.getCalibration();
    assertEquals(0.5, read.pixelWidth, 1e-9);
    assertEquals(0.25, read.pixelHeight, 1e-9);
    assertEquals(2, read.pixelDepth, 0);
    assertEquals(30, read.frameInterval, 0);
    assertEquals("\u00B5m", Planes.pixelSize(imp).unit());
    imp.setPosition(2, 1, 1);
    assertEquals(77, imp.getDisplayRangeMax(), 0);
  }

  @Test
  public void allKindsThatImageJSavesComeBackTheSame() throws IOException {
    ShortProcessor signed = new ShortProcessor(5, 4);
    for (int i = 0; i < 20; i++) signed.set(i, 32768 - 10 + i);
    ImagePlus signedImage = new ImagePlus("s", signed);
    signedImage.getCalibration().setSigned16BitCalibration();
    float[] odd = new float[20];
    odd[3] = Float.NaN;
    odd[4] = Float.NEGATIVE_INFINITY;
    odd[5] = 1e-30f;
    ByteProcessor table = new ByteProcessor(5, 4, Arrays.copyOf(random(20), 20));
    table.setLut(Glasbey.lut());
    ImagePlus inverted = new ImagePlus("i", new ByteProcessor(5, 4, random(20)));
    inverted.getProcessor().invertLut();
    for (ImagePlus imp :
        List.of(
            signedImage,
            new ImagePlus("f", new FloatProcessor(5, 4, odd)),
            new ImagePlus("t", table),
            inverted,
            new ImagePlus("c", new ColorProcessor(5, 4, new int[20])))) {
      Path file = file();
      new FileSaver(imp).saveAsTiff(file.toString());
      ImagePlus read = TiffImages.open(file, PLENTY);
      assertEquals(imp.getType(), read.getType());
      for (int i = 0; i < 20; i++) {
        float before = imp.getProcessor().getf(i);
        if (imp.getBitDepth() != 24)
          assertEquals(imp.getTitle(), before, read.getProcessor().getf(i), 0);
        else assertEquals(imp.getProcessor().get(i) | 0xff000000, read.getProcessor().get(i));
      }
      assertEquals(imp.isInvertedLut(), read.isInvertedLut());
      assertEquals(imp.getCalibration().isSigned16Bit(), read.getCalibration().isSigned16Bit());
    }
  }

  @Test
  public void aStackTooLargeForMemoryIsReadPlaneByPlane() throws IOException {
    PaintedTiff tiff = new PaintedTiff(ByteOrder.BIG_ENDIAN, false);
    for (int i = 0; i < 10; i++) {
      byte[] page = new byte[100 * 100];
      page[0] = (byte) (i + 1);
      tiff.page(100, 100, 1, 8, 1, page);
    }
    ImagePlus imp = TiffImages.open(tiff.write(file()), 150_000);
    assertTrue(imp.getStack().isVirtual());
    assertEquals(10, imp.getStackSize());
    var plane = Planes.plane(imp, 1, 7, 1);
    assertEquals(7, plane.cursor().next().getRealDouble(), 0);
    assertEquals("the position stays", 1, imp.getCurrentSlice());
    imp.getStack().deleteSlice(1);
    assertEquals(9, imp.getStack().getSize());
    assertEquals(2, imp.getStack().getProcessor(1).get(0));
  }

  @Test
  public void anImageTooLargeForMemoryIsRefusedWithTheNumbers() throws IOException {
    Path file =
        new PaintedTiff(ByteOrder.BIG_ENDIAN, false)
            .page(2000, 1000, 1, 8, 1, new byte[2_000_000])
            .write(file());
    IOException e = assertThrows(IOException.class, () -> TiffImages.open(file, 1_000_000));
    assertTrue(e.getMessage(), e.getMessage().contains("2 MB of memory and 1 MB are free"));
    assertTrue(e.getMessage(), e.getMessage().contains("'Batch Folder...'"));
  }

  @Test
  public void oneDirectoryForManyPlanesIsReadAsImageJWritesIt() throws IOException {
    byte[] planes = random(3 * 16);
    Path file =
        new PaintedTiff(ByteOrder.BIG_ENDIAN, false)
            .page(4, 4, 1, 8, 1, planes)
            .text(270, "ImageJ=1.54p\nimages=3\nslices=3\nunit=nm\nspacing=2.0\n")
            .write(file());
    ImagePlus imp = TiffImages.open(file, PLENTY);
    assertEquals(3, imp.getNSlices());
    assertArrayEquals(Arrays.copyOfRange(planes, 32, 48), (byte[]) imp.getStack().getPixels(3));
    Path forged =
        new PaintedTiff(ByteOrder.BIG_ENDIAN, false)
            .page(4, 4, 1, 8, 1, planes)
            .text(270, "ImageJ=1.54p\nimages=2000000000\n")
            .write(file());
    assertError(forged, "cut off");
  }

  @Test
  public void linesOfImageJThatCantBeReadAreAnError() throws IOException {
    String lines = "ImageJ=1.54p\nunit=\\u00ZZm\n";
    assertError(page(false).text(270, lines).write(file()), "can't be read");
  }

  @Test
  public void directoriesThatFormALoopAreAnError() throws IOException {
    PaintedTiff tiff = new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false);
    tiff.page(2, 2, 1, 8, 1, new byte[4]).page(2, 2, 1, 8, 1, new byte[4]);
    assertError(tiff.loopTo(0).write(file()), "circle");
    assertError(tiff.loopTo(1).write(file()), "circle");
    PaintedTiff big = new PaintedTiff(ByteOrder.BIG_ENDIAN, true);
    assertError(big.page(2, 2, 1, 8, 1, new byte[4]).loopTo(0).write(file()), "circle");
  }

  @Test
  public void forgedSizesAreAnErrorAndTakeNoMemory() throws IOException {
    for (boolean big : new boolean[] {false, true}) {
      assertError(page(big).tag(256, Integer.MAX_VALUE).write(file()), "cut off");
      assertError(page(big).tag(256, 60_000).tag(257, 30_000).write(file()), "cut off");
      assertError(page(big).tag(256, 0).write(file()), "size of 0 x 2");
      assertError(page(big).tag(277, 0).write(file()), "no samples");
      assertError(page(big).tag(277, 4_000_000).write(file()), "samples");
      assertError(page(big).tag(273, 4_000_000).write(file()), "cut off");
      assertError(page(big).tag(273, 8, 8).tag(278, 1).tag(279, 2, 4_000).write(file()), "cut off");
      assertError(page(big).tag(259, 8).tag(278, 1).write(file()), "strips");
      assertError(page(big).tag(322, 0x7fffffff).tag(323, 0x7fffffff).write(file()), "tiles");
      // compressed data may be small, but not this small
      assertError(
          page(big).tag(259, 8).tag(256, 40_000).tag(257, 40_000).tag(278, 40_000).write(file()),
          "1,600,000,000 bytes");
    }
  }

  private static PaintedTiff page(boolean big) {
    return new PaintedTiff(ByteOrder.LITTLE_ENDIAN, big).page(2, 2, 1, 8, 1, new byte[4]);
  }

  @Test
  public void aFileCutAnywhereIsAnErrorOrWhole() throws IOException {
    byte[] whole =
        new PaintedTiff(ByteOrder.BIG_ENDIAN, false)
            .page(9, 7, 1, 16, 1, random(9 * 7 * 2))
            .page(9, 7, 1, 16, 1, random(9 * 7 * 2))
            .bytes();
    Path file = file();
    for (int n = 4; n < whole.length; n++) {
      Files.write(file, Arrays.copyOf(whole, n));
      assertThrows(IOException.class, () -> TiffImages.open(file, PLENTY));
    }
  }

  @Test
  public void noChangedByteOfTheHeaderDoesMoreThanAnIoException() throws IOException {
    byte[] whole =
        new PaintedTiff(ByteOrder.BIG_ENDIAN, false)
            .page(9, 7, 1, 16, 1, random(9 * 7 * 2))
            .text(270, "ImageJ=1.54p\nunit=um\n")
            .bytes();
    Random random = new Random(5);
    Path file = file();
    int opened = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] changed = whole.clone();
      for (int k = 0; k < 3; k++) {
        int at = 8 + 126 + random.nextInt(whole.length - 134);
        changed[at] = (byte) random.nextInt();
      }
      Files.write(file, changed);
      try {
        TiffImages.open(file, 1 << 20);
        opened++;
      } catch (IOException e) {
        // as it should be
      }
    }
    assertTrue("some survive", opened > 0 && opened < 2000);
  }

  @Test
  public void damagedCompressedPixelsAreAnError() throws IOException {
    for (int compression : new int[] {5, 8, 32773}) {
      Path file =
          new PaintedTiff(ByteOrder.BIG_ENDIAN, false)
              .page(10, 10, 1, 8, 1, new byte[] {1, 2, 3, 4, 5, 6, 7})
              .tag(259, compression)
              .write(file());
      assertError(file, "damaged");
    }
  }

  @Test
  public void whatWeCantReadIsSaidSo() throws IOException {
    for (PaintedTiff tiff :
        List.of(page(false).tag(259, 7), page(false).tag(262, 6), page(false).tag(34412, 1))) {
      Path file = tiff.write(file());
      assertThrows(UnsupportedImageException.class, () -> TiffImages.open(file, PLENTY));
    }
    Path mixed = page(false).page(3, 2, 1, 8, 1, new byte[6]).write(file());
    assertThrows(UnsupportedImageException.class, () -> TiffImages.open(mixed, PLENTY));
  }

  @Test
  public void thumbnailsAreNoSlices() throws IOException {
    Path file = page(false).page(1, 1, 1, 8, 1, new byte[1]).tag(254, 1).write(file());
    assertEquals(1, TiffImages.open(file, PLENTY).getStackSize());
    assertFalse(IJ.macroRunning());
  }

  @Test
  public void resolutionInCentimetresBecomesMicrometres() throws IOException {
    ImagePlus imp = new ImagePlus("cm", new ByteProcessor(3, 3));
    imp.getCalibration().setUnit("cm");
    imp.getCalibration().pixelWidth = imp.getCalibration().pixelHeight = 0.00005;
    Path file = file();
    new FileSaver(imp).saveAsTiff(file.toString());
    assertEquals(0.5, Planes.pixelSize(TiffImages.open(file, PLENTY)).width(), 1e-6);
  }
}
