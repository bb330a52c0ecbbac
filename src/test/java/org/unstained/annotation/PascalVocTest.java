package org.unstained.annotation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotationWarning.Kind;
import org.unstained.cells.Box;

public class PascalVocTest {
  private static final Path DATA = Path.of("../shared/data");
  private static final String SIZE = "<size><width>640</width><height>480</height></size>";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aBoxGoesFromEdgeToEdge() throws IOException {
    AnnotationFile file = read(annotation(SIZE + object("WBC", 260, 177, 491, 376)));
    assertEquals(
        new AnnotatedImage(
            "x.png", 640, 480, List.of(new AnnotatedBox(new Box(260, 177, 231, 199), "WBC"))),
        file.image());
    assertEquals(List.of(), file.warnings());
  }

  @Test
  public void fractionsAreKept() throws IOException {
    AnnotationFile file = read(annotation(SIZE + object("WBC", 10.5, 20.25, 99.75, 120)));
    assertEquals(new Box(10.5, 20.25, 89.25, 99.75), file.image().boxes().get(0).box());
  }

  @Test
  public void theOrderOfElementsAndUnknownOnesDoNotMatter() throws IOException {
    String text =
        "<object><bndbox><ymax>9</ymax><ymin>2</ymin><xmax>8</xmax><xmin>1</xmin></bndbox>"
            + "<part><name>head</name><bndbox><xmin>0</xmin></bndbox></part><difficult>1</difficult>"
            + "<truncated>true</truncated><name>\n A &amp; B </name></object><filename>x.png</filename>"
            + SIZE;
    AnnotationFile file = read("<annotation>" + text + "</annotation>");
    assertEquals(
        List.of(new AnnotatedBox(new Box(1, 2, 7, 7), "A & B", true, true)), file.image().boxes());
  }

  @Test
  public void noObjectIsAnImageWithoutCells() throws IOException {
    AnnotationFile file = read(annotation(SIZE));
    assertEquals(List.of(), file.image().boxes());
    assertEquals(List.of(), file.warnings());
  }

  @Test
  public void aBoxWithoutAreaIsLeftOutWithAWarning() throws IOException {
    AnnotationFile file =
        read(annotation(SIZE + object("RBC", 181, 329, 181, 329) + object("RBC", 10, 10, 50, 60)));
    assertEquals(1, file.image().boxes().size());
    assertEquals(List.of(Kind.NO_AREA), kinds(file));
    String message = file.warnings().get(0).toString();
    assertTrue(message, message.startsWith("x.xml: object 1 ('RBC', x 181 to 181, y 329 to 329)"));
  }

  @Test
  public void aBoxOutsideIsLeftOutAndOnePartlyOutsideIsCut() throws IOException {
    AnnotationFile file =
        read(
            annotation(
                SIZE
                    + object("A", 640, 0, 660, 20)
                    + object("B", -5, 470, 15, 490)
                    + object("C", 0, 0, 640, 480)));
    assertEquals(
        List.of(
            new AnnotatedBox(new Box(0, 470, 15, 10), "B"),
            new AnnotatedBox(new Box(0, 0, 640, 480), "C")),
        file.image().boxes());
    assertEquals(List.of(Kind.OUTSIDE, Kind.PARTLY_OUTSIDE), kinds(file));
  }

  @Test
  public void swappedCornersAreTurnedRound() throws IOException {
    AnnotationFile file = read(annotation(SIZE + object("A", 50, 10, 20, 40)));
    assertEquals(new Box(20, 10, 30, 30), file.image().boxes().get(0).box());
    assertEquals(List.of(Kind.SWAPPED), kinds(file));
  }

  @Test
  public void anUnknownSizeIsSettledWhenTheImageIsOpened() throws IOException {
    AnnotationFile file =
        read(annotation(object("A", 10, 10, 50, 60) + object("A", 90, 10, 120, 60)));
    assertFalse(file.image().hasSize());
    assertEquals(2, file.image().boxes().size());
    AnnotationFile sized = file.sized(100, 100);
    assertEquals(100, sized.image().width());
    assertEquals(new Box(90, 10, 10, 50), sized.image().boxes().get(1).box());
    assertEquals(List.of(Kind.NO_SIZE, Kind.PARTLY_OUTSIDE), kinds(sized));
  }

  @Test
  public void theSizeOfTheImageCountsMoreThanThatOfTheFile() throws IOException {
    AnnotationFile file = read(annotation(SIZE + object("A", 10, 10, 50, 60)));
    assertEquals(file, file.sized(640, 480));
    AnnotationFile sized = file.sized(480, 640);
    assertEquals(640, sized.image().height());
    assertEquals(List.of(Kind.OTHER_SIZE), kinds(sized));
  }

  @Test
  public void anotherNameInsideIsWorthAWarning() throws IOException {
    AnnotationFile file = read("<annotation><filename>C:\\a b\\y.png</filename></annotation>");
    assertEquals("y.png", file.image().name());
    assertEquals(List.of(Kind.OTHER_NAME, Kind.NO_SIZE), kinds(file));
  }

  @Test
  public void aNameMayHaveDotsAndNoEnding() throws IOException {
    Path file = folder.getRoot().toPath().resolve("a.v2.xml");
    for (String name : List.of("a.v2", "a.v2.png")) {
      Files.writeString(
          file, "<annotation><filename>" + name + "</filename>" + SIZE + "</annotation>");
      assertEquals(List.of(), PascalVoc.read(file).warnings());
      assertEquals(name, PascalVoc.read(file).image().name());
    }
  }

  @Test
  public void brokenFilesNameFileAndRemedy() {
    for (String text :
        List.of(
            "",
            "no xml",
            "<html/>",
            "<annotation>",
            "<annotation></annotation><annotation></annotation>",
            annotation(SIZE + "<object><name>A</name></object>"),
            annotation(SIZE + "<object><bndbox/></object>"),
            annotation(object("A", 1, 1, 5, 5).replace("<name>A</name>", "<name> </name>")),
            annotation(object("A", 1, 1, 5, 5).replace("<ymax>5.0</ymax>", "")),
            annotation(object("A", 1, 1, 5, 5).replace("5.0", "five")),
            annotation(object("A", 1, 1, 5, 5).replace("5.0", "NaN")),
            annotation(object("A", 1, 1, 5, 5).replace("5.0", "1e999")),
            annotation("<size><width>-3</width></size>"),
            annotation("<size><width>3.5</width></size>"),
            annotation("<filename>&unknown;</filename>"))) {
      IOException e = assertThrows(text, IOException.class, () -> read(text));
      assertTrue(e.getMessage(), e.getMessage().contains("x.xml"));
      assertTrue(e.getMessage(), e.getMessage().contains("Export it again"));
    }
  }

  @Test
  public void aMissingFileIsAnError() {
    assertThrows(IOException.class, () -> PascalVoc.read(folder.getRoot().toPath().resolve("no")));
    assertThrows(IOException.class, () -> PascalVoc.read(folder.getRoot().toPath()));
  }

  @Test
  public void entitiesOfADocumentTypeDoNothing() throws IOException {
    Path secret = folder.newFile("secret.txt").toPath();
    Files.writeString(secret, "secret");
    StringBuilder bomb = new StringBuilder("<!ENTITY e0 \"boom\">");
    for (int i = 1; i < 12; i++)
      bomb.append("<!ENTITY e%d \"%s\">".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
    for (String doctype :
        List.of(
            "<!DOCTYPE annotation [" + bomb + "]>",
            "<!DOCTYPE annotation [<!ENTITY e11 SYSTEM \"" + secret.toUri() + "\">]>",
            "<!DOCTYPE annotation SYSTEM \"" + secret.toUri() + "\">",
            "<!DOCTYPE annotation [<!ENTITY % p SYSTEM \"" + secret.toUri() + "\"> %p;]>")) {
      String text = doctype + "<annotation><filename>&e11;</filename></annotation>";
      IOException e = assertThrows(IOException.class, () -> read(text));
      assertTrue(e.getMessage(), e.getMessage().contains("document type"));
    }
  }

  @Test
  public void noEntityIsEverFetchedOrBlownUp() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:%d/x.dtd".formatted(server.getAddress().getPort());
      String quadratic = "<!ENTITY e \"" + "a".repeat(100_000) + "\">";
      for (String doctype :
          List.of(
              "<!DOCTYPE annotation [<!ENTITY e SYSTEM \"" + url + "\">]>",
              "<!DOCTYPE annotation [<!ENTITY e PUBLIC \"-//x//EN\" \"" + url + "\">]>",
              "<!DOCTYPE annotation SYSTEM \"" + url + "\">",
              "<!DOCTYPE annotation PUBLIC \"-//x//EN\" \"" + url + "\">",
              "<!DOCTYPE annotation [<!ENTITY % p SYSTEM \"" + url + "\"> %p;]>",
              "<!DOCTYPE annotation [<!ENTITY % a \"<!ENTITY e '1'>\"> %a;]>",
              "<!DOCTYPE annotation [<!ENTITY % a \"%b;\"><!ENTITY % b \"%a;\"> %a;]>",
              "<!DOCTYPE annotation [<!ENTITY e \"&f;\"><!ENTITY f \"&e;\">]>",
              "<!DOCTYPE annotation [" + quadratic + "]>")) {
        String text =
            "<?xml version=\"1.0\"?><!-- of a tool -->"
                + doctype
                + "<annotation><filename>"
                + "&e;".repeat(10_000)
                + "</filename></annotation>";
        IOException e = assertThrows(doctype, IOException.class, () -> read(text));
        assertTrue(e.getMessage(), e.getMessage().contains("document type"));
        assertTrue("a message, not the file", e.getMessage().length() < 400);
      }
      IOException undeclared =
          assertThrows(
              IOException.class, () -> read("<annotation><filename>&e;</filename></annotation>"));
      assertTrue(undeclared.getMessage(), undeclared.getMessage().contains("x.xml"));
      assertEquals("nobody was asked", 0, asked.get());
    } finally {
      server.stop(0);
    }
  }

  @Test
  public void aVeryDeepFileIsReadOrRefusedButDoesNotOverflow() throws IOException {
    String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);
    try {
      assertEquals(List.of(), read(annotation(SIZE + deep)).image().boxes());
    } catch (IOException e) {
      assertTrue(e.getMessage(), e.getMessage().contains("x.xml"));
    }
  }

  @Test
  public void theDeclaredEncodingCounts() throws IOException {
    Path file = folder.getRoot().toPath().resolve("x.xml");
    String text = annotation(SIZE + object("Zähler", 1, 1, 5, 5));
    for (String charset : List.of("ISO-8859-1", "UTF-16", "UTF-8")) {
      String declared = "<?xml version='1.0' encoding='" + charset + "'?>" + text;
      Files.write(file, declared.getBytes(charset));
      assertEquals(charset, List.of("Zähler"), PascalVoc.read(file).image().classes());
    }
    Files.write(file, ("\uFEFF" + text).getBytes("UTF-8"));
    assertEquals(List.of("Zähler"), PascalVoc.read(file).image().classes());
    Files.write(file, text.getBytes("ISO-8859-1"));
    IOException e = assertThrows(IOException.class, () -> PascalVoc.read(file));
    assertTrue(e.getMessage(), e.getMessage().contains("isn't UTF-8 text"));
    assertThrows(IOException.class, () -> read("<?xml version='1.0' encoding='none'?>" + text));
  }

  @Test
  public void aDamagedFileIsReadOrRefusedButNothingElse() throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed));
    try {
      readDamagedFiles();
    } finally {
      System.setErr(before);
    }
    assertEquals("", printed.toString());
  }

  private void readDamagedFiles() throws IOException {
    byte[] good = annotation(SIZE + object("Ä", 1, 1, 5, 5)).getBytes("UTF-8");
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bad = good.clone();
      for (int k = 0; k < 1 + i % 3; k++)
        bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
      Path file = folder.getRoot().toPath().resolve("x.xml");
      Files.write(file, bad);
      try {
        PascalVoc.read(file);
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused + " refused", refused > 1000);
  }

  @Test
  public void whatIsWrittenIsReadBack() throws IOException {
    AnnotatedImage image =
        new AnnotatedImage(
            "Zelle <1> & \"2\" (ä).png",
            100,
            80,
            List.of(
                new AnnotatedBox(new Box(0, 0, 100, 80), "Living Cell"),
                new AnnotatedBox(new Box(10.5, 20.25, 1e-3, 7), "<Dead> & 'gone'", true, false),
                new AnnotatedBox(new Box(1, 2, 3, 4), "細胞", false, true)));
    Path file = folder.getRoot().toPath().resolve("Zelle <1> & \"2\" (ä).xml");
    PascalVoc.write(file, image);
    PascalVoc.write(file, image);
    AnnotationFile back = PascalVoc.read(file);
    assertEquals(List.of(), back.warnings());
    assertEquals(image.name(), back.image().name());
    assertEquals(image.boxes().size(), back.image().boxes().size());
    double rounding = 1e-12;
    for (int i = 0; i < image.boxes().size(); i++) {
      AnnotatedBox there = image.boxes().get(i);
      AnnotatedBox read = back.image().boxes().get(i);
      assertEquals(there.className(), read.className());
      assertEquals(there.truncated(), read.truncated());
      assertEquals(there.difficult(), read.difficult());
      assertEquals(there.box().x(), read.box().x(), 0);
      assertEquals(there.box().width(), read.box().width(), rounding);
      assertEquals(there.box().height(), read.box().height(), rounding);
    }
    assertEquals(1, Files.list(file.getParent()).count());
  }

  @Test
  public void namesThatXmlCannotHoldAreRefusedBeforeAnythingIsWritten() {
    AnnotatedImage image =
        new AnnotatedImage(
            "a.png", 9, 9, List.of(new AnnotatedBox(new Box(0, 0, 1, 1), "a\u0001b")));
    Path file = folder.getRoot().toPath().resolve("a.xml");
    assertThrows(IllegalArgumentException.class, () -> PascalVoc.write(file, image));
    assertFalse(Files.exists(file));
    assertThrows(
        IOException.class,
        () ->
            PascalVoc.write(
                folder.getRoot().toPath().resolve("no/a.xml"),
                new AnnotatedImage("a.png", 9, 9, List.of())));
  }

  @Test
  public void realFilesSurviveARoundTrip() throws IOException {
    for (String set : List.of("livedead/annotations", "bccd/Annotations")) {
      Path xmls = DATA.resolve(set);
      Assume.assumeTrue("skipped: no " + xmls, Files.isDirectory(xmls));
      for (Path xml : Files.list(xmls).sorted().limit(40).toList()) {
        AnnotatedImage image = PascalVoc.read(xml).image();
        Path copy = folder.getRoot().toPath().resolve(xml.getFileName());
        PascalVoc.write(copy, image);
        assertEquals(image, PascalVoc.read(copy).image());
      }
    }
  }

  @Test
  public void oddRealFilesAreReadWithWarningsOrRefused() throws IOException {
    Path odd = DATA.resolve("odd/voc");
    Assume.assumeTrue("skipped: no " + odd, Files.isDirectory(odd));
    assertEquals(List.of(Kind.OTHER_NAME), kinds(PascalVoc.read(odd.resolve("no_objects.xml"))));
    assertTrue(kinds(PascalVoc.read(odd.resolve("no_size.xml"))).contains(Kind.NO_SIZE));
    assertEquals(
        List.of(Kind.OTHER_NAME, Kind.NO_AREA),
        kinds(PascalVoc.read(odd.resolve("zero_area.xml"))));
    assertEquals(
        List.of("Blast"), PascalVoc.read(odd.resolve("unknown_class.xml")).image().classes());
    assertEquals(
        10.5, PascalVoc.read(odd.resolve("fractional.xml")).image().boxes().get(0).box().x(), 0);
    IOException e =
        assertThrows(IOException.class, () -> PascalVoc.read(odd.resolve("truncated.xml")));
    assertTrue(e.getMessage(), e.getMessage().contains("truncated.xml"));
    assertTrue(e.getMessage(), e.getMessage().contains("cut off"));
  }

  private AnnotationFile read(String text) throws IOException {
    Path file = folder.getRoot().toPath().resolve("x.xml");
    Files.writeString(file, text);
    return PascalVoc.read(file);
  }

  private static List<Kind> kinds(AnnotationFile file) {
    return file.warnings().stream().map(AnnotationWarning::kind).toList();
  }

  private static String annotation(String inside) {
    return "<annotation><filename>x.png</filename>" + inside + "</annotation>";
  }

  private static String object(String name, double x0, double y0, double x1, double y1) {
    return ("<object><name>%s</name><bndbox><xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax>"
            + "<ymax>%s</ymax></bndbox></object>")
        .formatted(name, x0, y0, x1, y1);
  }
}
