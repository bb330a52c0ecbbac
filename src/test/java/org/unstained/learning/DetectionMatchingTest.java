package org.unstained.learning;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.unstained.learning.Fixtures.found;
import static org.unstained.learning.Fixtures.truth;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Test;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.cells.MatchCounts;
import org.unstained.inference.Detection;
import org.unstained.learning.MatchSettings.Overlap;

public class DetectionMatchingTest {
  private static final Box CELL = new Box(10, 10, 20, 20);

  @Test
  public void theHigherScoreGetsTheCellAndTheOtherIsWrong() {
    Matches matches =
        match(
            List.of(found(CELL, "A", 0.5), found(moved(CELL, 2), "A", 0.9)),
            List.of(truth(CELL, "A")),
            MatchSettings.VOC);
    assertEquals(new MatchCounts(1, 1, 0), matches.counts(0));
    assertEquals(new MatchCounts(1, 0, 0), matches.counts(0.6));
    assertEquals(new MatchCounts(0, 0, 1), matches.counts(0.95));
  }

  @Test
  public void vocTakesTheMostOverlappedOnlyAndCocoTheNextFreeOne() {
    List<AnnotatedBox> truths = List.of(truth(CELL, "A"), truth(moved(CELL, 6), "A"));
    List<Detection> detections = List.of(found(CELL, "A", 0.9), found(moved(CELL, 2), "A", 0.8));
    assertEquals(new MatchCounts(1, 1, 1), match(detections, truths, MatchSettings.VOC).counts(0));
    assertEquals(new MatchCounts(2, 0, 0), match(detections, truths, MatchSettings.COCO).counts(0));
  }

  @Test
  public void theMostOverlappedCellIsTakenNotTheFirst() {
    List<AnnotatedBox> truths = List.of(truth(moved(CELL, 6), "A"), truth(moved(CELL, 2), "A"));
    List<Detection> detections =
        List.of(found(CELL, "A", 0.9), found(moved(CELL, 12), "A", 0.8)); // overlaps the first only
    for (MatchSettings settings : List.of(MatchSettings.VOC, MatchSettings.COCO))
      assertEquals(new MatchCounts(2, 0, 0), match(detections, truths, settings).counts(0));
  }

  @Test
  public void ofEqualOverlapsVocTakesTheFirstAndCocoTheLast() {
    List<AnnotatedBox> truths = List.of(truth(moved(CELL, -4), "A"), truth(moved(CELL, 4), "A"));
    List<Detection> detections =
        List.of(found(CELL, "A", 0.9), found(moved(CELL, -8), "A", 0.8)); // overlaps the first only
    assertEquals(new MatchCounts(1, 1, 1), match(detections, truths, MatchSettings.VOC).counts(0));
    assertEquals(new MatchCounts(2, 0, 0), match(detections, truths, MatchSettings.COCO).counts(0));
  }

  @Test
  public void anOverlapOfExactlyTheThresholdIsEnough() {
    List<AnnotatedBox> truths = List.of(truth(new Box(0, 0, 10, 10), "A"));
    List<Detection> half = List.of(found(new Box(0, 0, 10, 5), "A", 0.9));
    List<Detection> less = List.of(found(new Box(0, 0, 10, 4.99), "A", 0.9));
    assertEquals(new MatchCounts(1, 0, 0), match(half, truths, MatchSettings.VOC).counts(0));
    assertEquals(new MatchCounts(0, 1, 1), match(less, truths, MatchSettings.VOC).counts(0));
  }

  @Test
  public void wholePixelsMakeSmallBoxesOverlapMore() {
    // xmin 0, xmax 3 and xmin 1, xmax 4: from edge to edge 2·3 of 12, in whole pixels 3·4 of 20
    Box a = new Box(0, 0, 3, 3);
    Box b = new Box(1, 0, 3, 3);
    assertEquals(6 / 12.0, Overlap.EDGES.iou(a, b), 0);
    assertEquals(12 / 20.0, Overlap.PIXELS.iou(a, b), 0);
    Box none = new Box(5, 5, 0, 0);
    assertEquals(0, Overlap.EDGES.iou(none, none), 0);
    assertEquals(1, Overlap.PIXELS.iou(none, none), 0);
  }

  @Test
  public void difficultCellsCountNeitherWay() {
    List<AnnotatedBox> truths = List.of(new AnnotatedBox(CELL, "A", false, true));
    List<Detection> detections = List.of(found(CELL, "A", 0.9), found(moved(CELL, 200), "A", 0.8));
    for (MatchSettings settings : List.of(MatchSettings.VOC, MatchSettings.COCO)) {
      assertEquals(new MatchCounts(0, 1, 0), match(detections, truths, settings).counts(0));
      assertEquals(new MatchCounts(0, 0, 0), match(List.of(), truths, settings).counts(0));
    }
  }

  @Test
  public void cocoPrefersACellThatCounts() {
    List<AnnotatedBox> truths =
        List.of(new AnnotatedBox(CELL, "A", false, true), truth(moved(CELL, 4), "A"));
    List<Detection> detections = List.of(found(CELL, "A", 0.9));
    assertEquals(new MatchCounts(0, 0, 1), match(detections, truths, MatchSettings.VOC).counts(0));
    assertEquals(new MatchCounts(1, 0, 0), match(detections, truths, MatchSettings.COCO).counts(0));
  }

  @Test
  public void classesAreComparedAfterMatchingUnlessTheyMatchByClass() {
    List<JudgedImage> images =
        List.of(new JudgedImage("x", List.of(found(CELL, "B", 0.9)), List.of(truth(CELL, "A"))));
    Matches any = DetectionMatching.match(images, 0.5, MatchSettings.VOC, false);
    assertEquals(new MatchCounts(1, 0, 0), any.counts(0));
    assertEquals(1, any.confusion(0.9).count("A", "B"));
    assertEquals(0, any.confusion(0.91).total());
    Matches byClass = DetectionMatching.match(images, 0.5, MatchSettings.VOC, true);
    assertEquals(new MatchCounts(0, 1, 1), byClass.counts(0));
    assertEquals(List.of("A"), byClass.classes());
    assertThrows(IllegalStateException.class, () -> any.curve("A"));
    assertThrows(IllegalStateException.class, () -> byClass.confusion(0));
  }

  @Test
  public void cellsOfOneImageAreNotFoundInAnother() {
    List<JudgedImage> images =
        List.of(
            new JudgedImage("a", List.of(found(CELL, "A", 0.9)), List.of()),
            new JudgedImage("b", List.of(), List.of(truth(CELL, "A"))));
    assertEquals(
        new MatchCounts(0, 1, 1),
        DetectionMatching.match(images, 0.5, MatchSettings.VOC, true).counts(0));
  }

  @Test
  public void anIouToMatchAtLiesAboveZero() {
    for (double iou : new double[] {0, -1, 1.01, Double.NaN})
      assertThrows(
          IllegalArgumentException.class,
          () -> DetectionMatching.match(List.of(), iou, MatchSettings.VOC, true));
  }

  /** Tiny beside huge, flat beside tall, negative places, boxes without area. */
  @Test
  public void theGridFindsAllThatOverlap() {
    Random random = new Random(3);
    for (int round = 0; round < 40; round++) {
      Box[] boxes = new Box[60];
      for (int i = 0; i < boxes.length; i++) boxes[i] = any(random);
      double least = new double[] {0.05, 0.3, 0.5, 0.95}[round % 4];
      BoxGrid grid = new BoxGrid(boxes, least);
      for (int k = 0; k < 60; k++) {
        Box box = k < 20 ? moved(boxes[k], random.nextGaussian()) : any(random);
        int[] near = grid.near(box);
        Arrays.sort(near);
        assertArrayEquals(Arrays.stream(near).distinct().toArray(), near);
        int[] ours = Arrays.stream(near).filter(i -> box.iou(boxes[i]) >= least).toArray();
        int[] all =
            IntStream.range(0, boxes.length).filter(i -> box.iou(boxes[i]) >= least).toArray();
        assertArrayEquals(all, ours);
      }
    }
  }

  @Test
  public void aCrowdedImageLooksAtAFewNeighboursOfEachCellOnly() {
    int side = 150;
    Box[] boxes =
        IntStream.range(0, side * side)
            .mapToObj(i -> new Box(10 * (i % side), 10 * (i / side), 12, 12))
            .toArray(Box[]::new);
    BoxGrid grid = new BoxGrid(boxes, 0.5);
    long looked = Arrays.stream(boxes).mapToLong(b -> grid.near(b).length).sum();
    long fewEach = 30L * boxes.length;
    assertTrue(looked + " looked at", looked < fewEach);
  }

  private static Matches match(
      List<Detection> detections, List<AnnotatedBox> truths, MatchSettings settings) {
    return DetectionMatching.match(
        List.of(new JudgedImage("x", detections, truths)), 0.5, settings, true);
  }

  private static Box moved(Box box, double by) {
    return new Box(box.x() + by, box.y(), box.width(), box.height());
  }

  private static Box any(Random random) {
    double width = random.nextInt(8) == 0 ? 0 : Math.exp(random.nextDouble() * 9 - 3);
    double height = Math.exp(random.nextDouble() * 9 - 3);
    return new Box(random.nextDouble() * 40 - 20, random.nextDouble() * 40 - 20, width, height);
  }
}
