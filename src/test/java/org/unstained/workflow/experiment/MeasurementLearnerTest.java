package org.unstained.workflow.experiment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.DrawnOutline;
import org.unstained.annotation.ObjectDetails;
import org.unstained.annotation.Ring;
import org.unstained.cells.Box;
import org.unstained.classical.Method;
import org.unstained.workflow.training.ChosenFeatures;
import org.unstained.workflow.training.TrainingImage;
import org.unstained.workflow.training.TrainingImages;

/** Discs and ellipses: classical classifiers behind the door of an experiment. */
public class MeasurementLearnerTest {
  private static final List<String> CLASSES = List.of("disc", "ellipse");
  private final Random random = new Random(11);

  @Test
  public void eachMethodTellsShapesApartAndKnowsAllClasses() throws IOException {
    List<TrainingImage> images = images(12);
    for (Method method : Method.values()) {
      MeasurementLearner learner = MeasurementLearner.of(method, ChosenFeatures.EPFL);
      Answers.OfCells answers =
          (Answers.OfCells) learner.learn(task(images, CLASSES, List.of("line"))).get(0);
      assertEquals(3 * 6, answers.cells().size());
      for (var cell : answers.cells()) {
        assertEquals(cell.className(), cell.scores().names().get(cell.scores().best()));
        assertEquals(List.of("disc", "ellipse", "line"), cell.scores().names());
        assertEquals(0, cell.scores().get(2), 0);
      }
      assertEquals(method == Method.KNN, answers.chosen().containsKey("neighbours"));
    }
  }

  @Test
  public void oneSeedGivesOneAnswer() throws IOException {
    List<TrainingImage> images = images(12);
    MeasurementLearner forest = MeasurementLearner.of(Method.FOREST, "area,solidity");
    assertEquals(
        forest.learn(task(images, CLASSES, List.of())),
        forest.learn(task(images, CLASSES, List.of())));
  }

  @Test
  public void cellsWithoutOutlinesAreRefused() {
    List<AnnotatedBox> boxes = List.of(new AnnotatedBox(new Box(1, 1, 9, 9), "disc"));
    TrainingImage image =
        TrainingImage.of(new ImagePlus("x", new ByteProcessor(20, 20)), 1, 1, boxes);
    MeasurementLearner learner = MeasurementLearner.of(Method.KNN, ChosenFeatures.EPFL);
    Exception e =
        assertThrows(
            IllegalArgumentException.class,
            () -> learner.learn(task(List.of(image, image, image, image), CLASSES, List.of())));
    assertTrue(e.getMessage(), e.getMessage().contains("have no outlines"));
  }

  /** A quarter is tested. */
  private static Learner.Task task(
      List<TrainingImage> images, List<String> classes, List<String> more) {
    int test = images.size() / 4;
    List<String> all = new ArrayList<>(classes);
    all.addAll(more);
    return new Learner.Task(
        new TrainingImages(
            images.subList(2 * test, images.size()), images.subList(test, 2 * test), List.of()),
        images.subList(0, test),
        all,
        5,
        Path.of("nowhere"),
        line -> {},
        () -> false);
  }

  private List<TrainingImage> images(int count) {
    List<TrainingImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<AnnotatedBox> cells = new ArrayList<>();
      for (int c = 0; c < 6; c++) {
        boolean disc = c % 2 == 0;
        double r = 8 + random.nextDouble();
        cells.add(
            AnnotatedBox.of(
                DrawnOutline.of(ellipse(20 + 30 * c, 30, disc ? r : 12, disc ? r : 5)),
                disc ? "disc" : "ellipse",
                ObjectDetails.NONE));
      }
      images.add(TrainingImage.of(new ImagePlus("p" + i, new ByteProcessor(200, 60)), 1, 1, cells));
    }
    return images;
  }

  private static Ring ellipse(double x, double y, double a, double b) {
    int corners = 40;
    double[] xs = new double[corners];
    double[] ys = new double[corners];
    for (int i = 0; i < corners; i++) {
      xs[i] = x + a * Math.cos(2 * Math.PI * i / corners);
      ys[i] = y + b * Math.sin(2 * Math.PI * i / corners);
    }
    return new Ring(xs, ys);
  }
}
