package org.unstained.learning;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class ClassifierScoresTest {
  /** Sums in another order. */
  private static final double ROUNDING = 1e-12;

  @Test
  public void theConfusionMatrixAndItsFiguresAgreeWithScikitLearn() throws IOException {
    JsonObject figures = Fixtures.figures("classifier");
    List<String> classes = strings(figures, "classes");
    ConfusionMatrix matrix =
        ConfusionMatrix.of(classes, strings(figures, "truth"), strings(figures, "called"));
    for (int i = 0; i < 3; i++) {
      JsonArray row = figures.getAsJsonArray("confusion").get(i).getAsJsonArray();
      for (int j = 0; j < 3; j++)
        assertEquals(row.get(j).getAsLong(), matrix.count(classes.get(i), classes.get(j)));
      String name = classes.get(i);
      assertEquals(at(figures, "precision", i), matrix.precision(name), ROUNDING);
      assertEquals(at(figures, "recall", i), matrix.recall(name), ROUNDING);
      assertEquals(at(figures, "f1", i), matrix.f1(name), ROUNDING);
    }
    assertEquals(figures.get("accuracy").getAsDouble(), matrix.accuracy(), ROUNDING);
    assertEquals(
        figures.get("balanced_accuracy").getAsDouble(), matrix.balancedAccuracy(), ROUNDING);
    assertEquals(figures.get("kappa").getAsDouble(), matrix.kappa(), ROUNDING);
  }

  @Test
  public void scoresWithTiesAgreeWithScikitLearn() throws IOException {
    JsonObject figures = Fixtures.figures("classifier");
    double[] scores = new double[400];
    boolean[] positive = new boolean[400];
    for (int i = 0; i < 400; i++) {
      scores[i] = at(figures, "score", i);
      positive[i] = strings(figures, "truth").get(i).equals("Dead Cell");
    }
    assertEquals(figures.get("auroc").getAsDouble(), Auroc.of(scores, positive), ROUNDING);
    PrecisionRecallCurve curve = PrecisionRecallCurve.of(scores, positive);
    assertEquals(figures.get("best_f1").getAsDouble(), curve.bestF1().f1(), ROUNDING);
    assertEquals(figures.get("best_threshold").getAsDouble(), curve.bestF1().score(), 0);
    JsonObject at = figures.getAsJsonObject("at");
    for (String score : at.keySet()) {
      OperatingPoint point = curve.at(Double.parseDouble(score));
      assertEquals(at(at, score, 0), point.precision(), ROUNDING);
      assertEquals(at(at, score, 1), point.recall(), ROUNDING);
      assertEquals(at(at, score, 2), point.f1(), ROUNDING);
    }
  }

  @Test
  public void aurocIsTheShareOfPairsInOrder() {
    Random random = new Random(2);
    double[] scores = random.ints(60, 0, 12).asDoubleStream().toArray();
    boolean[] positive = new boolean[60];
    for (int i = 0; i < 60; i++) positive[i] = random.nextInt(3) == 0;
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < 60; i++)
      for (int j = 0; j < 60; j++)
        if (positive[i] && !positive[j]) {
          pairs++;
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
    assertEquals(won / pairs, Auroc.of(scores, positive), ROUNDING);
  }

  @Test
  public void aurocOfOneClassIsNoNumberAndOfEqualScoresAHalf() {
    assertTrue(Double.isNaN(Auroc.of(new double[] {1, 2}, new boolean[] {true, true})));
    assertTrue(Double.isNaN(Auroc.of(new double[0], new boolean[0])));
    assertEquals(0.5, Auroc.of(new double[] {1, 1, 1}, new boolean[] {true, false, true}), 0);
    assertThrows(
        IllegalArgumentException.class,
        () -> Auroc.of(new double[] {Double.NaN}, new boolean[] {true}));
    assertThrows(IllegalArgumentException.class, () -> Auroc.of(new double[2], new boolean[1]));
  }

  @Test
  public void kappaByHand() {
    // 20 + 15 of 50 agree, 0.7; by chance 25/50·30/50 + 25/50·20/50 = 0.5
    List<String> truths = new ArrayList<>();
    List<String> called = new ArrayList<>();
    add(truths, called, "yes", "yes", 20);
    add(truths, called, "yes", "no", 5);
    add(truths, called, "no", "yes", 10);
    add(truths, called, "no", "no", 15);
    ConfusionMatrix matrix = ConfusionMatrix.of(List.of("yes", "no"), truths, called);
    assertEquals(0.4, matrix.kappa(), ROUNDING);
    assertEquals(0.7, matrix.accuracy(), ROUNDING);
    assertEquals((20 / 25.0 + 15 / 25.0) / 2, matrix.balancedAccuracy(), ROUNDING);
  }

  @Test
  public void classesWithoutCellsAreNotInTheBalancedAccuracy() {
    ConfusionMatrix matrix =
        ConfusionMatrix.of(List.of("a", "b", "c"), List.of("a", "a"), List.of("a", "b"));
    assertEquals(0.5, matrix.balancedAccuracy(), 0);
    assertEquals(0, matrix.f1("b"), 0);
    assertTrue(Double.isNaN(matrix.f1("c")));
    assertTrue(Double.isNaN(matrix.recall("b")));
  }

  @Test
  public void aMatrixOfNothingHasNoFigures() {
    ConfusionMatrix matrix = ConfusionMatrix.of(List.of("a"), List.of(), List.of());
    assertTrue(Double.isNaN(matrix.accuracy()));
    assertTrue(Double.isNaN(matrix.balancedAccuracy()));
    assertTrue(Double.isNaN(matrix.kappa()));
  }

  @Test
  public void unknownClassesAreRefused() {
    List<String> a = List.of("a");
    assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(a, a, List.of("b")));
    assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(List.of("a", "a"), a, a));
    assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(a, a, List.of()));
    assertThrows(IllegalArgumentException.class, () -> ConfusionMatrix.of(a, a, a).recall("b"));
  }

  private static void add(
      List<String> truths, List<String> called, String truth, String call, int times) {
    for (int i = 0; i < times; i++) {
      truths.add(truth);
      called.add(call);
    }
  }

  private static List<String> strings(JsonObject figures, String name) {
    List<String> all = new ArrayList<>();
    figures.getAsJsonArray(name).forEach(e -> all.add(e.getAsString()));
    return all;
  }

  private static double at(JsonObject figures, String name, int i) {
    return figures.getAsJsonArray(name).get(i).getAsDouble();
  }
}
