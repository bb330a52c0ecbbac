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
            public java.util.Set<Integer> series = new java.util.TreeSet<>(java.util.Set.of(0));
            public void setId(String s) { id = s; }
            public void setQuiet(boolean b) { quiet = b; }
            public void setWindowless(boolean b) { windowless = b; }
            public void setAutoscale(boolean b) { autoscale = b; }
            public void setOpenAllSeries(boolean b) { all = b; }
            public void setVirtual(boolean b) { virtual = b; }
            public void clearSeries() { series.clear(); }
            public void setSeriesOn(int s, boolean b) { if (b) series.add(s); else series.remove(s); }
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
              if (o.series.size() != 1) return new ImagePlus[0];
              int series = o.series.iterator().next();
              return new ImagePlus[] {
                new ImagePlus(
                    asked ? "asks" : "x", new ByteProcessor(o.virtual ? 1 : 2, series + 1)),
                null};
            }
          }
          """,
          "loci/formats/meta/MetadataStore.java",
          "package loci.formats.meta; public interface MetadataStore {}",
          "loci/formats/meta/MetadataRetrieve.java",
          """
          package loci.formats.meta;
          public interface MetadataRetrieve { String getImageName(int series); }
          """,
          "loci/formats/services/OMEXMLService.java",
          """
          package loci.formats.services;
          import loci.formats.meta.MetadataRetrieve;
          import loci.formats.meta.MetadataStore;
          public interface OMEXMLService {
            Metadata createOMEXMLMetadata();
            class Metadata implements MetadataStore, MetadataRetrieve {
              public boolean read;
              public String getImageName(int series) { return read ? "xz" + series : null; }
            }
          }
          """,
          "loci/common/services/ServiceFactory.java",
          """
          package loci.common.services;
          public class ServiceFactory {
            public <T> T getInstance(Class<T> type) {
              loci.formats.services.OMEXMLService s = loci.formats.services.OMEXMLService.Metadata::new;
              return type.cast(s);
            }
          }
          """,
          "loci/formats/ImageReader.java",
          """
          package loci.formats;
          import loci.formats.services.OMEXMLService;
          public class ImageReader {
            private OMEXMLService.Metadata store;
            private String id;
            private int series;
            public void setMetadataStore(loci.formats.meta.MetadataStore s) {
              if (id != null) throw new IllegalStateException("too late");
              store = (OMEXMLService.Metadata) s;
            }
            public void setId(String s) { id = s; store.read = true; }
            public int getSeriesCount() { return id.endsWith(".lif") ? 3 : 1; }
            public void setSeries(int s) { series = s; }
            public int getPixelType() { return series == 2 ? 1 : 3; }
            public int getSizeX() { return 100; }
            public int getSizeY() { return 100; }
            public int getSizeC() { return series == 2 ? 3 : 2; }
            public int getSizeZ() { return 5; }
            public int getSizeT() { return 1; }
            public int getImageCount() { return series == 2 ? 5 : 10; }
            public int getRGBChannelCount() { return series == 2 ? 3 : 1; }
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
  public void eachSeriesOfAFileCanBeOpened() throws IOException {
    Path file = file("xz.lif", 0x70, 0, 0, 0);
    assertEquals(
        List.of(
            new ImageSeries(1, "xz0", file, 100, 100, 2, 5, 1, 200_000),
            new ImageSeries(2, "xz1", file, 100, 100, 2, 5, 1, 200_000),
            new ImageSeries(3, "xz2", file, 100, 100, 1, 5, 1, 200_000)),
        ImageFiles.series(file, 1 << 30, bioFormats));
    for (int i = 1; i <= 3; i++) {
      ImagePlus imp = ImageFiles.open(file, i, Loading.AUTO, 1 << 30, bioFormats);
      assertEquals("xz.lif - xz" + (i - 1), imp.getTitle());
      assertEquals(i, imp.getHeight());
      assertEquals("in memory", 2, imp.getWidth());
    }
    assertEquals(
        "virtual", 1, ImageFiles.open(file, 2, Loading.VIRTUAL, 1 << 30, bioFormats).getWidth());
    IOException none =
        assertThrows(
            IOException.class, () -> ImageFiles.open(file, 4, Loading.AUTO, 1 << 30, bioFormats));
    assertEquals(
        "xz.lif holds 3 images, so there is no series 4. Choose one from 1 to 3.",
        none.getMessage());
    IOException large =
        assertThrows(
            IOException.class, () -> ImageFiles.open(file, 1, Loading.MEMORY, 100_000, bioFormats));
    assertTrue(large.getMessage(), large.getMessage().contains("of memory"));
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
