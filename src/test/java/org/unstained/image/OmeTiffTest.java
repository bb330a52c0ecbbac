package org.unstained.image;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.Timeout;
import org.unstained.cells.PixelSize;

public class OmeTiffTest {

  private static final long PLENTY = 1L << 30;

  /** Products of a length and a factor. */
  private static final double ROUNDING = 1e-12;

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  @Rule public Timeout timeout = new Timeout(60, TimeUnit.SECONDS);

  private static String ome(String pixels, String inside) {
    return "<?xml version=\"1.0\"?><OME xmlns=\"http://www.openmicroscopy.org/Schemas/OME/2016-06\""
        + " UUID=\"urn:uuid:a\"><Image ID=\"Image:0\"><Pixels SizeX=\"1\" SizeY=\"1\" Type=\"uint8\" "
        + pixels
        + ">"
        + inside
        + "</Pixels></Image></OME>";
  }

  /** One pixel a page: page i holds i. */
  private Path write(String xml, int pages) throws IOException {
    PaintedTiff tiff = new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false);
    for (int i = 0; i < pages; i++) {
      tiff.page(1, 1, 1, 8, 1, new byte[] {(byte) i});
      if (i == 0) tiff.text(270, xml);
    }
    return tiff.write(folder.newFile("a.ome.tif").toPath());
  }

  private ImagePlus open(String xml, int pages) throws IOException {
    Path file = write(xml, pages);
    try {
      return TiffImages.open(file, PLENTY);
    } finally {
      Files.delete(file);
    }
  }

  private static int at(ImagePlus imp, int c, int z, int t) {
    return imp.getStack().getProcessor(imp.getStackIndex(c + 1, z + 1, t + 1)).get(0);
  }

  @Test
  public void everyOrderOfAxesBecomesImageJs() throws IOException {
    for (String order : new String[] {"CZT", "CTZ", "ZCT", "ZTC", "TCZ", "TZC"}) {
      ImagePlus imp =
          open(
              ome("DimensionOrder='XY" + order + "' SizeC='2' SizeZ='3' SizeT='4'", "<TiffData/>"),
              24);
      assertArrayEquals(new int[] {1, 1, 2, 3, 4}, imp.getDimensions());
      for (int c = 0; c < 2; c++)
        for (int z = 0; z < 3; z++)
          for (int t = 0; t < 4; t++) {
            int expected = 0;
            for (int i = 2; i >= 0; i--)
              expected =
                  switch (order.charAt(i)) {
                    case 'C' -> 2 * expected + c;
                    case 'Z' -> 3 * expected + z;
                    default -> 4 * expected + t;
                  };
            assertEquals(order, expected, at(imp, c, z, t));
          }
    }
  }

  @Test
  public void planesMayStandAnywhereInTheFile() throws IOException {
    String data =
        "<TiffData IFD='2' FirstT='0'/><TiffData IFD='0' FirstT='1' PlaneCount='2'/>"
            + "<TiffData IFD='3' FirstT='3' PlaneCount='1'/>";
    ImagePlus imp = open(ome("DimensionOrder='XYCZT' SizeC='1' SizeZ='1' SizeT='4'", data), 4);
    assertEquals(2, at(imp, 0, 0, 0));
    assertEquals(0, at(imp, 0, 0, 1));
    assertEquals(1, at(imp, 0, 0, 2));
    assertEquals(3, at(imp, 0, 0, 3));
    ImagePlus plain = open(ome("DimensionOrder='XYCZT' SizeC='1' SizeZ='1' SizeT='4'", ""), 4);
    assertEquals(4, plain.getNFrames());
  }

  @Test
  public void lengthsAndTimesHaveUnits() throws IOException {
    String axes = "DimensionOrder='XYCZT' SizeC='1' SizeZ='1' SizeT='1' ";
    ImagePlus imp =
        open(
            ome(
                axes
                    + "PhysicalSizeX='250' PhysicalSizeXUnit='nm' PhysicalSizeY='0.0005' PhysicalSizeYUnit='mm'"
                    + " PhysicalSizeZ='2' TimeIncrement='1500' TimeIncrementUnit='ms'",
                ""),
            1);
    assertEquals(0.25, Planes.pixelSize(imp).width(), ROUNDING);
    assertEquals(0.5, Planes.pixelSize(imp).height(), ROUNDING);
    assertEquals(2, imp.getCalibration().pixelDepth, 0);
    assertEquals(1.5, imp.getCalibration().frameInterval, ROUNDING);
    for (String none :
        new String[] {
          "",
          "PhysicalSizeX='0' PhysicalSizeY='1'",
          "PhysicalSizeX='NaN' PhysicalSizeY='1'",
          "PhysicalSizeX='1' PhysicalSizeY='1' PhysicalSizeXUnit='pixel'"
        }) assertEquals(PixelSize.PIXELS, Planes.pixelSize(open(ome(axes + none, ""), 1)));
  }

  @Test
  public void colourPixelsAreOneChannel() throws IOException {
    String xml =
        ome(
            "DimensionOrder='XYCZT' SizeC='3' SizeZ='1' SizeT='1'",
            "<Channel SamplesPerPixel='3'/><TiffData/>");
    Path file =
        new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
            .page(1, 1, 3, 8, 1, new byte[] {1, 2, 3})
            .text(270, xml)
            .write(folder.newFile().toPath());
    ImagePlus imp = TiffImages.open(file, PLENTY);
    assertEquals(ImagePlus.COLOR_RGB, imp.getType());
    assertEquals(1, imp.getStackSize());
  }

  @Test
  public void planesThatAreMissingOrForgedAreAnError() throws IOException {
    String axes = "DimensionOrder='XYCZT' SizeC='1' SizeZ='1' SizeT='4'";
    refused("promises 4 planes and 3 are there", ome(axes, "<TiffData/>"), 3);
    refused("promises 4 planes", ome(axes, "<TiffData IFD='0' PlaneCount='9'/>"), 3);
    refused("promises 4 planes", ome(axes, "<TiffData IFD='7'/>"), 4);
    refused("outside its axes", ome(axes, "<TiffData IFD='0' FirstT='9'/>"), 4);
    refused("outside its axes", ome(axes, "<TiffData IFD='0' FirstC='2'/>"), 4);
    refused("promises", ome(axes.replace("'4'", "'9999999'"), ""), 4);
    refused("makes no sense", ome(axes.replace("'4'", "'2000000000'"), ""), 4);
    refused("makes no sense", ome(axes.replace("'4'", "'-1'"), ""), 4);
    refused("makes no sense", ome(axes.replace("'4'", "'four'"), ""), 4);
    refused("makes no sense", ome(axes.replace("XYCZT", "XYZ"), ""), 4);
    refused("contradicts itself", ome(axes, "").replace("SizeX=\"1\"", "SizeX=\"2\""), 4);
    refused("without an image", "<OME></OME>", 1);
    refused("can't be read", "<OME><Image>", 1);
  }

  private void refused(String words, String xml, int pages) {
    IOException e = assertThrows(xml, IOException.class, () -> open(xml, pages));
    assertTrue(e.getMessage(), e.getMessage().contains(words));
    assertTrue(e.getMessage(), e.getMessage().startsWith("a.ome.tif "));
  }

  /** A description may name files or swell in memory; neither may happen. */
  @Test
  public void xmlReachesForNothingOutside() throws IOException {
    Path secret = folder.newFile("secret.txt").toPath();
    Files.writeString(secret, "secret words");
    String external =
        "<!DOCTYPE OME [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><OME>&x;</OME>";
    IOException e = assertThrows(IOException.class, () -> open(external, 1));
    assertFalse(e.getMessage(), e.getMessage().contains("secret words"));
    StringBuilder laughs = new StringBuilder("<!DOCTYPE OME [<!ENTITY a0 \"ha\">");
    for (int i = 1; i < 30; i++)
      laughs.append("<!ENTITY a%d \"&a%d;&a%d;\">".formatted(i, i - 1, i - 1));
    laughs.append("]><OME>&a29;</OME>");
    assertThrows(IOException.class, () -> open(laughs.toString(), 1));
    String outside = "<OME><BinaryOnly MetadataFile='../secret.txt' UUID='urn:uuid:b'/></OME>";
    assertThrows(UnsupportedImageException.class, () -> open(outside, 1));
  }

  @Test
  public void ofSeveralFilesTheOwnPlanesAreOpened() throws IOException {
    String data = "";
    for (int t = 0; t < 4; t++)
      data +=
          "<TiffData IFD='%d' FirstT='%d'><UUID FileName='%s'>urn:uuid:%s</UUID></TiffData>"
              .formatted(t % 2, t, t < 2 ? "a.ome.tif" : "b.ome.tif", t < 2 ? "a" : "b");
    String xml = ome("DimensionOrder='XYCZT' SizeC='1' SizeZ='1' SizeT='4'", data);
    ImagePlus imp = open(xml, 2);
    assertEquals(2, imp.getNFrames());
    String others = xml.replace("a.ome.tif", "c.ome.tif").replace("urn:uuid:a<", "urn:uuid:c<");
    assertThrows(UnsupportedImageException.class, () -> open(others, 2));
  }

  private static String image(String name, int side, String axes, String inside) {
    return "<Image Name='%s'><Pixels SizeX='%d' SizeY='%d' Type='uint8' DimensionOrder='XYCZT' %s>%s</Pixels></Image>"
        .formatted(name, side, side, axes, inside);
  }

  private static String omeOf(String... images) {
    return "<?xml version='1.0'?><OME UUID='urn:uuid:a'>" + String.join("", images) + "</OME>";
  }

  @Test
  public void eachImageOfAFileIsASeriesWithItsOwnSizeAndCalibration() throws IOException {
    String xml =
        omeOf(
            image(
                "left",
                1,
                "SizeC='1' SizeZ='3' SizeT='1' PhysicalSizeX='0.5' PhysicalSizeY='0.5'",
                "<TiffData IFD='2' PlaneCount='3'/>"),
            image(
                "right",
                2,
                "SizeC='2' SizeZ='1' SizeT='1'",
                "<TiffData IFD='0'/><TiffData IFD='1' FirstC='1'/>"));
    PaintedTiff tiff = new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false);
    for (int i = 0; i < 5; i++) {
      int side = i < 2 ? 2 : 1;
      byte[] pixels = new byte[side * side];
      java.util.Arrays.fill(pixels, (byte) (10 * i));
      tiff.page(side, side, 1, 8, 1, pixels);
      if (i == 0) tiff.text(270, xml);
    }
    Path file = tiff.write(folder.newFile("two.ome.tif").toPath());
    assertEquals(
        java.util.List.of(
            new ImageSeries(1, "left", file, 1, 1, 1, 3, 1, 3),
            new ImageSeries(2, "right", file, 2, 2, 2, 1, 1, 8)),
        ImageFiles.series(file));
    ImagePlus left = ImageFiles.open(file, 1, Loading.AUTO);
    assertEquals("two.ome.tif - left", left.getTitle());
    assertArrayEquals(new int[] {1, 1, 1, 3, 1}, left.getDimensions());
    assertEquals(40, at(left, 0, 2, 0));
    assertEquals(0.5, Planes.pixelSize(left).width(), 0);
    ImagePlus right = ImageFiles.open(file, 2, Loading.VIRTUAL);
    assertTrue(right.getStack().isVirtual());
    assertArrayEquals(new int[] {2, 2, 2, 1, 1}, right.getDimensions());
    assertEquals(10, at(right, 1, 0, 0));
    assertEquals(PixelSize.PIXELS, Planes.pixelSize(right));
    IOException none =
        assertThrows(IOException.class, () -> ImageFiles.open(file, 3, Loading.AUTO));
    assertTrue(none.getMessage(), none.getMessage().contains("holds 2 images"));
  }

  /** Each file describes all positions, as some microscopes write them. */
  @Test
  public void ofSeveralPositionsEachFileGivesItsOwn() throws IOException {
    String[] images = new String[3];
    for (int i = 0; i < 3; i++)
      images[i] =
          image(
              "Pos" + i,
              1,
              "SizeC='1' SizeZ='1' SizeT='1'",
              "<TiffData IFD='0'><UUID FileName='p%d.ome.tif'>urn:uuid:%d</UUID></TiffData>"
                  .formatted(i, i));
    String xml = omeOf(images);
    for (int i = 0; i < 3; i++)
      new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
          .page(1, 1, 1, 8, 1, new byte[] {(byte) (7 * i)})
          .text(270, xml)
          .write(folder.newFile("p" + i + ".ome.tif").toPath());
    for (int i = 0; i < 3; i++) {
      Path file = folder.getRoot().toPath().resolve("p" + i + ".ome.tif");
      assertEquals(
          java.util.List.of(new ImageSeries(1, "Pos" + i, file, 1, 1, 1, 1, 1, 1)),
          ImageFiles.series(file));
      assertEquals(7 * i, at(ImageFiles.open(file), 0, 0, 0));
    }
  }

  @Test
  public void aDataSetOfSeveralFilesIsWholeFromEachAndBeginsInOne() throws IOException {
    String data = "";
    for (int t = 0; t < 4; t++)
      data +=
          "<TiffData IFD='%d' FirstT='%d'><UUID FileName='%s'>urn:uuid:%d</UUID></TiffData>"
              .formatted(t % 2, t, t < 2 ? "one.ome.tif" : "two.ome.tif", t / 2);
    String axes = "SizeC='1' SizeZ='1' SizeT='4'";
    String xml = omeOf(image("film", 1, axes, data));
    Path first = folder.getRoot().toPath().resolve("one.ome.tif");
    Path second = folder.getRoot().toPath().resolve("two.ome.tif");
    for (int f = 0; f < 2; f++)
      new PaintedTiff(ByteOrder.LITTLE_ENDIAN, false)
          .page(1, 1, 1, 8, 1, new byte[] {(byte) (20 * f)})
          .text(270, xml)
          .page(1, 1, 1, 8, 1, new byte[] {(byte) (20 * f + 10)})
          .write(f == 0 ? first : second);
    Path companion = folder.getRoot().toPath().resolve("film.companion.ome");
    Files.writeString(companion, xml);
    for (Path file : new Path[] {first, second, companion}) {
      ImagePlus imp = ImageFiles.open(file);
      assertEquals(file.getFileName().toString(), imp.getTitle());
      assertEquals(4, imp.getNFrames());
      for (int t = 0; t < 4; t++) assertEquals(10 * t, at(imp, 0, 0, t));
      assertEquals(first, ImageFiles.series(file).get(0).file());
    }
    Files.delete(second);
    assertEquals("its own planes", 2, ImageFiles.open(first).getNFrames());
    IOException e = assertThrows(IOException.class, () -> ImageFiles.open(companion));
    assertEquals(
        "film.companion.ome describes images in 'two.ome.tif', which isn't beside it. Copy all"
            + " files of the data set into one folder.",
        e.getMessage());
  }
}
