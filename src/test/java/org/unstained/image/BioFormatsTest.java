package org.unstained.image;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Against a stand-in with the methods of the real Bio-Formats, compiled here. */
public class BioFormatsTest {

  private static final Map<String, String> STAND_IN =
      Map.of(
          "loci/plugins/in/ImporterOptions.java",
          """
          package loci.plugins.in;
          public class ImporterOptions {
            public String id; public boolean quiet, windowless, virtual;
            public boolean autoscale = true, all = true;
            public void setId(String s) { id = s; }
            public void setQuiet(boolean b) { quiet = b; }
            public void setWindowless(boolean b) { windowless = b; }
            public void setAutoscale(boolean b) { autoscale = b; }
            public void setOpenAllSeries(boolean b) { all = b; }
            public void setVirtual(boolean b) { virtual = b; }
          }
          """,
          "loci/plugins/BF.java",
          """
          package loci.plugins;
          import ij.ImagePlus;
          import ij.process.ByteProcessor;
          public class BF {
            public static ImagePlus[] openImagePlus(loci.plugins.in.ImporterOptions o)
                throws java.io.IOException {
              if (o.id.contains("none")) return new ImagePlus[0];
              if (o.id.contains("broken")) throw new java.io.IOException("Bad block.");
              if (o.id.contains("bare")) throw new NoClassDefFoundError("ome/xml/Thing");
              boolean asked = !o.quiet || !o.windowless || o.autoscale || o.all;
              return new ImagePlus[] {
                new ImagePlus(asked ? "asks" : "x", new ByteProcessor(o.virtual ? 1 : 2, 1)), null};
            }
          }
          """,
          "loci/formats/ImageReader.java",
          """
          package loci.formats;
          public class ImageReader {
            public void setId(String s) {}
            public int getPixelType() { return 3; }
            public int getSizeX() { return 100; }
            public int getSizeY() { return 100; }
            public int getImageCount() { return 10; }
            public int getRGBChannelCount() { return 1; }
            public void close() {}
          }
          """,
          "loci/formats/FormatTools.java",
          """
          package loci.formats;
          public class FormatTools {
            public static int getBytesPerPixel(int type) { return type == 3 ? 2 : 1; }
          }
          """);

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  private BioFormats bioFormats;

  @Before
  public void compileTheStandIn() throws IOException {
    Path sources = folder.newFolder("sources").toPath();
    Path classes = folder.newFolder("classes").toPath();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none"));
    for (Map.Entry<String, String> source : STAND_IN.entrySet()) {
      Path file = sources.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      arguments.add(Files.writeString(file, source.getValue()).toString());
    }
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, result);
    bioFormats =
        new BioFormats(
            new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, BioFormatsTest.class.getClassLoader()));
  }

  private Path file(String name, int... bytes) throws IOException {
    byte[] content = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) content[i] = (byte) bytes[i];
    return Files.write(folder.getRoot().toPath().resolve(name), content);
  }

  @Test
  public void makersFilesAreOpenedWithoutAQuestion() throws IOException {
    Path file = file("cells.nd2", 0xda, 0xce, 0xbe, 0x0a);
    ImagePlus imp = ImageFiles.open(file, 1 << 30, bioFormats);
    assertEquals("cells.nd2", imp.getTitle());
    assertEquals("in memory", 2, imp.getWidth());
    assertEquals("virtual", 1, ImageFiles.open(file, 300_000, bioFormats).getWidth());
  }

  @Test
  public void whatBioFormatsSaysIsPassedOn() throws IOException {
    for (String[] row :
        new String[][] {
          {"broken.nd2", "Bio-Formats says: Bad block."},
          {"bare.nd2", "ome/xml/Thing"},
          {"none.nd2", "no image"}
        }) {
      Path file = file(row[0], 1, 2, 3, 4);
      IOException e =
          assertThrows(IOException.class, () -> ImageFiles.open(file, 1 << 30, bioFormats));
      assertTrue(e.getMessage(), e.getMessage().startsWith(row[0]));
      assertTrue(e.getMessage(), e.getMessage().contains(row[1]));
    }
  }

  @Test
  public void kindsOfTiffThatWeDontReadGoThere() throws IOException {
    Path file =
        new PaintedTiff(java.nio.ByteOrder.BIG_ENDIAN, false)
            .page(2, 2, 1, 8, 1, new byte[4])
            .tag(259, 7)
            .write(folder.newFile("jpeg.tif").toPath());
    assertEquals(2, ImageFiles.open(file, 1 << 30, bioFormats).getWidth());
    BioFormats none = new BioFormats(BioFormatsTest.class.getClassLoader());
    IOException e = assertThrows(IOException.class, () -> ImageFiles.open(file, 1 << 30, none));
    assertEquals(
        "jpeg.tif needs Bio-Formats, for it is a TIFF with compression 7: in Fiji it is there; in plain ImageJ put bioformats_package.jar into the folder plugins.",
        e.getMessage());
  }

  @Test
  public void aDamagedTiffDoesntGoThere() throws IOException {
    PaintedTiff tiff = new PaintedTiff(java.nio.ByteOrder.BIG_ENDIAN, false);
    tiff.page(2, 2, 1, 8, 1, new byte[4]).loopTo(0);
    for (String name : new String[] {"loop.tif", "loop.lsm"}) {
      Path file = tiff.write(folder.newFile(name).toPath());
      IOException e =
          assertThrows(IOException.class, () -> ImageFiles.open(file, 1 << 30, bioFormats));
      assertTrue(e.getMessage(), e.getMessage().contains("circle"));
    }
  }

  @Test
  public void withoutItOnlyItsAbsenceIsSeen() {
    assertTrue(bioFormats.isPresent());
    assertFalse(new BioFormats(BioFormatsTest.class.getClassLoader()).isPresent());
    assertFalse(BioFormats.ofImageJ().isPresent());
  }
}
