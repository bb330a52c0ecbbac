package org.unstained.workflow.labels;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.LabelOptions;
import org.unstained.annotation.LabelReduction;
import org.unstained.annotation.LabelSet;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.image.ImageFiles;
import org.unstained.image.LabelImages;
import org.unstained.workflow.training.TrainingImages;

/** Real files through other formats and back, and what a folder is taken for. */
public class LabelsTest {
  private static final Path DATA = Path.of("../shared/data");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void boxesOfTwoDataSetsComeBackThroughEachFormat() throws IOException {
    for (String set : List.of("livedead/annotations", "bccd/Annotations")) {
      Path source = DATA.resolve(set);
      assumeTrue(Files.isDirectory(source));
      LabelSet before = Labels.read(source, Labels.AUTO, LabelOptions.DEFAULTS).set();
      for (String format : List.of("coco", "labelme", "geojson", "rois", "csv")) {
        Path there = folder.newFolder().toPath();
        convert(source, there, format, null);
        Path back = folder.newFolder().toPath();
        convert(there, back, "voc", null);
        LabelSet held = LabelReduction.of(before, Labels.format(format).holds()).set();
        for (AnnotatedImage image : held.images()) {
          AnnotatedImage again = PascalVoc.read(back.resolve(image.stem() + ".xml")).image();
          assertEquals(image.boxes(), again.boxes());
        }
      }
    }
  }

  private static LabelConversion convert(Path in, Path out, String to, Path images)
      throws IOException {
    return LabelConversion.of(in, Labels.AUTO, out, to, images, LabelOptions.DEFAULTS);
  }

  @Test
  public void damagedVocIsNamedAndNothingIsWritten() throws IOException {
    Path odd = DATA.resolve("odd/voc");
    assumeTrue(Files.isDirectory(odd));
    Path out = folder.getRoot().toPath().resolve("none");
    IOException e = assertThrows(IOException.class, () -> convert(odd, out, "coco", null));
    assertTrue(e.getMessage(), e.getMessage().contains("truncated.xml"));
    assertTrue(Files.notExists(out));
  }

  @Test
  public void outlinesDrawnByHandComeBackThroughGeoJson() throws IOException {
    Path set = DATA.resolve("phase/set18/RoiSet.zip");
    assumeTrue(Files.isRegularFile(set));
    Path geojson = folder.getRoot().toPath().resolve("a.geojson");
    LabelConversion done = convert(set, geojson, "geojson", null);
    assertEquals(52, done.objects());
    Path back = folder.getRoot().toPath().resolve("RoiSet.zip");
    convert(geojson, back, "rois", null);
    LabelSet before = Labels.read(set, "auto", LabelOptions.DEFAULTS).set();
    LabelSet after = Labels.read(back, "auto", LabelOptions.DEFAULTS).set();
    assertEquals(before.images().get(0).boxes(), after.images().get(0).boxes());
    assertTrue(before.classes().isEmpty());
  }

  @Test
  public void labelImagesComeBackPixelByPixelThroughCocoAndGeoJson() throws IOException {
    Path labels = DATA.resolve("dsb2018/labels");
    assumeTrue(Files.isDirectory(labels));
    Path some = folder.newFolder("labels").toPath();
    List<Path> files;
    try (Stream<Path> all = Files.list(labels)) {
      files = all.filter(f -> f.toString().endsWith(".png")).sorted().limit(6).toList();
    }
    for (Path file : files) Files.copy(file, some.resolve(file.getFileName()));
    assertEquals("labels", Labels.recognise(some).key());
    for (String format : List.of("coco", "geojson", "rois")) {
      Path there = folder.newFolder().toPath();
      convert(some, there, format, some);
      Path back = folder.newFolder().toPath();
      convert(there, back, "labels", labels);
      for (Path file : files) {
        String stem = file.getFileName().toString().replace(".png", "");
        int[] before = pixels(file);
        int[] after = pixels(back.resolve(stem + "-labels.tif"));
        // COCO counts anew: the same pixels belong together
        Map<Integer, Integer> names = new HashMap<>();
        for (int i = 0; i < before.length; i++) {
          assertEquals(before[i] == 0, after[i] == 0);
          Integer known = names.putIfAbsent(before[i], after[i]);
          if (known != null) assertEquals(known.intValue(), after[i]);
          if (!format.equals("coco")) assertEquals(before[i], after[i]);
        }
      }
    }
  }

  private static int[] pixels(Path file) throws IOException {
    ImagePlus map = ImageFiles.open(file);
    int[] all = new int[map.getWidth() * map.getHeight()];
    var cursor = LabelImages.labels(map, 1, 1, 1).cursor();
    for (int i = 0; i < all.length; i++) all[i] = cursor.next().getInteger();
    return all;
  }

  @Test
  public void pointsBecomeSquaresOnlyIfTheirSideIsGiven() throws IOException {
    Path points = DATA.resolve("rbc12/labels");
    assumeTrue(Files.isDirectory(points));
    LabelSet without = Labels.read(points, Labels.AUTO, LabelOptions.DEFAULTS).set();
    assertEquals(0, without.objects());
    assertEquals(12, without.allWarnings().size());
    Path out = folder.newFolder().toPath();
    LabelConversion done =
        LabelConversion.of(
            points, "auto", out, "voc", DATA.resolve("rbc12/images"), new LabelOptions(70));
    assertEquals(921, done.objects());
    AnnotatedImage image = PascalVoc.read(out.resolve("101.xml")).image();
    assertEquals("101.jpg", image.name());
    assertEquals(640, image.width());
    assertEquals(new AnnotatedBox(new Box(105, 204, 70, 70), "8"), image.boxes().get(0));
  }

  @Test
  public void cropsAreCutAndGiveTheirBoxesBack() throws IOException {
    Path source = DATA.resolve("livedead/annotations");
    assumeTrue(Files.isDirectory(source));
    Path some = folder.newFolder().toPath();
    List<Path> files;
    try (Stream<Path> all = Files.list(source)) {
      files = all.sorted().limit(20).toList();
    }
    for (Path file : files) Files.copy(file, some.resolve(file.getFileName()));
    Path crops = folder.newFolder().toPath();
    LabelConversion done = convert(some, crops, "crops", DATA.resolve("livedead/images"));
    assertEquals("crops", Labels.recognise(crops).key());
    LabelSet back = Labels.read(crops, Labels.AUTO, LabelOptions.DEFAULTS).set();
    assertEquals(done.objects(), back.objects());
    for (AnnotatedImage image : back.images()) {
      List<Box> now = image.boxes().stream().map(AnnotatedBox::box).toList();
      AnnotatedImage was = PascalVoc.read(some.resolve(image.name() + ".xml")).image();
      for (AnnotatedBox box : was.boxes()) assertTrue(now.contains(box.box()));
    }
  }

  @Test
  public void aFolderOfSeveralFormatsAndOneOfNoneAreRefused() throws IOException {
    Path mixed = folder.newFolder().toPath();
    IOException none = assertThrows(IOException.class, () -> Labels.recognise(mixed));
    assertTrue(none.getMessage(), none.getMessage().contains("no labels"));
    PascalVoc.write(mixed.resolve("a.xml"), new AnnotatedImage("a.png", 9, 9, List.of()));
    Files.writeString(mixed.resolve("a.geojson"), "[]");
    IOException two = assertThrows(IOException.class, () -> Labels.recognise(mixed));
    assertTrue(two.getMessage(), two.getMessage().contains("1 of voc, 1 of geojson"));
    assertThrows(IllegalArgumentException.class, () -> Labels.format("xyz"));
  }

  @Test
  public void trainingReadsCocoAndGeoJsonAsItReadsVoc() throws IOException {
    Path data = DATA.resolve("livedead");
    assumeTrue(Files.isDirectory(data));
    TrainingImages voc = TrainingImages.ofAnnotations(data, "train", "val", 1);
    for (String format : List.of("coco", "geojson", "labelme", "rois")) {
      Path root = folder.newFolder().toPath();
      Files.createSymbolicLink(root.resolve("images"), data.resolve("images").toRealPath());
      Files.createSymbolicLink(root.resolve("splits"), data.resolve("splits").toRealPath());
      Path labels = root.resolve(format.equals("coco") ? "all.json" : "labels");
      convert(data.resolve("annotations"), labels, format, null);
      TrainingImages other =
          TrainingImages.ofAnnotations(format.equals("coco") ? labels : root, "train", "val", 1);
      assertEquals(format, voc.cells(), other.cells());
      assertEquals(voc.classes(), other.classes());
      assertEquals(voc.validation().size(), other.validation().size());
      for (int i = 0; i < voc.training().size(); i++) {
        assertEquals(voc.training().get(i).name(), other.training().get(i).name());
        assertEquals(voc.training().get(i).classes(), other.training().get(i).classes());
      }
      AnnotationComparison same = AnnotationComparison.of(data.resolve("annotations"), labels, 0.5);
      assertEquals(1, same.all().counts().f1(), 0);
      assertEquals(1, same.all().classes().accuracy(), 0);
    }
  }
}
