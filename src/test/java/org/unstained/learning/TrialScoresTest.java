package org.unstained.learning;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;

/** That figures which can't be had are said and never count as 0. */
public class TrialScoresTest {
  private static final List<String> CLASSES = List.of("dead", "living");
  private static final Box BOX = new Box(0, 0, 10, 10);

  private static JudgedCell cell(String truth, double dead) {
    ClassScores scores = ClassScores.of(CLASSES, (float) dead, (float) (1 - dead));
    return new JudgedCell("a.png", 1, BOX, truth, scores);
  }

  @Test
  public void figuresOfTheTwoClassesAreThoseWorkedOutByHand() {
    List<JudgedCell> cells =
        List.of(
            cell("dead", 0.9),
            cell("dead", 0.4),
            cell("living", 0.6),
            cell("living", 0.2),
            cell("living", 0.1));
    TrialScores scores = TrialScores.ofClasses(CLASSES, cells, "dead");
    assertEquals(3 / 5.0, scores.figures().get("accuracy"), 1e-12);
    assertEquals((1 / 2.0 + 2 / 3.0) / 2, scores.figures().get("balanced_accuracy"), 1e-12);
    assertEquals(0.5, scores.figures().get("f1"), 1e-12);
    assertEquals(2 / 3.0, scores.figures().get("f1 living"), 1e-12);
    assertEquals(5 / 6.0, scores.figures().get("auc"), 1e-12);
    assertEquals(
        (0.5 + 2 / 3.0) / 2, TrialScores.ofClasses(CLASSES, cells, "").figures().get("f1"), 1e-12);
    assertEquals(2, scores.notes().size());
    assertTrue(scores.notes().get(0).contains("only 2 cells of class 'dead'"));
  }

  @Test
  public void aFoldWithoutAPositiveHasNoF1AndNoAuc() {
    List<JudgedCell> cells = new ArrayList<>();
    for (int i = 0; i < 12; i++) cells.add(cell("living", i == 0 ? 0.7 : 0.1));
    for (String positive : List.of("dead", "")) {
      TrialScores scores = TrialScores.ofClasses(CLASSES, cells, positive);
      assertEquals(11 / 12.0, scores.figures().get("accuracy"), 1e-12);
      for (String name : List.of("f1", "auc", "balanced_accuracy", "f1 dead"))
        assertTrue(name, scores.figures().get(name).isNaN());
      assertEquals(1, scores.notes().size());
      assertTrue(scores.notes().get(0).startsWith("no cell of class 'dead' to test"));
    }
  }

  @Test
  public void detectionsOfAClassThatIsNotThereHaveNoMeanPrecision() {
    Detection found = Detection.of(BOX, ClassScores.of(CLASSES, 0.1f, 0.9f));
    JudgedImage image =
        new JudgedImage("a", List.of(found), List.of(new AnnotatedBox(BOX, "living")));
    TrialScores scores = TrialScores.ofDetections(CLASSES, List.of(image), 0.5);
    assertEquals(1, scores.figures().get("ap50"), 1e-12);
    assertEquals(1, scores.figures().get("f1"), 1e-12);
    assertEquals(1, scores.figures().get("ap50 living"), 1e-12);
    assertTrue(scores.figures().get("map50").isNaN());
    assertTrue(scores.figures().get("ap50 dead").isNaN());
  }

  @Test
  public void aPositiveClassThatIsNotThereIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> TrialScores.ofClasses(CLASSES, List.of(), "ded"));
  }

  @Test
  public void spreadsCountWhatCannotBeHadApart() {
    Spread spread = Spread.of(0.8, Double.NaN, 0.9, 1.0);
    assertEquals(0.9, spread.mean(), 1e-12);
    assertEquals(0.1, spread.sd(), 1e-12);
    assertEquals(3, spread.count());
    assertEquals(1, spread.without());
    assertTrue(Double.isNaN(Spread.of(0.5).sd()));
    assertTrue(Double.isNaN(Spread.of(Double.NaN).mean()));
  }
}
