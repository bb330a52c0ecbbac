package org.unstained.annotation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotationWarning.Kind;
import org.unstained.cells.Box;
import org.unstained.cells.Region;

/** COCO, LabelMe and GeoJSON as other programs write them, and as nobody should. */
public class JsonFormatsTest {
  private static final String COCO =
      """
      {"info":{"year":2024},
       "annotations":[
        {"id":9,"image_id":7,"category_id":18,"bbox":[10,20,30,40],"area":1200,"iscrowd":0,
         "segmentation":[[10,20,40,20,25,60]]},
        {"id":10,"image_id":7,"category_id":3,"bbox":[1.5,2.25,3,4],"iscrowd":1,"segmentation":[]},
        {"id":11,"image_id":8,"category_id":3,
         "segmentation":{"size":[4,5],"counts":[5,2,2,2,9]},"iscrowd":0}],
       "categories":[{"id":3,"name":"Living Cell"},{"id":18,"name":"Dead Cell"}],
       "images":[{"id":7,"file_name":"a/b/x (1).png","width":100,"height":80},
                 {"id":8,"file_name":"y.png","width":5,"height":4},
                 {"id":12,"file_name":"empty.png","width":5,"height":4}]}
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void cocoIsReadInWhateverOrderItIsWritten() throws IOException {
    LabelSet set = read(new Coco(), "x.json", COCO);
    assertEquals(
        List.of("x (1).png", "y.png", "empty.png"),
        set.images().stream().map(AnnotatedImage::name).toList());
    List<AnnotatedBox> boxes = set.images().get(0).boxes();
    assertEquals("Dead Cell", boxes.get(0).className());
    assertEquals(600, boxes.get(0).outline().get().area(), 0);
    assertTrue(boxes.get(1).difficult());
    assertEquals(new Box(1.5, 2.25, 3, 4), boxes.get(1).box());
    // Two columns of two pixels each: from (1, 1) to (3, 3)
    assertEquals(new Box(1, 1, 2, 2), set.images().get(1).boxes().get(0).box());
    assertEquals(List.of(), set.images().get(2).boxes());
    assertEquals(
        List.of("Living Cell", "Dead Cell"), set.classes().stream().map(LabelClass::name).toList());
  }

  @Test
  public void masksOfCocoAreThePixelsThatWereRunLengthEncoded() {
    Random random = new Random(5);
    for (int round = 0; round < 300; round++) {
      int w = 1 + random.nextInt(12);
      int h = 1 + random.nextInt(12);
      boolean[] mask = new boolean[w * h];
      int filled = 0;
      for (int i = 0; i < mask.length; i++) if (mask[i] = random.nextInt(3) > 0) filled++;
      long[] counts = runs(mask, w, h);
      DrawnOutline outline = CocoMask.outline(counts, h, w);
      assertEquals(filled == 0, outline == null);
      if (outline == null) continue;
      Region pixels = outline.pixels(1).orElseThrow();
      assertEquals(filled, pixels.pixels());
      for (int i = 0; i < pixels.runs().length; i += 3)
        for (int x = pixels.runs()[i + 1]; x < pixels.runs()[i + 2]; x++)
          assertTrue(mask[pixels.runs()[i] * w + x]);
      assertEquals(List.of(box(counts)), List.of(box(CocoMask.counts(outline, h, w))));
      assertEquals(box(counts), box(CocoMask.counts(text(counts))));
    }
  }

  /** {@code maskApi.h}'s own example of how runs are counted: [0 0 1 1 1 0 1] is [2 3 1 1]. */
  @Test
  public void textOfCocoMasksIsThatOfTheirOwnProgram() {
    assertEquals(List.of(2L, 3L, 1L, 1L), box(CocoMask.counts("231N")));
    assertEquals(List.of(100L, 7L), box(CocoMask.counts("T37")));
  }

  private static List<Long> box(long[] counts) {
    return Arrays.stream(counts).boxed().toList();
  }

  private static long[] runs(boolean[] mask, int w, int h) {
    long[] runs = new long[w * h + 1];
    int n = 0;
    boolean last = false;
    for (int x = 0; x < w; x++)
      for (int y = 0; y < h; y++) {
        if (mask[y * w + x] != last) {
          n++;
          last = !last;
        }
        runs[n]++;
      }
    return Arrays.copyOf(runs, n + 1);
  }

  /** Five bits a letter, the sixth says that more follow; differences from the fourth run on. */
  private static String text(long[] counts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < counts.length; i++) {
      long x = i > 2 ? counts[i] - counts[i - 2] : counts[i];
      boolean more = true;
      while (more) {
        long c = x & 0x1f;
        x >>= 5;
        more = (c & 0x10) != 0 ? x != -1 : x != 0;
        if (more) c |= 0x20;
        text.append((char) (c + 48));
      }
    }
    return text.toString();
  }

  @Test
  public void anEntryOfACocoFileIsReplacedAndAllElseStays() throws IOException {
    Path file = write("x.json", COCO);
    AnnotatedImage image =
        new AnnotatedImage(
            "y.png", 5, 4, List.of(new AnnotatedBox(new Box(0, 0, 2, 3), "Platelet")));
    Coco.put(file, LabelSet.of(new AnnotationFile(file, image, List.of())));
    LabelSet set = new Coco().read(file, LabelOptions.DEFAULTS);
    assertEquals(read(new Coco(), "z.json", COCO).images().get(0), set.images().get(0));
    assertEquals(image.boxes(), set.images().get(1).boxes());
    String text = Files.readString(file);
    assertTrue(text, text.contains("\"year\":2024") && text.contains("\"id\":18"));
    AnnotatedImage other = new AnnotatedImage("new.png", 9, 9, List.of());
    Coco.put(file, LabelSet.of(new AnnotationFile(file, other, List.of())));
    assertEquals(4, new Coco().read(file, LabelOptions.DEFAULTS).files().size());
  }

  @Test
  public void labelMeIsReadAsLabelMeWritesIt() throws IOException {
    String text =
        """
        {"version":"5.2.1","flags":{},"imageData":"aGVsbG8=","imagePath":"..\\\\x.jpg",
         "imageHeight":80,"imageWidth":100,"shapes":[
          {"label":"A","points":[[30,40],[10,20]],"group_id":null,"shape_type":"rectangle"},
          {"label":"B","points":[[50,50],[60,50]],"shape_type":"circle","flags":{"difficult":true}},
          {"label":"C","points":[[1,1],[5,1],[3,4]],"group_id":2,"shape_type":"polygon"},
          {"label":"C","points":[[11,1],[15,1],[13,4]],"group_id":2,"shape_type":"polygon"},
          {"label":"D","points":[[1,1],[5,1]],"shape_type":"linestrip"},
          {"label":"E","points":[[70,60]],"shape_type":"point"}]}
        """;
    LabelSet set = new LabelMe().read(write("x.json", text), new LabelOptions(10));
    AnnotationFile file = set.files().get(0);
    assertEquals("x.jpg", file.image().name());
    List<AnnotatedBox> boxes = file.image().boxes();
    assertEquals(List.of("A", "B", "C", "E"), boxes.stream().map(AnnotatedBox::className).toList());
    assertEquals(new Box(10, 20, 20, 20), boxes.get(0).box());
    assertEquals(Math.PI * 100, boxes.get(1).outline().get().area(), 1);
    assertTrue(boxes.get(1).difficult());
    assertEquals(2, boxes.get(2).outline().get().pieces().size());
    assertEquals(new Box(65, 55, 10, 10), boxes.get(3).box());
    assertEquals(
        List.of(Kind.OTHER_SHAPE, Kind.OTHER_SHAPE, Kind.POINTS),
        file.warnings().stream().map(AnnotationWarning::kind).toList());
  }

  @Test
  public void geoJsonOfOldAndNewVersionsOfQuPathIsRead() throws IOException {
    String feature =
        """
        {"type":"Feature","id":"%s","geometry":{"type":"Polygon",
          "coordinates":[[[0,0],[20,0],[20,20.5],[0,20],[0,0]],[[5,5],[9,5],[9,9],[5,5]]],
          "plane":{"c":-1,"z":2,"t":0}},
         "nucleusGeometry":{"type":"Polygon","coordinates":[[[1,1],[3,1],[2,3],[1,1]]]},
         "properties":{"objectType":"cell","isLocked":true,"classification":%s,"measurements":%s}}
        """;
    String newer =
        feature.formatted(
            "0f14d0ab-9605-4a62-a9e4-5ed26688389b",
            "{\"name\":\"Tumor\",\"color\":[200,0,10]}",
            "{\"Area µm^2\":12.5,\"x\":NaN}");
    String older =
        feature.formatted(
            "PathCellObject",
            "{\"name\":\"Stroma\",\"colorRGB\":-6895466}",
            "[{\"name\":\"Area\",\"value\":3}]");
    for (String text :
        List.of(
            "[" + newer + "," + older + "]",
            "{\"type\":\"FeatureCollection\",\"features\":[" + newer + "," + older + "]}")) {
      LabelSet set = read(new GeoJson(), "x.geojson", text);
      AnnotatedBox cell = set.images().get(0).boxes().get(0);
      assertEquals("Tumor", cell.className());
      assertEquals(new ImagePosition(0, 3, 1), cell.details().position());
      assertEquals(405 - 8, cell.outline().get().area(), 1e-9);
      assertEquals(2, cell.details().nucleus().get().area(), 1e-9);
      assertEquals("true", cell.details().attributes().get("isLocked"));
      assertEquals(12.5, cell.details().measurements().get("Area µm^2"), 0);
      assertTrue(cell.details().measurements().get("x").isNaN());
      AnnotatedBox old = set.images().get(0).boxes().get(1);
      assertEquals("", old.details().id());
      assertEquals(3, old.details().measurements().get("Area"), 0);
      assertEquals(
          List.of(new LabelClass("Tumor", 0xc8000a), new LabelClass("Stroma", 0x96c896)),
          set.classes());
    }
    assertEquals(1, read(new GeoJson(), "x.geojson", newer).objects());
  }

  @Test
  public void linesAreLeftOutAndPointsBecomeSquaresIfAsked() throws IOException {
    String text =
        """
        {"type":"FeatureCollection","features":[
         {"type":"Feature","geometry":{"type":"LineString","coordinates":[[0,0],[1,1]]}},
         {"type":"Feature","geometry":{"type":"MultiPoint","coordinates":[[10,10],[30,20]]},
          "properties":{"classification":{"names":["a","b"]}}}]}
        """;
    assertEquals(0, read(new GeoJson(), "x.geojson", text).objects());
    LabelSet set = new GeoJson().read(write("x.geojson", text), new LabelOptions(8));
    assertEquals(new Box(26, 16, 8, 8), set.images().get(0).boxes().get(1).box());
    assertEquals("a: b", set.images().get(0).boxes().get(1).className());
  }

  @Test
  public void whatIsBrokenIsRefusedWithTheNameOfTheFile() throws IOException {
    String images = "\"images\":[{\"id\":1,\"file_name\":\"a.png\",\"width\":10,\"height\":10}]";
    String cats = "\"categories\":[{\"id\":1,\"name\":\"c\"}]";
    for (String annotation :
        List.of(
            "{\"image_id\":1,\"category_id\":1}",
            "{\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3]}",
            "{\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,NaN]}",
            "{\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,1e999]}",
            "{\"image_id\":1,\"category_id\":1,\"bbox\":[1,2,3,\"x\"]}",
            "{\"image_id\":1,\"category_id\":1,\"bbox\":{\"x\":1}}",
            "{\"image_id\":1,\"category_id\":2,\"bbox\":[1,2,3,4]}",
            "{\"category_id\":1,\"bbox\":[1,2,3,4]}",
            "{\"image_id\":1,\"category_id\":1,\"segmentation\":[[1,2,3,4,5]]}",
            "{\"image_id\":1,\"category_id\":1,\"segmentation\":{\"size\":[9,9]}}",
            mask("[1e9,1e9]", "[0,1e18]"),
            mask("[10,10]", "[50,60]"),
            mask("[10,10]", "[-5,105]"),
            mask("[10,10]", "[5,5]"),
            mask("[-1,10]", "[5,5]"),
            mask("[10,10]", "\"ooooooooooooooooooooo\""),
            mask("[10,10]", "\"\u00e4\""),
            "[".repeat(50_000)))
      refused(new Coco(), "{" + images + "," + cats + ",\"annotations\":[" + annotation + "]}");
    for (String text :
        List.of(
            "",
            "{",
            "[]",
            "nonsense",
            "{}",
            "{" + images + "}",
            "{\"images\":7,\"annotations\":[]}",
            "{\"images\":[{\"id\":1}],\"annotations\":[]}",
            "{\"images\":[{\"id\":1,\"file_name\":\"a\",\"width\":-4,\"height\":4}],\"annotations\":[]}",
            "{\"images\":[],\"annotations\":[],\"x\":" + "[".repeat(100_000) + "]}",
            COCO.substring(0, COCO.length() / 2),
            COCO + "x")) refused(new Coco(), text);
    for (String text :
        List.of(
            "{}",
            "{\"shapes\":[{\"label\":\"a\",\"points\":[[1,2]],\"shape_type\":\"polygon\"}]}",
            "{\"shapes\":[{\"label\":\"a\",\"points\":[[1,2,3]],\"shape_type\":\"point\"}]}",
            "{\"shapes\":[{\"label\":\"a\",\"points\":[[1,NaN]],\"shape_type\":\"point\"}]}",
            "{\"shapes\":{\"a\":1}}")) refused(new LabelMe(), text);
    for (String text :
        List.of(
            "{}",
            "{\"type\":\"Topology\"}",
            geometry("{\"type\":\"Polygon\"}"),
            geometry("{\"type\":\"Polygon\",\"coordinates\":[1,2]}"),
            geometry("{\"type\":\"Polygon\",\"coordinates\":[[[1,2],[3,4],[1,2]]]}"),
            geometry("{\"type\":\"Circle\",\"coordinates\":[1,2]}"),
            geometry("{\"type\":\"Polygon\",\"coordinates\":" + "[".repeat(100_000)),
            geometry("{\"type\":\"Point\",\"coordinates\":[1,1e400]}")))
      refused(new GeoJson(), text);
  }

  private static String mask(String size, String counts) {
    return "{\"image_id\":1,\"category_id\":1,\"segmentation\":{\"size\":%s,\"counts\":%s}}"
        .formatted(size, counts);
  }

  private static String geometry(String geometry) {
    return "{\"type\":\"Feature\",\"geometry\":" + geometry + "}";
  }

  private void refused(LabelFormat format, String text) throws IOException {
    Path file = write("bro ken.json", text);
    String begin = text.substring(0, Math.min(200, text.length()));
    IOException e =
        assertThrows(
            format.key() + ": " + begin,
            IOException.class,
            () -> format.read(file, LabelOptions.DEFAULTS));
    assertTrue(e.getMessage(), e.getMessage().contains("bro ken.json"));
    assertTrue(e.getMessage(), e.getMessage().length() < 900);
  }

  @Test
  public void aFileThatIsNotUtf8IsRefused() throws IOException {
    Path file = folder.getRoot().toPath().resolve("x.json");
    Files.write(file, COCO.replace("Dead", "D\u00e4d").getBytes(StandardCharsets.ISO_8859_1));
    IOException e =
        assertThrows(IOException.class, () -> new Coco().read(file, LabelOptions.DEFAULTS));
    assertTrue(e.getMessage(), e.getMessage().contains("UTF-8"));
  }

  @Test
  public void hundredThousandObjectsAreReadAndWrittenInSeconds() throws IOException {
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      double x = i % 300 * 30;
      double y = i / 300 * 30.0;
      boxes.add(
          AnnotatedBox.of(
              DrawnOutline.of(
                  new Ring(
                      new double[] {x, x + 20.5, x + 25, x + 12, x + 3},
                      new double[] {y, y + 1, y + 15.25, y + 25, y + 14})),
              "c" + i % 3,
              ObjectDetails.NONE));
    }
    AnnotatedImage image = new AnnotatedImage("a.png", 9100, 10100, boxes);
    LabelSet set = LabelSet.of(new AnnotationFile(Path.of("a"), image, List.of()));
    for (LabelFormat format : List.of(new Coco(), new GeoJson(), new LabelMe())) {
      Path file = folder.getRoot().toPath().resolve("large" + format.ending());
      format.write(file, set);
      LabelSet back = format.read(file, LabelOptions.DEFAULTS);
      assertEquals(image.boxes().get(77_777).box(), back.images().get(0).boxes().get(77_777).box());
      assertEquals(100_000, back.objects());
      assertEquals(
          List.of(), back.allWarnings().stream().filter(w -> w.kind() != Kind.OTHER_NAME).toList());
    }
  }

  private LabelSet read(LabelFormat format, String name, String text) throws IOException {
    return format.read(write(name, text), LabelOptions.DEFAULTS);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.getRoot().toPath().resolve(name), text);
  }
}
