package org.unstained.workflow.experiment;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.List;
import org.junit.Test;
import org.unstained.learning.Estimate;
import org.unstained.workflow.experiment.PooledPredictions.Answer;

/** Pooled figures against those reckoned by hand. */
public class PooledPredictionsTest {
  private static final PooledPredictions ANSWERS =
      new PooledPredictions(
          List.of("dead", "living"),
          List.of(
              answer("one", 0, 0.9),
              answer("one", 0, 0.4),
              answer("one", 1, 0.1),
              answer("two", 1, 0.6),
              answer("two", 1, 0.3),
              answer("two", 0, 0.8)));

  private static Answer answer(String group, int truth, double dead) {
    return new Answer(group, truth, dead >= 0.5 ? 0 : 1, new double[] {dead, 1 - dead});
  }

  @Test
  public void figuresAreThoseOfAllCells() {
    assertEquals(List.of(List.of(2L, 1L), List.of(1L, 2L)), ANSWERS.counts());
    assertEquals(4 / 6.0, ANSWERS.accuracy().value(), 1e-12);
    assertEquals(2 / 3.0, ANSWERS.balancedAccuracy().value(), 1e-12);
    // Of nine pairs of a dead and a living cell only 0.4 against 0.6 is the wrong way round.
    assertEquals(8 / 9.0, ANSWERS.auc().value(), 1e-12);
    assertEquals(7, ANSWERS.roc(0).points().size());
  }

  @Test
  public void intervalsDrawGroupsNotCells() {
    // Both groups have two of three right, so whichever are drawn, the accuracy is the same.
    Estimate accuracy = ANSWERS.accuracy();
    assertEquals(accuracy.value(), accuracy.low(), 1e-12);
    assertEquals(accuracy.value(), accuracy.high(), 1e-12);
    Estimate auc = ANSWERS.auc();
    assertTrue(auc.low() <= auc.value() && auc.value() <= auc.high());
    assertTrue(auc.low() < auc.high());
  }
}
