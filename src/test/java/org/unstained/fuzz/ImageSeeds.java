package org.unstained.fuzz;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;
import org.unstained.image.PaintedTiff;

/** Small sound images of every kind that we read. */
final class ImageSeeds {
  private ImageSeeds() {}

  static final String OME =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:a">
        <Image ID="Image:0" Name="first">
          <Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint8" SizeX="8" SizeY="6" SizeC="2"
            SizeZ="2" SizeT="1" PhysicalSizeX="0.65" PhysicalSizeY="0.65" PhysicalSizeXUnit="µm"
            TimeIncrement="2" TimeIncrementUnit="min">
            <Channel ID="Channel:0:0" SamplesPerPixel="1"/>
            <Channel ID="Channel:0:1" SamplesPerPixel="1"/>
            <TiffData IFD="0" FirstC="0" FirstZ="0" FirstT="0" PlaneCount="2">
              <UUID FileName="a.ome.tif">urn:uuid:a</UUID>
            </TiffData>
            <TiffData IFD="2" FirstC="0" FirstZ="1" FirstT="0" PlaneCount="2"/>
          </Pixels>
        </Image>
      </OME>
      """;

  /** The same in a file of its own, which names the file of each plane. */
  static final String COMPANION =
      OME.replace(
          "PlaneCount=\"2\"/>", "PlaneCount=\"2\"><UUID FileName=\"a.ome.tif\"/></TiffData>");

  static List<Seed> tiffs() {
    return List.of(
        new Seed("plain.tif", grey(ByteOrder.LITTLE_ENDIAN, false).bytes()),
        new Seed("big.tif", grey(ByteOrder.BIG_ENDIAN, true).bytes()),
        new Seed("tiled.tif", tiled(ByteOrder.BIG_ENDIAN, false, 1).bytes()),
        new Seed("deflate.tif", tiled(ByteOrder.LITTLE_ENDIAN, false, 8).bytes()),
        new Seed("bigdeflate.tif", tiled(ByteOrder.LITTLE_ENDIAN, true, 8).bytes()),
        new Seed("rgb.tif", rgb().bytes()),
        new Seed("float.tif", floating().bytes()),
        new Seed("hyperstack.tif", hyperstack()),
        new Seed("a.ome.tif", ome(OME)));
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) bytes[i] = (byte) (i * 37 ^ i >> 3);
    return bytes;
  }

  private static PaintedTiff grey(ByteOrder order, boolean big) {
    return new PaintedTiff(order, big)
        .page(20, 12, 1, 8, 1, noise(120), noise(120))
        .tag(278, 6)
        .page(20, 12, 1, 8, 1, noise(240));
  }

  private static PaintedTiff tiled(ByteOrder order, boolean big, int compression) {
    byte[][] tiles = new byte[4][];
    for (int i = 0; i < 4; i++)
      tiles[i] = compression == 1 ? noise(16 * 16 * 2) : deflated(noise(16 * 16 * 2));
    return new PaintedTiff(order, big)
        .page(30, 20, 1, 16, 1, tiles)
        .tag(259, compression)
        .tag(317, compression == 1 ? 1 : 2)
        .tag(322, 16)
        .tag(323, 16);
  }

  private static PaintedTiff rgb() {
    return new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
        .page(9, 7, 3, 8, 1, noise(63), noise(63), noise(63))
        .tag(284, 2);
  }

  private static PaintedTiff floating() {
    return new PaintedTiff(ByteOrder.BIG_ENDIAN, false).page(9, 7, 1, 32, 3, noise(4 * 63));
  }

  static byte[] deflated(byte[] bytes) {
    Deflater deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] packed = new byte[2 * bytes.length + 64];
    int n = deflater.deflate(packed);
    deflater.end();
    return java.util.Arrays.copyOf(packed, n);
  }

  /** Four pictures of 8 x 6 pixels with that text as their description. */
  static byte[] ome(String xml) {
    PaintedTiff tiff = new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false);
    for (int i = 0; i < 4; i++) {
      tiff.page(8, 6, 1, 8, 1, noise(48));
      if (i == 0) tiff.text(270, xml);
    }
    return tiff.bytes();
  }

  /** ImageJ's own, with overlay, selection, names of planes and calibration. */
  private static byte[] hyperstack() {
    ImagePlus imp = IJ.createHyperStack("h", 12, 10, 2, 3, 2, 16);
    imp.setRoi(new OvalRoi(2, 2, 5, 5));
    Roi cell = new Roi(1, 1, 4, 4);
    cell.setProperty("unstained", "1 a,b");
    cell.setProperty("class", "a");
    cell.setProperty("score", "0.75");
    cell.setPosition(1, 2, 1);
    Overlay overlay = new Overlay(cell);
    overlay.add(new OvalRoi(3, 3, 5, 4));
    imp.setOverlay(overlay);
    imp.getStack().setSliceLabel("first", 1);
    imp.getCalibration().pixelWidth = imp.getCalibration().pixelHeight = 0.5;
    imp.getCalibration().setUnit("um");
    imp.setProperty("Info", "made for tests");
    return new FileSaver(imp).serialize();
  }

  static List<Seed> pictures() throws IOException {
    List<Seed> seeds = new ArrayList<>();
    seeds.add(new Seed("rgb.png", written(BufferedImage.TYPE_INT_RGB, "png")));
    seeds.add(new Seed("grey16.png", written(BufferedImage.TYPE_USHORT_GRAY, "png")));
    seeds.add(new Seed("palette.png", written(BufferedImage.TYPE_BYTE_INDEXED, "png")));
    seeds.add(new Seed("alpha.png", written(BufferedImage.TYPE_4BYTE_ABGR, "png")));
    seeds.add(new Seed("rgb.jpg", written(BufferedImage.TYPE_INT_RGB, "jpg")));
    seeds.add(new Seed("grey.jpg", written(BufferedImage.TYPE_BYTE_GRAY, "jpg")));
    seeds.add(new Seed("palette.gif", written(BufferedImage.TYPE_BYTE_INDEXED, "gif")));
    seeds.add(new Seed("rgb.bmp", written(BufferedImage.TYPE_INT_RGB, "bmp")));
    return seeds;
  }

  private static byte[] written(int type, String format) throws IOException {
    BufferedImage image = new BufferedImage(24, 18, type);
    for (int y = 0; y < 18; y++)
      for (int x = 0; x < 24; x++) image.setRGB(x, y, 0xff000000 | x * 10 << 16 | y * 12 << 8 | x);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) throw new IOException("can't write " + format);
    return out.toByteArray();
  }

  static List<Seed> others() throws IOException {
    byte[] pgm = new byte[15 + 48];
    byte[] head = "P5 # x\n8 6 255\n".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, pgm, 0, head.length);
    return List.of(
        new Seed("a.pgm", pgm),
        Seed.text("b.ppm", "P3\n3 2\n255\n" + "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18\n"),
        new Seed("c.dcm", dicom()),
        new Seed("d.fits", fits()));
  }

  /** 8 x 6 pixels of 16 bits, explicit lengths, little endian. */
  private static byte[] dicom() {
    ByteBuffer out = ByteBuffer.allocate(132 + 400).order(ByteOrder.LITTLE_ENDIAN);
    out.position(128);
    out.put("DICM".getBytes(StandardCharsets.US_ASCII));
    element(out, 2, 0x10, "UI", "1.2.840.10008.1.2.1\0".getBytes(StandardCharsets.US_ASCII));
    int[][] shorts = {
      {0x28, 2, 1},
      {0x28, 0x10, 6},
      {0x28, 0x11, 8},
      {0x28, 0x100, 16},
      {0x28, 0x101, 16},
      {0x28, 0x103, 0}
    };
    for (int[] one : shorts)
      element(out, one[0], one[1], "US", new byte[] {(byte) one[2], (byte) (one[2] >> 8)});
    out.putShort((short) 0x7fe0).putShort((short) 0x10);
    out.put("OW".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0).putInt(96);
    out.put(noise(96));
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  private static void element(ByteBuffer out, int group, int tag, String type, byte[] value) {
    out.putShort((short) group).putShort((short) tag);
    out.put(type.getBytes(StandardCharsets.US_ASCII)).putShort((short) value.length).put(value);
  }

  private static byte[] fits() {
    StringBuilder head = new StringBuilder();
    for (String card :
        List.of(
            "SIMPLE  =                    T",
            "BITPIX  =                    8",
            "NAXIS   =                    2",
            "NAXIS1  =                    8",
            "NAXIS2  =                    6",
            "END")) head.append("%-80s".formatted(card));
    byte[] bytes = new byte[5760];
    byte[] text = "%-2880s".formatted(head).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, bytes, 0, text.length);
    return bytes;
  }

  /** A picture with two grey discs, for whatever needs an image. */
  static ImagePlus discs() {
    ByteProcessor ip = new ByteProcessor(60, 40);
    ip.setValue(20);
    ip.fill();
    ip.setValue(180);
    ip.fillOval(5, 5, 16, 16);
    ip.fillOval(35, 15, 16, 16);
    return new ImagePlus("discs.tif", ip);
  }
}
