package org.unstained.learning;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.Test;
import org.unstained.cells.Box;
import org.unstained.learning.FoundCell.Fate;

/** Compares with scikit-learn, SciPy and published definitions, see {@code evaluation.py}. */
public class EvaluationScoresTest {
  /** Sums in another order; p values go through a continued fraction. */
  private static final double ROUNDING = 1e-9;

  private static JsonObject figures() throws IOException {
    try (InputStream in =
        EvaluationScoresTest.class.getResourceAsStream("/learning/evaluation.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    }
  }

  private static double[] numbers(JsonObject from, String name) {
    JsonArray array = from.getAsJsonArray(name);
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) numbers[i] = array.get(i).getAsDouble();
    return numbers;
  }

  private static boolean[] positives(JsonObject from) {
    JsonArray array = from.getAsJsonArray("positive");
    boolean[] positive = new boolean[array.size()];
    for (int i = 0; i < positive.length; i++) positive[i] = array.get(i).getAsBoolean();
    return positive;
  }

  private static double number(JsonObject from, String name) {
    return from.get(name).getAsDouble();
  }

  @Test
  public void theRocCurveIsScikitLearns() throws IOException {
    for (JsonElement e : figures().getAsJsonArray("binary")) {
      JsonObject set = e.getAsJsonObject();
      RocCurve curve = RocCurve.of(numbers(set, "score"), positives(set));
      double[] fpr = numbers(set, "fpr");
      double[] tpr = numbers(set, "tpr");
      assertEquals(fpr.length, curve.points().size());
      double area = 0;
      for (int i = 0; i < fpr.length; i++) {
        assertEquals(fpr[i], curve.points().get(i).falsePositives(), ROUNDING);
        assertEquals(tpr[i], curve.points().get(i).truePositives(), ROUNDING);
        if (i > 0) area += (fpr[i] - fpr[i - 1]) * (tpr[i] + tpr[i - 1]) / 2;
      }
      assertEquals(number(set, "auc"), area, ROUNDING);
    }
  }

  @Test
  public void theAreaAndItsIntervalAreDeLongs() throws IOException {
    for (JsonElement e : figures().getAsJsonArray("binary")) {
      JsonObject set = e.getAsJsonObject();
      DeLong area = DeLong.of(numbers(set, "score"), positives(set));
      assertEquals(number(set, "auc"), area.area(), ROUNDING);
      assertEquals(number(set, "delong_error"), area.standardError(), ROUNDING);
      assertEquals(number(set, "delong_low"), area.interval(0.95).low(), ROUNDING);
      assertEquals(number(set, "delong_high"), area.interval(0.95).high(), ROUNDING);
    }
  }

  @Test
  public void calibrationIsAsDefined() throws IOException {
    for (JsonElement e : figures().getAsJsonArray("binary")) {
      JsonObject set = e.getAsJsonObject();
      Calibration c = Calibration.of(numbers(set, "score"), positives(set), 10);
      assertEquals(number(set, "brier"), c.brier(), ROUNDING);
      assertEquals(number(set, "ece"), c.expectedError(), ROUNDING);
      assertEquals(positives(set).length, c.bins().stream().mapToInt(Calibration.Bin::n).sum());
    }
  }

  @Test
  public void correlationsAndTheirPAreScipys() throws IOException {
    for (JsonElement e : figures().getAsJsonArray("correlations")) {
      JsonObject set = e.getAsJsonObject();
      Correlation pearson = Correlation.pearson(numbers(set, "x"), numbers(set, "y"));
      Correlation spearman = Correlation.spearman(numbers(set, "x"), numbers(set, "y"));
      assertEquals(number(set, "r"), pearson.r(), ROUNDING);
      assertEquals(number(set, "p"), pearson.p(), ROUNDING);
      assertEquals(number(set, "rho"), spearman.r(), ROUNDING);
      assertEquals(number(set, "rho_p"), spearman.p(), ROUNDING);
      if (number(set, "p") > 1e-200)
        assertEquals("digits of a small p", 1, pearson.p() / number(set, "p"), 1e-6);
    }
  }

  @Test
  public void countsAgreeAsBlandAndAltmanSay() throws IOException {
    JsonObject set = figures().getAsJsonObject("agreement");
    CountAgreement agreement = CountAgreement.of(numbers(set, "truth"), numbers(set, "counted"));
    assertEquals(number(set, "bias"), agreement.bias(), ROUNDING);
    assertEquals(number(set, "deviation"), agreement.deviation(), ROUNDING);
    assertEquals(number(set, "low"), agreement.low(), ROUNDING);
    assertEquals(number(set, "high"), agreement.high(), ROUNDING);
    assertEquals(number(set, "absolute"), agreement.meanAbsolute(), ROUNDING);
    assertEquals(number(set, "r"), agreement.correlation().r(), ROUNDING);
  }

  @Test
  public void theIntervalOfAShareIsScipys() throws IOException {
    for (JsonElement e : figures().getAsJsonArray("proportions")) {
      JsonArray row = e.getAsJsonArray();
      ConfidenceInterval interval =
          Proportion.interval(row.get(0).getAsLong(), row.get(1).getAsLong(), 0.95);
      assertEquals(row.get(2).getAsDouble(), interval.low(), ROUNDING);
      assertEquals(row.get(3).getAsDouble(), interval.high(), ROUNDING);
    }
  }

  @Test
  public void whatCanNotBeJudgedIsNoNumber() {
    double[] scores = {0.2, 0.8};
    boolean[] all = {true, true};
    assertTrue(RocCurve.of(scores, all).points().isEmpty());
    assertTrue(Double.isNaN(DeLong.of(scores, all).area()));
    DeLong one = DeLong.of(scores, new boolean[] {false, true});
    assertEquals(1, one.area(), 0);
    assertTrue(Double.isNaN(one.interval(0.95).low()));
    assertTrue(Double.isNaN(Correlation.pearson(new double[] {1}, scores(1)).r()));
    assertTrue(Double.isNaN(Correlation.pearson(scores, new double[] {3, 3}).r()));
    assertTrue(Double.isNaN(Calibration.of(new double[0], new boolean[0], 10).brier()));
    assertTrue(Double.isNaN(CountAgreement.of(scores(0), scores(0)).bias()));
    assertTrue(Double.isNaN(Proportion.interval(0, 0, 0.95).low()));
  }

  private static double[] scores(int n) {
    return new double[n];
  }

  @Test
  public void everyCellIsAHitAMissFalseOrOfAWrongClass() {
    Box here = new Box(0, 0, 10, 10);
    Box there = new Box(50, 0, 10, 10);
    Box far = new Box(0, 50, 10, 10);
    Box lost = new Box(50, 50, 10, 10);
    JudgedImage image =
        new JudgedImage(
            "a",
            List.of(
                Fixtures.found(here, "A", 0.9),
                Fixtures.found(there, "B", 0.8),
                Fixtures.found(far, "A", 0.7),
                Fixtures.found(lost, "A", 0.1)),
            List.of(
                Fixtures.truth(here, "A"), Fixtures.truth(there, "A"), Fixtures.truth(lost, "A")));
    Matches matches = DetectionMatching.match(List.of(image), 0.5, MatchSettings.COCO, false);
    assertEquals(
        List.of(Fate.HIT, Fate.WRONG_CLASS, Fate.FALSE, Fate.MISS),
        matches.cells(0.5).stream().map(FoundCell::fate).toList());
    assertEquals(2, matches.cells(0.5).get(3).truth().getAsInt());
  }

  @Test
  public void fatesAddUpToTheCounts() throws IOException {
    List<JudgedImage> images = Fixtures.images(Fixtures.figures("detector"));
    Matches matches = DetectionMatching.match(images, 0.5, MatchSettings.COCO, false);
    for (double score : new double[] {0, 0.3, 0.9}) {
      List<FoundCell> cells = matches.cells(score);
      var counts = matches.counts(score);
      assertEquals(
          counts.found(),
          cells.stream().filter(c -> c.fate() == Fate.HIT || c.fate() == Fate.WRONG_CLASS).count());
      assertEquals(counts.wrong(), cells.stream().filter(c -> c.fate() == Fate.FALSE).count());
      assertEquals(counts.missed(), cells.stream().filter(c -> c.fate() == Fate.MISS).count());
    }
  }
}
