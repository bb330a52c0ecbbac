package org.unstained.annotation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotationWarning.Kind;
import org.unstained.cells.Box;

public class LabelledImagesTest {
  private static final Path DATA = Path.of("../shared/data");
  private static final Predicate<Path> PICTURES =
      f -> f.toString().endsWith(".png") || f.toString().endsWith(".jpg");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private Path root;

  @Before
  public void makeFolders() throws IOException {
    root = temporary.getRoot().toPath();
    Files.createDirectories(root.resolve("JPEGImages"));
    Files.createDirectories(root.resolve("Annotations"));
    Files.createDirectories(root.resolve("ImageSets/Main"));
  }

  @Test
  public void imagesAndAnnotationsOfOneNameBelongTogether() throws IOException {
    image("b (1).png");
    image("a.v2.jpg");
    annotate("b (1)", "b (1).png", "RBC");
    annotate("a.v2", "a.v2.jpg", "WBC");
    LabelledImages all = LabelledImages.read(AnnotationFolder.find(root), PICTURES);
    assertEquals(List.of("a.v2.jpg", "b (1).png"), names(all));
    assertEquals(List.of("RBC", "WBC"), all.classes());
    assertEquals(List.of(), all.warnings());
  }

  @Test
  public void whatHasNoPartnerIsReported() throws IOException {
    image("alone.png");
    image("both.png");
    annotate("both", "both.png", "RBC");
    annotate("lost", "lost.png", "RBC");
    LabelledImages all = LabelledImages.read(AnnotationFolder.find(root), PICTURES);
    assertEquals(List.of("both.png"), names(all));
    assertEquals(List.of(Kind.NO_IMAGE, Kind.NO_ANNOTATION), kinds(all));
    assertEquals("lost.xml", all.warnings().get(0).file().getFileName().toString());
    assertEquals("alone.png", all.warnings().get(1).file().getFileName().toString());
  }

  @Test
  public void theNameInsideDecidesAmongSeveralImages() throws IOException {
    image("a.png");
    image("a.jpg");
    annotate("a", "a.jpg", "RBC");
    LabelledImages all = LabelledImages.read(AnnotationFolder.find(root), PICTURES);
    assertEquals(List.of("a.jpg"), names(all));
    annotate("a", "a.tif", "RBC");
    IOException e =
        assertThrows(
            IOException.class, () -> LabelledImages.read(AnnotationFolder.find(root), PICTURES));
    assertTrue(e.getMessage(), e.getMessage().contains("[a.jpg, a.png]"));
  }

  @Test
  public void theNameInsideFindsAnImageOfAnotherName() throws IOException {
    image("field 1.png");
    annotate("0001", "field 1.png", "RBC");
    LabelledImages all = LabelledImages.read(AnnotationFolder.find(root), PICTURES);
    assertEquals(List.of("field 1.png"), names(all));
    assertEquals(List.of(Kind.OTHER_NAME), kinds(all));
  }

  @Test
  public void aListIsFollowedInItsOrderAndItsGapsReported() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      image(name + ".png");
      if (!name.equals("c")) annotate(name, name + ".png", "RBC");
    }
    Files.writeString(
        root.resolve("ImageSets/Main/train.txt"), "\uFEFFb\r\n\r\n a.png \r\nb\nmissing\nc");
    AnnotationFolder folder = AnnotationFolder.find(root);
    LabelledImages all = LabelledImages.read(folder, folder.names("train"), PICTURES);
    assertEquals(List.of("b.png", "a.png"), names(all));
    assertEquals(List.of(Kind.LISTED_TWICE, Kind.NOT_FOUND, Kind.NO_ANNOTATION), kinds(all));
    IOException e = assertThrows(IOException.class, () -> folder.names("test"));
    assertTrue(e.getMessage(), e.getMessage().contains("[train]"));
  }

  @Test
  public void brokenAnnotationsAreCountedAndTheFirstIsNamed() throws IOException {
    for (String name : List.of("a", "b", "c")) {
      image(name + ".png");
      annotate(name, name + ".png", "RBC");
    }
    Files.writeString(root.resolve("Annotations/b.xml"), "<annotation>");
    Files.writeString(root.resolve("Annotations/c.xml"), "");
    IOException e =
        assertThrows(
            IOException.class, () -> LabelledImages.read(AnnotationFolder.find(root), PICTURES));
    assertTrue(e.getMessage(), e.getMessage().contains("b.xml"));
    assertTrue(e.getMessage(), e.getMessage().contains("1 more"));
    assertEquals(2, e.getSuppressed().length);
  }

  @Test
  public void otherClassesAreLeftOutAndEmptyOnesReported() throws IOException {
    image("a.png");
    image("b.png");
    annotate("a", "a.png", "RBC", "Blast", "Blast");
    annotate("b", "b.png", "Blast");
    LabelledImages some =
        LabelledImages.read(AnnotationFolder.find(root), PICTURES).ofClasses(List.of("RBC", "WBC"));
    assertEquals(List.of("RBC"), some.classes());
    assertEquals(2, some.images().size());
    assertEquals(List.of(Kind.OTHER_CLASS, Kind.OTHER_CLASS, Kind.EMPTY_CLASS), kinds(some));
    String message = some.warnings().get(0).toString();
    assertTrue(message, message.startsWith("a.xml: has 2 of class 'Blast'"));
  }

  @Test
  public void aFolderMayHoldImagesAndAnnotationsTogether() throws IOException {
    Path flat = temporary.newFolder("flat").toPath();
    Files.createFile(flat.resolve("a.png"));
    PascalVoc.write(flat.resolve("a.xml"), new AnnotatedImage("a.png", 5, 5, List.of()));
    assertEquals(
        List.of("a.png"), names(LabelledImages.read(AnnotationFolder.find(flat), PICTURES)));
    assertThrows(IOException.class, () -> AnnotationFolder.find(flat.resolve("a.png")));
  }

  @Test
  public void theLiveDeadSetIsReadWhole() throws IOException {
    Path set = DATA.resolve("livedead");
    Assume.assumeTrue("skipped: no " + set, Files.isDirectory(set));
    AnnotationFolder folder = AnnotationFolder.find(set);
    LabelledImages all = LabelledImages.read(folder, PICTURES);
    assertEquals(500, all.images().size());
    assertEquals(1355, count(all, "Living Cell"));
    assertEquals(494, count(all, "Dead Cell"));
    assertEquals(List.of(), all.warnings());
    assertEquals(398, LabelledImages.read(folder, folder.names("train"), PICTURES).images().size());
    LabelledImages val = LabelledImages.read(folder, folder.names("val"), PICTURES);
    assertEquals(102, val.images().size());
    assertEquals(List.of(), val.warnings());
  }

  @Test
  public void theBloodSetIsReadWholeButForTwoBoxesWithoutArea() throws IOException {
    Path set = DATA.resolve("bccd");
    Assume.assumeTrue("skipped: no " + set, Files.isDirectory(set));
    AnnotationFolder folder = AnnotationFolder.find(set);
    LabelledImages all = LabelledImages.read(folder, PICTURES);
    assertEquals(292, all.images().size());
    assertEquals(3350 + 301 + 292 - 2, count(all, "RBC", "WBC", "Platelets"));
    assertEquals(List.of(Kind.NO_AREA, Kind.NO_AREA), kinds(all));
    assertEquals(10, folder.names("val_overlapping_train").size());
  }

  private void image(String name) throws IOException {
    Files.createFile(root.resolve("JPEGImages").resolve(name));
  }

  private void annotate(String stem, String image, String... classes) throws IOException {
    List<AnnotatedBox> boxes =
        Arrays.stream(classes).map(c -> new AnnotatedBox(new Box(1, 1, 4, 4), c)).toList();
    PascalVoc.write(
        root.resolve("Annotations/" + stem + ".xml"), new AnnotatedImage(image, 9, 9, boxes));
  }

  private static long count(LabelledImages all, String... classes) {
    return all.images().stream()
        .flatMap(i -> i.annotated().boxes().stream())
        .filter(b -> List.of(classes).contains(b.className()))
        .count();
  }

  private static List<String> names(LabelledImages all) {
    return all.images().stream().map(i -> i.file().getFileName().toString()).toList();
  }

  private static List<Kind> kinds(LabelledImages all) {
    return all.warnings().stream().map(AnnotationWarning::kind).toList();
  }
}
