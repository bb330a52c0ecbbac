package org.unstained.workflow.labels;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.cells.MatchCounts;

public class AnnotationComparisonTest {
  private static final double EXACT = 1e-12;
  private static final Path LIVEDEAD = Path.of("../shared/data/livedead/annotations");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path folder(String name) throws IOException {
    return Files.createDirectories(temporary.getRoot().toPath().resolve(name));
  }

  private static AnnotatedBox box(double x, double y, double side, String name) {
    return new AnnotatedBox(new Box(x, y, side, side), name);
  }

  private static void write(Path folder, String name, AnnotatedBox... boxes) throws IOException {
    PascalVoc.write(
        folder.resolve(name + ".xml"), new AnnotatedImage(name + ".png", 200, 100, List.of(boxes)));
  }

  /**
   * Image a: the first pair overlaps by 10 x 8 of 120 (IoU 2/3), the second is the same (1), the
   * third predicted has no cell, the fourth cell none. Image b: one pair that is the same, called
   * another class.
   */
  @Test
  public void figuresAreThoseReckonedByHand() throws IOException {
    Path truth = folder("truth");
    Path predicted = folder("predicted");
    write(truth, "a", box(10, 10, 10, "living"), box(50, 50, 20, "dead"), box(90, 10, 9, "living"));
    write(
        predicted,
        "a",
        box(50, 50, 20, "dead"),
        box(10, 12, 10, "living"),
        box(150, 10, 9, "dead"));
    write(truth, "b", box(10, 10, 10, "living"));
    write(predicted, "b", box(10, 10, 10, "dead"));
    write(truth, "c");
    write(predicted, "c");
    AnnotationComparison compared = AnnotationComparison.of(truth, predicted, 0.5);
    assertEquals(List.of(), compared.notes());
    AnnotationComparison.Row a = compared.images().get(0);
    assertEquals(new MatchCounts(2, 1, 1), a.counts());
    assertEquals((2 / 3.0 + 1) / 2, a.meanIou(), EXACT);
    assertEquals(1, a.classes().accuracy(), 0);
    assertEquals(1, a.classes().kappa(), EXACT);
    assertEquals(0, compared.images().get(1).classes().accuracy(), 0);
    assertEquals(MatchCounts.NONE, compared.images().get(2).counts());
    AnnotationComparison.Row all = compared.all();
    assertEquals(AnnotationComparison.ALL, all.image());
    assertEquals(new MatchCounts(3, 1, 1), all.counts());
    assertEquals(3 / 4.0, all.counts().precision(), EXACT);
    assertEquals(3 / 4.0, all.counts().f1(), EXACT);
    assertEquals((2 / 3.0 + 1 + 1) / 3, all.meanIou(), EXACT);
    assertEquals(2 / 3.0, all.classes().accuracy(), EXACT);
    // by chance (2/3)(1/3) + (1/3)(2/3) = 4/9 agree
    assertEquals((2 / 3.0 - 4 / 9.0) / (1 - 4 / 9.0), all.classes().kappa(), EXACT);
    MatchCounts strict = AnnotationComparison.of(truth, predicted, 0.7).all().counts();
    assertEquals(new MatchCounts(2, 2, 2), strict);
    MatchCounts exactly = AnnotationComparison.of(truth, predicted, 2 / 3.0).all().counts();
    assertEquals("an IoU of exactly the threshold is enough", 3, exactly.found());
  }

  @Test
  public void theBetterOverlapWinsWhateverTheOrderInTheFile() throws IOException {
    Path truth = folder("truth");
    Path predicted = folder("predicted");
    write(truth, "a", box(10, 10, 20, "x"));
    write(predicted, "a", box(10, 15, 20, "y"), box(10, 11, 20, "x"));
    AnnotationComparison.Row row = AnnotationComparison.of(truth, predicted, 0.5).all();
    assertEquals(new MatchCounts(1, 1, 0), row.counts());
    assertEquals(19 / 21.0, row.meanIou(), EXACT);
    assertEquals(1, row.classes().accuracy(), 0);
  }

  @Test
  public void filesWithoutPartnerAreLeftOutAndSaid() throws IOException {
    Path truth = folder("truth");
    Path predicted = folder("predicted");
    write(truth, "a", box(1, 1, 9, "x"));
    write(truth, "b", box(1, 1, 9, "x"));
    write(predicted, "a", box(1, 1, 9, "x"));
    write(predicted, "c", box(1, 1, 9, "x"));
    AnnotationComparison compared = AnnotationComparison.of(truth, predicted, 0.5);
    assertEquals(1, compared.images().size());
    assertEquals(2, compared.notes().size());
    assertTrue(compared.notes().get(0), compared.notes().get(0).endsWith("b.xml"));
    assertTrue(compared.notes().get(1), compared.notes().get(1).endsWith("c.xml"));
  }

  @Test
  public void whatCannotBeComparedIsRefusedWithAReason() throws IOException {
    Path truth = folder("truth");
    Path predicted = folder("predicted");
    assertRefused(truth, predicted, "holds no Pascal VOC");
    write(truth, "a", box(1, 1, 9, "x"));
    assertRefused(truth, predicted.resolve("none"), "no folder");
    write(predicted, "b", box(1, 1, 9, "x"));
    assertRefused(truth, predicted, "a.xml and b.xml");
    PascalVoc.write(predicted.resolve("a.xml"), new AnnotatedImage("a.png", 100, 100, List.of()));
    assertRefused(truth, predicted, "can't be about the same image");
    Files.writeString(predicted.resolve("a.xml"), "<annotation><object>");
    assertRefused(truth, predicted, "a.xml");
  }

  private static void assertRefused(Path truth, Path predicted, String word) {
    String message =
        assertThrows(IOException.class, () -> AnnotationComparison.of(truth, predicted, 0.5))
            .getMessage();
    assertTrue(message, message.contains(word));
  }

  /**
   * Of the real annotations every tenth box is taken away, every tenth is called the other class,
   * every seventh image gets a box where none is, and the rest is shuffled and moved by a pixel.
   */
  @Test
  public void whatWasChangedInRealAnnotationsIsWhatIsFound() throws IOException {
    Assume.assumeTrue("no " + LIVEDEAD, Files.isDirectory(LIVEDEAD));
    Path predicted = folder("predicted");
    List<Path> files;
    try (var all = Files.list(LIVEDEAD)) {
      files = all.filter(f -> f.toString().endsWith(".xml")).sorted().toList();
    }
    int n = 0;
    int missed = 0;
    int other = 0;
    int wrong = 0;
    for (int i = 0; i < files.size(); i++) {
      AnnotatedImage image = PascalVoc.read(files.get(i)).image();
      List<AnnotatedBox> boxes = new ArrayList<>();
      for (AnnotatedBox one : image.boxes()) {
        n++;
        if (n % 10 == 0) {
          missed++;
          continue;
        }
        boolean swapped = n % 10 == 5;
        if (swapped) other++;
        Box b = one.box();
        double x = b.x() >= 1 ? b.x() - 1 : b.x();
        String dead = one.className().startsWith("Dead") ? "Living Cell" : "Dead Cell";
        boxes.add(
            new AnnotatedBox(
                new Box(x, b.y(), b.width(), b.height()), swapped ? dead : one.className()));
      }
      if (i % 7 == 0) {
        wrong++;
        boxes.add(box(0, 0, 4, "Dead Cell"));
      }
      Collections.shuffle(boxes, new Random(i));
      PascalVoc.write(
          predicted.resolve(files.get(i).getFileName()),
          new AnnotatedImage(image.name(), image.width(), image.height(), boxes));
    }
    AnnotationComparison.Row all =
        AnnotationComparison.of(LIVEDEAD.getParent(), predicted, 0.5).all();
    assertEquals(new MatchCounts(n - missed, wrong, missed), all.counts());
    assertEquals(1 - (double) other / (n - missed), all.classes().accuracy(), EXACT);
    assertTrue("" + all.meanIou(), all.meanIou() > 0.85 && all.meanIou() < 0.95);
    AnnotationComparison.Row turned = AnnotationComparison.of(predicted, LIVEDEAD, 0.5).all();
    assertEquals(new MatchCounts(n - missed, missed, wrong), turned.counts());
    assertEquals(all.meanIou(), turned.meanIou(), EXACT);
    assertEquals(all.classes().kappa(), turned.classes().kappa(), EXACT);
    AnnotationComparison.Row same = AnnotationComparison.of(LIVEDEAD, LIVEDEAD, 1).all();
    assertEquals(new MatchCounts(n, 0, 0), same.counts());
    assertEquals(1, same.classes().kappa(), EXACT);
  }
}
