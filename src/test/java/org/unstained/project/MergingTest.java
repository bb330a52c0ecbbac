package org.unstained.project;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.inference.Suppression;
import org.unstained.inference.SuppressionSettings;

public class MergingTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();
  private AnnotationProject project;

  @Before
  public void setUp() throws IOException {
    Path root = temporary.getRoot().toPath();
    Path images = Files.createDirectories(root.resolve("images"));
    for (String name : List.of("a", "b", "c"))
      new FileSaver(new ImagePlus(name, new ByteProcessor(100, 100)))
          .saveAsPng(images.resolve(name + ".png").toString());
    project =
        AnnotationProject.create(
            root.resolve("project"),
            ProjectSettings.classes(List.of("x", "y")),
            Optional.of(images));
    project.setAnnotator(new Annotator("student", 0.5));
    project.setAnnotator(new Annotator("expert", 4));
  }

  private static AnnotatedBox box(double x, double y, String name) {
    return new AnnotatedBox(new Box(x, y, 10, 10), name);
  }

  private void done(String who, int image, AnnotatedBox... boxes) throws IOException {
    ProjectImage of = project.images().get(image);
    project.finish(
        who,
        of,
        new AnnotatedImage(of.name() + ".png", 100, 100, List.of(boxes)),
        Optional.empty(),
        Double.NaN);
  }

  @Test
  public void theMoreExperiencedWinsWhoeverIsNamedFirst() throws IOException {
    done("expert", 0, box(10, 10, "x"), box(50, 10, "y"));
    done("student", 0, box(12, 10, "y"), box(50, 11, "y"), box(80, 80, "x"));
    done("student", 1, box(1, 1, "x")); // the expert hasn't seen this one
    for (boolean turned : new boolean[] {false, true}) {
      Merging.Result result =
          Merging.run(
              project,
              turned ? "expert" : "student",
              turned ? "student" : "expert",
              0.5,
              false,
              true);
      assertEquals(1, result.images().rows().size());
      assertEquals(List.of("a", 2, 3, 3, 2, 0, 1, 1), result.images().rows().get(0));
      List<AnnotatedBox> merged = merged(0);
      assertEquals(List.of(box(10, 10, "x"), box(50, 10, "y"), box(80, 80, "x")), merged);
      List<Object> conflict = result.agreement().conflicts().rows().get(0);
      assertEquals(List.of("a", 10.0, 10.0), conflict.subList(0, 3));
      assertEquals(List.of("x", "y"), conflict.subList(5, 7));
    }
    // Theirs stay.
    assertEquals(3, project.finished("student", project.images().get(0)).get().boxes().size());
    assertTrue(Files.exists(project.folder().resolve("agreement/expert-student-conflicts.csv")));
  }

  private List<AnnotatedBox> merged(int image) throws IOException {
    return project
        .finished(AnnotationProject.MERGED, project.images().get(image))
        .orElseThrow()
        .boxes();
  }

  @Test
  public void cellsOfTheLessExperiencedMayBeLeftOutAndMergedOnesStay() throws IOException {
    done("expert", 0, box(10, 10, "x"));
    done("student", 0, box(80, 80, "x"));
    Merging.run(project, "student", "expert", 0.5, true, false);
    assertEquals(List.of(box(10, 10, "x")), merged(0));
    assertEquals(1, Merging.run(project, "student", "expert", 0.5, false, false).passed());
    assertEquals(1, merged(0).size());
    Merging.run(project, "student", "expert", 0.5, false, true);
    assertEquals(2, merged(0).size());
  }

  @Test
  public void mergedAnnotationsCountBeforeAllOthers() throws IOException {
    for (int i = 0; i < 2; i++) {
      done("expert", i, box(10, 10, "x"));
      done("student", i, box(80, 80, "x"));
    }
    Merging.run(project, "student", "expert", 0.5, false, false);
    TrainingRound.prepare(project, 0.5, 1);
    assertEquals(
        2, ProjectStates.of(project).get(0).cells().values().stream().mapToInt(n -> n).sum());
    assertEquals(List.of("merged", "expert", "student"), ProjectStates.of(project).get(0).done());
  }

  @Test
  public void itIsSuppressionByExperienceWhereNobodysOwnBoxesOverlap() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<AnnotatedBox> first = apart(random);
      List<AnnotatedBox> second = apart(random);
      double overlap = 0.1 + 0.6 * random.nextDouble();
      List<Detection> all = new ArrayList<>();
      for (AnnotatedBox b : first) all.add(detection(b, 0.9));
      for (AnnotatedBox b : second) all.add(detection(b, 0.2));
      SuppressionSettings settings =
          new SuppressionSettings(SuppressionSettings.Measure.IOU, overlap, false);
      Set<Box> expected =
          Suppression.keep(all, settings).stream().map(Detection::box).collect(Collectors.toSet());
      AnnotationMerge merge = AnnotationMerge.of(first, second, overlap, false);
      assertEquals(
          expected, merge.boxes().stream().map(AnnotatedBox::box).collect(Collectors.toSet()));
      assertEquals(second.size(), merge.replaced() + merge.onlySecond());
      assertEquals(merge.boxes().size(), first.size() + merge.onlySecond());
    }
  }

  @Test
  public void whoDrewTwoCellsThatOverlapSawTwo() {
    List<AnnotatedBox> close = List.of(box(0, 0, "x"), box(2, 0, "x"));
    assertEquals(2, AnnotationMerge.of(close, List.of(), 0.5, false).boxes().size());
    assertEquals(2, AnnotationMerge.of(List.of(), close, 0.5, false).boxes().size());
  }

  /** Boxes on a grid, moved a little, so that none overlaps its neighbour. */
  private static List<AnnotatedBox> apart(Random random) {
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (int i = 0; i < 16; i++)
      if (random.nextBoolean())
        boxes.add(
            new AnnotatedBox(
                new Box(
                    i % 4 * 20 + 9 * random.nextDouble(),
                    i / 4 * 20 + 9 * random.nextDouble(),
                    10,
                    10),
                random.nextBoolean() ? "x" : "y"));
    return boxes;
  }

  private static Detection detection(AnnotatedBox box, double score) {
    return new Detection(box.box(), 0, score, ClassScores.of(List.of("c"), 1));
  }

  @Test
  public void agreementIsThatOfTheComparisonOfFolders() throws IOException {
    done("expert", 0, box(10, 10, "x"), box(50, 10, "y"), box(30, 60, "y"));
    done("student", 0, box(12, 10, "y"), box(50, 10, "y"), box(80, 80, "x"));
    Agreement agreement = Agreement.of(project, "student", "expert", 0.5);
    List<Object> all = agreement.images().rows().get(1);
    assertEquals(List.of("all images", 3L, 3L, 2L, 1L, 1L), all.subList(0, 6));
    assertArrayEquals(
        new double[] {2 / 3.0, (8 / 12.0 + 1) / 2, 0.5, 0},
        all.subList(6, 10).stream().mapToDouble(v -> (Double) v).toArray(),
        1e-12);
    assertTrue(agreement.summary(), agreement.summary().startsWith("expert and student"));
  }

  @Test
  public void whatCantBeComparedIsSaid() throws IOException {
    assertThrows(
        IllegalArgumentException.class, () -> Agreement.of(project, "expert", "expert", 0.5));
    assertThrows(IllegalArgumentException.class, () -> Agreement.of(project, "expert", "who", 0.5));
    assertThrows(
        IllegalArgumentException.class, () -> Agreement.of(project, "expert", "merged", 0.5));
    assertTrue(
        assertThrows(IOException.class, () -> Agreement.of(project, "expert", "student", 0.5))
            .getMessage()
            .contains("finished no image"));
    project.setAnnotator(new Annotator("peer", 4));
    done("expert", 0, box(10, 10, "x"));
    done("peer", 0, box(10, 10, "x"));
    Agreement even = Agreement.of(project, "peer", "expert", 0.5);
    assertEquals("peer", even.first().name());
    assertTrue(even.notes().get(0), even.notes().get(0).contains("equally experienced"));
  }
}
