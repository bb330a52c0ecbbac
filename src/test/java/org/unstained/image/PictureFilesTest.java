package org.unstained.image;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.fuzz.Allocated;

public class PictureFilesTest {

  private static final long PLENTY = 1L << 30;

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  /** A PNG, written chunk by chunk. Rows are unfiltered. */
  private static byte[] png(int w, int h, int depth, int kind, byte[] palette, byte[]... rows)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13).putInt(w).putInt(h).put((byte) depth).put((byte) kind).array());
    if (palette != null) chunk(out, "PLTE", palette);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      for (byte[] row : rows) {
        deflater.write(0);
        deflater.write(row);
      }
    }
    chunk(out, "IDAT", packed.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
    CRC32 sum = new CRC32();
    byte[] type = name.getBytes(StandardCharsets.US_ASCII);
    sum.update(type);
    sum.update(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    out.writeBytes(type);
    out.writeBytes(data);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
  }

  private ImagePlus open(byte[] bytes) throws IOException {
    Path file = folder.newFile().toPath();
    Files.write(file, bytes);
    return PictureFiles.open(file, PictureFiles.format(bytes), PLENTY);
  }

  @Test
  public void sixteenBitGreyKeepsItsBits() throws IOException {
    ImagePlus imp = open(png(2, 1, 16, 0, null, new byte[] {0x12, 0x34, (byte) 0xff, (byte) 0xfe}));
    assertEquals(16, imp.getBitDepth());
    assertEquals(0x1234, imp.getProcessor().get(0));
    assertEquals(0xfffe, imp.getProcessor().get(1));
  }

  @Test
  public void eightBitGreyIsNotTouchedByColourManagement() throws IOException {
    byte[] row = new byte[256];
    for (int i = 0; i < 256; i++) row[i] = (byte) i;
    ImagePlus imp = open(png(256, 1, 8, 0, null, row));
    assertEquals(8, imp.getBitDepth());
    assertArrayEquals(row, (byte[]) imp.getProcessor().getPixels());
    byte[] withAlpha = new byte[512];
    for (int i = 0; i < 512; i++) withAlpha[i] = (byte) (i % 2 == 0 ? i / 2 : 99);
    assertArrayEquals(
        row, (byte[]) open(png(256, 1, 8, 4, null, withAlpha)).getProcessor().getPixels());
  }

  @Test
  public void coloursAreThoseStoredWhateverTheAlpha() throws IOException {
    byte[] rgba = {10, 20, 30, 0, 40, 50, 60, 127};
    ImagePlus imp = open(png(2, 1, 8, 6, null, rgba));
    assertEquals(ImagePlus.COLOR_RGB, imp.getType());
    assertEquals(0x0a141e, imp.getProcessor().get(0) & 0xffffff);
    assertEquals(0x28323c, imp.getProcessor().get(1) & 0xffffff);
    assertEquals(24, open(png(1, 1, 8, 2, null, new byte[] {1, 2, 3})).getBitDepth());
  }

  @Test
  public void greyColoursBecomeGrey() throws IOException {
    ImagePlus imp = open(png(2, 1, 8, 2, null, new byte[] {7, 7, 7, 9, 9, 9}));
    assertEquals(8, imp.getBitDepth());
    assertEquals(9, imp.getProcessor().get(1));
  }

  @Test
  public void aPaletteGivesItsColoursAndNotItsNumbers() throws IOException {
    byte[] falling = {50, 50, 50, 40, 40, 40, 30, 30, 30};
    ImagePlus grey = open(png(3, 1, 8, 3, falling, new byte[] {0, 1, 2}));
    assertEquals(8, grey.getBitDepth());
    assertArrayEquals(new byte[] {50, 40, 30}, (byte[]) grey.getProcessor().getPixels());
    ImagePlus colour = open(png(2, 1, 8, 3, new byte[] {1, 2, 3, 4, 5, 6}, new byte[] {1, 0}));
    assertEquals(0x040506, colour.getProcessor().get(0) & 0xffffff);
    ImagePlus bits = open(png(3, 1, 1, 0, null, new byte[] {(byte) 0b10100000}));
    assertArrayEquals(new byte[] {-1, 0, -1}, (byte[]) bits.getProcessor().getPixels());
  }

  @Test
  public void deepColourBecomesThreeChannels() throws IOException {
    ImagePlus imp = open(png(1, 1, 16, 2, null, new byte[] {1, 2, 3, 4, 5, 6}));
    assertEquals(3, imp.getNChannels());
    assertEquals(0x0304, imp.getStack().getProcessor(2).get(0));
  }

  @Test
  public void forgedSizesAreRefusedBeforeAnythingIsUncompressed() throws IOException {
    Path file = folder.newFile("a.png").toPath();
    Files.write(file, png(40_000, 40_000, 8, 0, null, new byte[10]));
    IOException e =
        assertThrows(IOException.class, () -> PictureFiles.open(file, "png", 100 << 20));
    assertTrue(e.getMessage(), e.getMessage().startsWith("a.png needs 9,156 MB of memory"));
    Files.write(file, png(Integer.MAX_VALUE, 3, 8, 0, null, new byte[10]));
    assertThrows(IOException.class, () -> PictureFiles.open(file, "png", PLENTY));
  }

  @Test
  public void aSizeThatSoFewBytesCanNotHoldIsRefusedBeforeItIsMade() throws IOException {
    byte[] png = png(24, 2, 8, 2, null, new byte[72], new byte[72]);
    ByteBuffer.wrap(png).putInt(20, 2_097_170);
    CRC32 sum = new CRC32();
    sum.update(png, 12, 17);
    ByteBuffer.wrap(png).putInt(29, (int) sum.getValue());
    long taken =
        Allocated.bytes(
            () -> {
              IOException e = assertThrows(IOException.class, () -> open(png));
              assertTrue(e.getMessage(), e.getMessage().contains("24 x 2,097,170 pixels, and it"));
            });
    assertTrue(taken + " bytes", taken < 8 << 20);
    ImagePlus black = open(png(2000, 1000, 1, 0, null, black(1000, 250)));
    assertEquals("the best that can be packed", 2000, black.getWidth());
  }

  private static byte[][] black(int rows, int bytes) {
    return new byte[rows][bytes];
  }

  @Test
  public void cutOffPicturesAreErrorsInEveryFormat() throws IOException {
    BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int i = 0; i < 64 * 64; i++) picture.setRGB(i % 64, i / 64, random.nextInt());
    for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertTrue(ImageIO.write(picture, format, out));
      assertEquals(64, open(out.toByteArray()).getWidth());
      for (double part : new double[] {0.1, 0.5, 0.9}) {
        byte[] cut = Arrays.copyOf(out.toByteArray(), (int) (part * out.size()));
        IOException e = assertThrows(format + " " + part, IOException.class, () -> open(cut));
        assertTrue(e.getMessage(), e.getMessage().contains("damaged"));
      }
    }
  }
}
