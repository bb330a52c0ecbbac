package org.unstained.inference;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.unstained.cells.Box;
import org.unstained.inference.SuppressionSettings.Measure;

public class SuppressionTest {
  private static final List<String> NAMES = List.of("a", "b", "c");

  private static Detection detection(double x, double y, double w, double h, int type, double s) {
    float[] scores = new float[NAMES.size()];
    scores[type] = (float) s;
    return new Detection(new Box(x, y, w, h), type, (float) s, ClassScores.of(NAMES, scores));
  }

  /** As the definition says, every kept one against every other. */
  private static List<Detection> naive(List<Detection> detections, SuppressionSettings settings) {
    List<Detection> sorted = new ArrayList<>(detections);
    sorted.sort(
        Comparator.comparingDouble((Detection d) -> -d.score())
            .thenComparingDouble(d -> d.box().y())
            .thenComparingDouble(d -> d.box().x())
            .thenComparingDouble(d -> d.box().height())
            .thenComparingDouble(d -> d.box().width())
            .thenComparingInt(Detection::type));
    List<Detection> kept = new ArrayList<>();
    for (Detection d : sorted) {
      boolean free = true;
      for (Detection k : kept)
        if (!(settings.perClass() && k.type() != d.type())
            && overlap(k.box(), d.box(), settings.measure()) > settings.threshold()) free = false;
      if (free) kept.add(d);
    }
    return kept;
  }

  private static double overlap(Box a, Box b, Measure measure) {
    if (measure == Measure.IOU) return Math.min(1, a.iou(b));
    double w = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double h = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    double both = Math.max(0, w) * Math.max(0, h);
    return both > 0 ? Math.min(1, both / Math.min(a.area(), b.area())) : 0;
  }

  private static void sameAsNaive(List<Detection> detections) {
    for (Measure measure : Measure.values())
      for (double threshold : new double[] {0, 0.1, 0.3, 0.5, 0.75, 0.95, 1})
        for (boolean perClass : new boolean[] {false, true}) {
          var settings = new SuppressionSettings(measure, threshold, perClass);
          assertTrue(
              settings.toString(),
              naive(detections, settings).equals(Suppression.keep(detections, settings)));
        }
  }

  @Test
  public void randomBoxesGoAsTheDefinitionSays() {
    Random random = new Random(1);
    for (int round = 0; round < 4; round++) {
      List<Detection> boxes = new ArrayList<>();
      for (int i = 0; i < 400; i++)
        boxes.add(
            detection(
                random.nextInt(200),
                random.nextInt(200) - 50,
                1 + random.nextInt(60),
                1 + random.nextInt(60),
                random.nextInt(3),
                random.nextInt(20) / 20.0));
      sameAsNaive(boxes);
    }
  }

  @Test
  public void boxesOfAllSizesGoAsTheDefinitionSays() {
    Random random = new Random(2);
    List<Detection> boxes = new ArrayList<>();
    for (int i = 0; i < 400; i++)
      boxes.add(
          detection(
              random.nextGaussian() * 100,
              random.nextGaussian() * 100,
              Math.exp(8 * random.nextDouble() - 2),
              Math.exp(8 * random.nextDouble() - 2),
              random.nextInt(3),
              random.nextDouble()));
    for (int i = 0; i < 20; i++) boxes.add(detection(i, i, 0, i % 2, 0, 0.5));
    sameAsNaive(boxes);
  }

  @Test
  public void nestedAndEqualAndTouchingBoxesGoAsTheDefinitionSays() {
    List<Detection> boxes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      boxes.add(detection(i, i, 200 - 2 * i, 200 - 2 * i, i % 3, 0.5));
      boxes.add(detection(50, 60, 30, 40, i % 3, 0.25));
      boxes.add(detection(10 * i, 300, 10, 10, 0, 0.75));
      boxes.add(detection(5 * i, 400, 10, 10, 1, 0.75));
    }
    sameAsNaive(boxes);
  }

  @Test
  public void anOverlapOfExactlyTheThresholdIsKept() {
    var boxes = List.of(detection(0, 0, 2, 1, 0, 0.9), detection(1, 0, 1, 1, 0, 0.8));
    assertEquals(
        2, Suppression.keep(boxes, new SuppressionSettings(Measure.IOU, 0.5, false)).size());
    assertEquals(
        1, Suppression.keep(boxes, new SuppressionSettings(Measure.IOU, 0.49, false)).size());
  }

  @Test
  public void theOrderOfTheDetectionsDoesNotMatter() {
    Random random = new Random(3);
    List<Detection> boxes = new ArrayList<>();
    for (int i = 0; i < 300; i++)
      boxes.add(
          detection(
              random.nextInt(30),
              random.nextInt(30),
              5 + random.nextInt(5),
              5,
              random.nextInt(3),
              0.5));
    var settings = SuppressionSettings.defaults();
    var expected = Suppression.keep(boxes, settings);
    for (int i = 0; i < 5; i++) {
      Collections.shuffle(boxes, random);
      assertEquals(expected, Suppression.keep(boxes, settings));
    }
  }

  @Test
  public void scoresCloserThanAFloatStillDecide() {
    var scores = ClassScores.of(NAMES, 0.5f, 0, 0);
    var less = new Detection(new Box(0, 0, 9, 9), 0, 0.5, scores);
    var more = new Detection(new Box(1, 1, 9, 9), 0, Math.nextUp(0.5), scores);
    assertEquals(
        List.of(more), Suppression.keep(List.of(less, more), SuppressionSettings.defaults()));
  }

  @Test
  public void noneGiveNone() {
    assertTrue(Suppression.keep(List.of(), SuppressionSettings.defaults()).isEmpty());
  }

  @Test
  public void aHundredThousandAtOnePlaceAreDoneOneByOne() {
    List<Detection> boxes = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) boxes.add(detection(5, 5, 20, 20, 0, (i % 1000) / 1000.0));
    assertEquals(1, Suppression.keep(boxes, SuppressionSettings.defaults()).size());
  }

  @Test
  public void wrongNumbersAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new SuppressionSettings(Measure.IOU, Double.NaN, false));
    assertThrows(
        IllegalArgumentException.class, () -> new SuppressionSettings(Measure.IOU, 1.1, false));
  }
}
