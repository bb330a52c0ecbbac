package org.unstained.learning;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.unstained.learning.Fixtures.found;
import static org.unstained.learning.Fixtures.truth;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.unstained.cells.Box;
import org.unstained.cells.MatchCounts;
import org.unstained.learning.PrecisionRecallCurve.Interpolation;

public class DetectionScoresTest {
  /** Sums in another order. */
  private static final double ROUNDING = 1e-12;

  @Test
  public void averagePrecisionsAgreeWithAnIndependentImplementation() throws IOException {
    JsonObject figures = Fixtures.figures("detector");
    List<JudgedImage> images = Fixtures.images(figures);
    check(figures, "voc_ap50", images, 0.5, MatchSettings.VOC, Interpolation.ALL_POINTS);
    check(figures, "voc_ap75", images, 0.75, MatchSettings.VOC, Interpolation.ALL_POINTS);
    check(figures, "coco_ap50", images, 0.5, MatchSettings.COCO, Interpolation.COCO_101);
    check(
        figures,
        "whole_pixels_ap75",
        images,
        0.75,
        MatchSettings.WHOLE_PIXELS,
        Interpolation.ALL_POINTS);
  }

  private static void check(
      JsonObject figures,
      String name,
      List<JudgedImage> images,
      double iou,
      MatchSettings settings,
      Interpolation interpolation) {
    Map<String, Double> ours =
        DetectionScores.averagePrecisions(
            DetectionMatching.match(images, iou, settings, true), interpolation);
    assertEquals(List.of("A", "B", "C"), List.copyOf(ours.keySet()));
    int i = 0;
    for (double figure : ours.values())
      assertEquals(name, figures.getAsJsonArray(name).get(i++).getAsDouble(), figure, ROUNDING);
  }

  @Test
  public void theReportHoldsTheFiguresOfTheIndependentImplementation() throws IOException {
    JsonObject figures = Fixtures.figures("detector");
    DetectionScores scores = DetectionScores.of(Fixtures.images(figures), 0.3, MatchSettings.VOC);
    assertEquals(figures.get("any_ap50").getAsDouble(), scores.ap50(), ROUNDING);
    assertEquals(figures.get("any_best_f1").getAsDouble(), scores.best().f1(), ROUNDING);
    assertEquals(figures.get("coco_map50_95").getAsDouble(), scores.map50To95(), ROUNDING);
    assertEquals(
        scores.ap50ByClass().values().stream().mapToDouble(a -> a).sum() / 3,
        scores.map50(),
        ROUNDING);
    assertEquals(scores.counts().found(), scores.classes().total());
  }

  @Test
  public void byHandRightWrongRightOfThree() {
    // precisions 1, 1/2, 2/3 at recalls 1/3, 1/3, 2/3; raised: 1 and 2/3
    PrecisionRecallCurve curve =
        PrecisionRecallCurve.of(new double[] {0.7, 0.9, 0.8}, new boolean[] {true, true, false}, 3);
    assertEquals((1 + 2 / 3.0) / 3, curve.averagePrecision(Interpolation.ALL_POINTS), ROUNDING);
    // recalls 0 … 0.33 have 1 (34 of them), 0.34 … 0.66 have 2/3 (33), the rest 0
    assertEquals(
        (34 + 33 * 2 / 3.0) / 101, curve.averagePrecision(Interpolation.COCO_101), ROUNDING);
    assertEquals(2 * 2 / 6.0, curve.bestF1().f1(), ROUNDING);
    assertEquals(0.7, curve.bestF1().score(), 0);
    assertEquals(new MatchCounts(1, 1, 2), curve.at(0.8).counts());
  }

  @Test
  public void aPerfectDetectorScoresOneEverywhere() {
    List<JudgedImage> images =
        List.of(
            new JudgedImage(
                "x",
                List.of(
                    found(new Box(0, 0, 10, 10), "A", 0.9), found(new Box(30, 0, 9, 9), "B", 0.8)),
                List.of(truth(new Box(0, 0, 10, 10), "A"), truth(new Box(30, 0, 9, 9), "B"))));
    DetectionScores scores = DetectionScores.of(images, 0.5, MatchSettings.VOC);
    assertEquals(1, scores.ap50(), 0);
    assertEquals(1, scores.map50(), 0);
    assertEquals(1, scores.map50To95(), ROUNDING);
    assertEquals(1, scores.classes().accuracy(), 0);
    assertEquals(new OperatingPoint(0.8, new MatchCounts(2, 0, 0)), scores.best());
  }

  @Test
  public void nothingFoundIsZeroAndNothingToFindIsNoNumber() {
    JudgedImage missed = new JudgedImage("x", List.of(), List.of(truth(new Box(0, 0, 9, 9), "A")));
    DetectionScores none = DetectionScores.of(List.of(missed), 0.5, MatchSettings.VOC);
    assertEquals(0, none.map50(), 0);
    assertEquals(0, none.map50To95(), 0);
    assertEquals(0, none.best().f1(), 0);
    assertEquals(Double.POSITIVE_INFINITY, none.best().score(), 0);
    JudgedImage empty =
        new JudgedImage("y", List.of(found(new Box(0, 0, 9, 9), "A", 0.5)), List.of());
    DetectionScores nothing = DetectionScores.of(List.of(empty), 0.5, MatchSettings.VOC);
    assertTrue(Double.isNaN(nothing.map50()));
    assertTrue(Double.isNaN(nothing.map50To95()));
    assertEquals(new MatchCounts(0, 1, 0), nothing.counts());
  }

  @Test
  public void aClassThatOnlyDetectionsHaveIsNotInTheMean() {
    Box box = new Box(0, 0, 9, 9);
    JudgedImage image =
        new JudgedImage(
            "x",
            List.of(found(box, "A", 0.9), found(new Box(50, 0, 9, 9), "B", 0.8)),
            List.of(truth(box, "A")));
    DetectionScores scores = DetectionScores.of(List.of(image), 0.5, MatchSettings.VOC);
    assertEquals(Map.of("A", 1.0), scores.ap50ByClass());
    assertEquals(1, scores.map50(), 0);
    assertEquals(new MatchCounts(1, 1, 0), scores.counts());
  }

  @Test
  public void theThresholdOfValidationIsAppliedToTest() {
    PrecisionRecallCurve validation =
        PrecisionRecallCurve.of(new double[] {0.9, 0.6, 0.3}, new boolean[] {true, true, false}, 2);
    PrecisionRecallCurve test =
        PrecisionRecallCurve.of(new double[] {0.7, 0.6, 0.5}, new boolean[] {false, true, true}, 2);
    ChosenThreshold chosen = ChosenThreshold.of(validation, test);
    assertEquals(0.6, chosen.score(), 0);
    assertEquals(1, chosen.validation().f1(), 0);
    assertEquals(new MatchCounts(1, 1, 1), chosen.test().counts());
  }

  @Test
  public void aThresholdNeverPartsEqualScores() {
    PrecisionRecallCurve curve =
        PrecisionRecallCurve.of(
            new double[] {0.5, 0.5, 0.5, 0.4}, new boolean[] {true, false, false, true}, 2);
    assertEquals(new OperatingPoint(0.4, new MatchCounts(2, 2, 0)), curve.bestF1());
  }

  @Test
  public void theBootstrapIsTheSameForASeedAndHoldsTheFigure() throws IOException {
    List<JudgedImage> images = Fixtures.images(Fixtures.figures("detector"));
    Matches matches = DetectionMatching.match(images, 0.5, MatchSettings.VOC, true);
    double map = DetectionScores.meanAveragePrecision(matches, Interpolation.ALL_POINTS);
    ConfidenceInterval first = interval(matches, 5);
    assertEquals(first, interval(matches, 5));
    assertTrue(!first.equals(interval(matches, 6)));
    assertTrue(first + " of " + map, first.low() < map && map < first.high());
  }

  private static ConfidenceInterval interval(Matches matches, long seed) {
    return Bootstrap.byImage(
        matches.images(),
        300,
        0.95,
        seed,
        drawn -> DetectionScores.meanAveragePrecision(matches.of(drawn), Interpolation.ALL_POINTS));
  }

  @Test
  public void theBootstrapOfAMeanAgreesWithItsStandardError() {
    double[] values = new double[400];
    for (int i = 0; i < values.length; i++) values[i] = i % 2; // sd 0.5, standard error 0.025
    ConfidenceInterval interval =
        Bootstrap.byImage(
            values.length,
            4000,
            0.95,
            1,
            drawn -> Arrays.stream(drawn).mapToDouble(i -> values[i]).average().orElse(0));
    double ofFourThousandRounds = 0.004;
    assertEquals(0.5 - 1.96 * 0.025, interval.low(), ofFourThousandRounds);
    assertEquals(0.5 + 1.96 * 0.025, interval.high(), ofFourThousandRounds);
    assertEquals(4000, interval.rounds());
  }

  @Test
  public void roundsWithoutAFigureAreLeftOut() {
    ConfidenceInterval some =
        Bootstrap.byImage(2, 200, 0.9, 1, d -> d[0] == d[1] ? Double.NaN : d[0] + d[1]);
    assertEquals(1, some.low(), 0);
    assertEquals(1, some.high(), 0);
    assertTrue(some.rounds() > 50 && some.rounds() < 150);
    assertTrue(Double.isNaN(Bootstrap.byImage(2, 5, 0.9, 1, d -> Double.NaN).low()));
  }
}
