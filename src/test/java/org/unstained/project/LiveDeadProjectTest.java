package org.unstained.project;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Assume;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.PascalVoc;
import org.unstained.cells.Box;
import org.unstained.workflow.analysis.DetectOptions;

/**
 * A project on real images: the first thirty are annotated, the bundled model proposes on others,
 * which it hasn't learned from, and what is to be corrected is counted against the truth.
 */
public class LiveDeadProjectTest {
  private static final Path DATA = Path.of("../shared/data/livedead");

  /** A proposed box that overlaps the true one so much needn't be moved. */
  private static final double GOOD = 0.5;

  /** Who wants boxes that fit better moves more of them. */
  private static final double STRICT = 0.7;

  private static final int ANNOTATED = 30;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void correctingIsLessWorkThanDrawing() throws IOException {
    Assume.assumeTrue(Files.isDirectory(DATA));
    AnnotationProject project = project();
    Result result = simulate(project);
    // Drawing takes an action a cell. What was measured stands in docs/project.md.
    assertTrue(result.toString(), result.corrections.actions() < 0.25 * result.cells);
    assertTrue(result.toString(), result.rank > 0.2);
  }

  private AnnotationProject project() throws IOException {
    Path images = Files.createDirectories(temporary.getRoot().toPath().resolve("images"));
    for (String name : Files.readAllLines(DATA.resolve("splits/val.txt")))
      if (!name.isBlank())
        Files.copy(DATA.resolve("images").resolve(name + ".png"), images.resolve(name + ".png"));
    AnnotationProject project =
        AnnotationProject.create(
            temporary.getRoot().toPath().resolve("project"),
            ProjectSettings.classes(List.of("Living Cell", "Dead Cell")),
            Optional.of(images));
    project.setAnnotator(new Annotator("A", 3));
    project.setAnnotator(new Annotator("B", 1));
    return project;
  }

  /**
   * @param cells that there are in the images with proposals
   * @param rank Spearman's correlation of an image's doubt with the corrections that it needs
   */
  private record Result(
      int images, int cells, Corrections corrections, Corrections strict, double rank) {}

  private Result simulate(AnnotationProject project) throws IOException {
    List<ProjectImage> images = project.images();
    for (ProjectImage image : images.subList(0, ANNOTATED))
      project.finish("A", image, truth(image), Optional.empty(), Double.NaN);
    DetectOptions options =
        DetectOptions.of("livedead-detector").withClassifier("livedead-classifier");
    Proposing.Result proposed = Proposing.run(project, "", options, false, (d, a, n) -> true);
    assertEquals(images.size() - ANNOTATED, proposed.images());
    Corrections all = Corrections.NONE;
    Corrections strict = Corrections.NONE;
    int cells = 0;
    List<Double> doubts = new ArrayList<>();
    List<Double> work = new ArrayList<>();
    for (ImageState state : ProjectStates.of(project)) {
      if (!state.done().isEmpty()) continue;
      List<AnnotatedBox> truth = truth(state.image()).boxes();
      Corrections needed = Corrections.of(state.proposal().orElseThrow().boxes(), truth, GOOD);
      all = all.plus(needed);
      strict = strict.plus(Corrections.of(state.proposal().get().boxes(), truth, STRICT));
      cells += truth.size();
      if (Double.isNaN(state.doubt())) continue;
      doubts.add(state.doubt());
      work.add((double) needed.actions());
    }
    return new Result(proposed.images(), cells, all, strict, spearman(doubts, work));
  }

  @Test
  public void agreementOfTwoAnnotatorsIsWhatWasDoneToTheSecond() throws IOException {
    Assume.assumeTrue(Files.isDirectory(DATA));
    AnnotationProject project = project();
    Random random = new Random(5);
    int left = 0, added = 0, renamed = 0, cells = 0;
    for (ProjectImage image : project.images().subList(0, ANNOTATED)) {
      AnnotatedImage truth = truth(image);
      project.finish("A", image, truth, Optional.empty(), Double.NaN);
      List<AnnotatedBox> other = new ArrayList<>();
      for (AnnotatedBox box : truth.boxes()) {
        cells++;
        if (random.nextInt(10) == 0) {
          left++;
          continue;
        }
        boolean wrong = random.nextInt(8) == 0;
        if (wrong) renamed++;
        other.add(
            new AnnotatedBox(
                moved(box.box(), random),
                wrong
                    ? box.className().equals("Dead Cell") ? "Living Cell" : "Dead Cell"
                    : box.className()));
      }
      if (random.nextInt(3) == 0) {
        other.add(new AnnotatedBox(new Box(0, 0, 6, 6), "Dead Cell"));
        added++;
      }
      project.finish(
          "B",
          image,
          new AnnotatedImage(truth.name(), truth.width(), truth.height(), other),
          Optional.empty(),
          Double.NaN);
    }
    Merging.Result merged = Merging.run(project, "B", "A", 0.4, false, false);
    Agreement agreement = merged.agreement();
    assertEquals(cells - left, agreement.all().counts().found());
    assertEquals(left, agreement.all().counts().missed());
    assertEquals(added, agreement.all().counts().wrong());
    assertEquals(renamed, agreement.conflicts().rows().size());
    int total = 0;
    for (List<Object> row : merged.images().rows()) total += (Integer) row.get(3);
    assertEquals(cells + added, total);
  }

  /** By up to two pixels each way. */
  private static Box moved(Box box, Random random) {
    return new Box(
        Math.max(0, box.x() + random.nextInt(5) - 2),
        Math.max(0, box.y() + random.nextInt(5) - 2),
        box.width(),
        box.height());
  }

  private static AnnotatedImage truth(ProjectImage image) throws IOException {
    return PascalVoc.read(DATA.resolve("annotations").resolve(image.name() + ".xml")).image();
  }

  private static double spearman(List<Double> a, List<Double> b) {
    double[] x = ranks(a), y = ranks(b);
    double mean = (x.length + 1) / 2.0, xy = 0, xx = 0, yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
      yy += (y[i] - mean) * (y[i] - mean);
    }
    return xy / Math.sqrt(xx * yy);
  }

  /** Equal values share the mean of their ranks. */
  private static double[] ranks(List<Double> values) {
    TreeMap<Double, List<Integer>> places = new TreeMap<>();
    for (int i = 0; i < values.size(); i++)
      places.computeIfAbsent(values.get(i), v -> new ArrayList<>()).add(i);
    double[] ranks = new double[values.size()];
    int before = 0;
    for (List<Integer> equal : places.values()) {
      for (int i : equal) ranks[i] = before + (equal.size() + 1) / 2.0;
      before += equal.size();
    }
    return ranks;
  }
}
