package org.unstained.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.gui.OvalRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.unstained.fuzz.Allocated;

/**
 * Images that once hung, took all memory or were refused in words of Java: the smallest of each.
 */
public class SpoiltImagesTest {
  private static final int SECONDS = 60;
  private static final long PLENTY = 1L << 30;

  /** Far more than these files need, far less than what they claim. */
  private static final long MODEST = 32 << 20;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Timeout timeout = new Timeout(SECONDS, TimeUnit.SECONDS);

  private static PaintedTiff tiff() {
    return new PaintedTiff(ByteOrder.LITTLE_ENDIAN, true);
  }

  private String refused(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.getRoot().toPath().resolve(name), content);
    IOException[] thrown = new IOException[2];
    long bytes =
        Allocated.bytes(
            () -> {
              thrown[0] =
                  assertThrows(
                      IOException.class,
                      () ->
                          ImageFiles.open(
                              file, PLENTY, new BioFormats(getClass().getClassLoader())));
            });
    assertTrue(bytes + " bytes", bytes < MODEST);
    String message = thrown[0].getMessage();
    assertTrue(message, message.startsWith(name));
    return message;
  }

  /** It hung, counting the planes of a later page before anything was checked. */
  @Test
  public void aLaterPageWithTrillionsOfSamplesIsRefused() throws IOException {
    byte[] file =
        tiff()
            .page(4, 3, 1, 8, 1, new byte[12])
            .page(4, 3, 1, 8, 1, new byte[12])
            .tag(277, 1L << 40)
            .bytes();
    refused("a.tif", file);
    byte[] thumbnail =
        tiff()
            .page(4, 3, 1, 8, 1, new byte[12])
            .tag(254, 1)
            .page(4, 3, 1, 8, 1, new byte[12])
            .tag(277, 1L << 40)
            .bytes();
    refused("b.tif", thumbnail);
  }

  /** It took half a gigabyte for a tile of which there were 60 bytes. */
  @Test
  public void aTileFarLargerThanItsBytesIsRefused() throws IOException {
    byte[] file =
        tiff()
            .page(30, 20, 1, 16, 1, new byte[60], new byte[60])
            .tag(259, TiffDirectory.DEFLATE)
            .tag(322, (1 << 24) - 1)
            .tag(323, 16)
            .bytes();
    assertTrue(refused("a.tif", file).contains("tile"));
  }

  /** Each page is small, and all of them ask for the same long list. */
  @Test
  public void pagesThatShareOneLongListAreRefused() throws IOException {
    int pages = 400;
    PaintedTiff painted = tiff();
    for (int i = 0; i < pages; i++) painted.page(1, 1, 1, 8, 1, new byte[1]).tag(320, 1);
    painted.page(1, 1, 1, 8, 1, new byte[1]).tag(320, new long[50_000]);
    byte[] file = painted.bytes();
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long[] list = null;
    for (long at = buffer.getLong(8); at != 0; ) {
      int count = (int) buffer.getLong((int) at);
      for (int i = 0; i < count; i++) {
        int entry = (int) at + 8 + 20 * i;
        if (buffer.getShort(entry) == 320 && buffer.getLong(entry + 4) > 1)
          list = new long[] {buffer.getLong(entry + 4), buffer.getLong(entry + 12)};
      }
      at = buffer.getLong((int) at + 8 + 20 * count);
    }
    for (long at = buffer.getLong(8); at != 0; ) {
      int count = (int) buffer.getLong((int) at);
      for (int i = 0; i < count; i++) {
        int entry = (int) at + 8 + 20 * i;
        if (buffer.getShort(entry) == 320)
          buffer.putLong(entry + 4, list[0]).putLong(entry + 12, list[1]);
      }
      at = buffer.getLong((int) at + 8 + 20 * count);
    }
    assertTrue(refused("a.tif", file).contains("again and again"));
  }

  /** The stack overflowed in Java's parser. */
  @Test
  public void omeXmlThatIsNestedDeepIsRefused() throws IOException {
    String xml = "<OME>" + "<d>".repeat(100_000) + "</d>".repeat(100_000) + "</OME>";
    byte[] file = tiff().page(1, 1, 1, 8, 1, new byte[1]).text(270, xml).bytes();
    assertTrue(refused("a.tif", file).contains("depth"));
  }

  /** An index was out of bounds. */
  @Test
  public void aCompanionThatNamesNoPlanesIsRefused() throws IOException {
    String xml =
        "<OME><Image><Pixels DimensionOrder='XYCZT' SizeX='1' SizeY='1' SizeC='1' SizeZ='1'"
            + " SizeT='1'/></Image></OME>";
    String message = refused("x.companion.ome", xml.getBytes("UTF-8"));
    assertTrue(message, message.contains("incomplete"));
  }

  @Test
  public void aNumberOfManyThousandDigitsIsQuotedInPart() throws IOException {
    String xml =
        "<OME><Image><Pixels DimensionOrder='XYCZT' SizeX='%s'/></Image></OME>"
            .formatted("9".repeat(20_000));
    byte[] file = tiff().page(1, 1, 1, 8, 1, new byte[1]).text(270, xml).bytes();
    assertTrue(refused("a.tif", file).length() < 400);
  }

  /** ImageJ's opener meets its own null; its words were passed on. */
  @Test
  public void aBrokenFitsIsRefusedInPlainWords() throws IOException {
    byte[] file = new byte[2880];
    byte[] text = "%-80s%-80s".formatted("SIMPLE  =                    T", "END").getBytes("ASCII");
    System.arraycopy(text, 0, file, 0, text.length);
    String message = refused("a.fits", file);
    assertTrue(message, !message.contains("Exception") && !message.contains("null"));
  }

  /** ImageJ's opener takes memory for whatever an element of DICOM claims to be long. */
  @Test
  public void aDicomThatClaimsMoreThanItHasIsRefused() throws IOException {
    byte[] long1 = dicom("UT", 1 << 30, (short) 3, (short) 4);
    assertTrue(refused("a.dcm", long1).contains("cut off"));
    byte[] large = dicom("UT", 4, (short) 0xffff, (short) 0xffff);
    assertTrue(refused("b.dcm", large).contains("65,535 x 65,535"));
    byte[] rows = dicom("UT", 4, (short) 3, (short) 4); // of another kind than a short number
    ByteBuffer.wrap(rows).order(ByteOrder.LITTLE_ENDIAN).put(162, "OW\0\0\6\0\0\0".getBytes());
    assertTrue(refused("rows.dcm", rows).contains("a number of two bytes"));
    refused("flat.dcm", dicom("UT", 4, (short) 0, (short) 4));
    Path file = folder.getRoot().toPath().resolve("c.dcm");
    Files.write(file, dicom("UT", 4, (short) 3, (short) 4));
    assertEquals(
        4, ImageFiles.open(file, PLENTY, new BioFormats(getClass().getClassLoader())).getWidth());
  }

  /** Eight-bit pixels, and before them a text of four bytes that says how long it is. */
  private static byte[] dicom(String kind, int length, short rows, short columns) {
    ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    out.position(128);
    out.put("DICM".getBytes());
    short[][] shorts = {
      {0x28, 2, 1}, {0x28, 0x10, rows}, {0x28, 0x11, columns}, {0x28, 0x100, 8}, {0x28, 0x103, 0}
    };
    out.putShort((short) 8).putShort((short) 0x119).put(kind.getBytes()).putShort((short) 0);
    out.putInt(length).put("text".getBytes());
    for (short[] one : shorts)
      out.putShort(one[0])
          .putShort(one[1])
          .put("US".getBytes())
          .putShort((short) 2)
          .putShort(one[2]);
    out.putShort((short) 0x7fe0).putShort((short) 0x10).put("OW".getBytes()).putShort((short) 0);
    out.putInt(12).put(new byte[12]);
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  /** ImageJ's decoder takes memory for whatever an ROI claims. */
  @Test
  public void roisThatClaimMoreThanTheyHaveAreRefused() throws IOException {
    org.unstained.Painted.assumeLetters();
    Roi named = new OvalRoi(1, 2, 30, 20);
    named.setName("a name");
    named.setProperty("key", "value");
    byte[] roi = RoiEncoder.saveAsByteArray(named);
    assertEquals("a name", RoiBytes.decode(roi.clone(), null).getName());
    int second = ByteBuffer.wrap(roi).getInt(RoiDecoder.HEADER2_OFFSET);
    for (int at : new int[] {RoiDecoder.SHAPE_ROI_SIZE, second + 20, second + 32, second + 44})
      for (int claim : new int[] {1 << 28, 1 << 30, Integer.MAX_VALUE})
        assertClaimRefused(roi, at, claim);
    for (int header : new int[] {-1, 1, 63, Integer.MIN_VALUE})
      assertClaimRefused(roi, RoiDecoder.HEADER2_OFFSET, header);
    byte[] counted = roi.clone();
    ByteBuffer.wrap(counted).putShort(RoiDecoder.N_COORDINATES, (short) 0);
    ByteBuffer.wrap(counted).putInt(18, 0x3f800000);
    assertClaimRefused(counted, second + 48, 64);
    byte[] text = RoiEncoder.saveAsByteArray(new TextRoi(1, 2, "text"));
    for (int at : new int[] {72, 76}) assertClaimRefused(text, at, 1 << 30);
    for (int length = 0; length < roi.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(roi, length);
      try {
        RoiBytes.decode(cut, "x");
      } catch (IOException e) {
        assertTrue(e.getMessage(), e.getMessage().matches("it isn't an ImageJ ROI|an ROI is .*"));
      }
    }
  }

  private static void assertClaimRefused(byte[] roi, int at, int claim) throws IOException {
    byte[] forged = roi.clone();
    ByteBuffer.wrap(forged).putInt(at, claim);
    long bytes =
        Allocated.bytes(() -> assertThrows(IOException.class, () -> RoiBytes.decode(forged, "x")));
    assertTrue(at + ": " + bytes + " bytes", bytes < MODEST);
  }
}
