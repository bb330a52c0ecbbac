package org.unstained.inference;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;
import org.unstained.cells.Box;

public class FusionTest {
  private static final double ROUNDING = 1e-6;
  private static final Box BOX = new Box(1, 2, 3, 4);
  private static final List<String> NAMES = List.of("living", "dead");

  private static Detection fuse(ClassScores detected, ClassScores classified, double weight) {
    return Fusion.fuse(List.of(Detection.of(BOX, detected)), List.of(classified), weight).get(0);
  }

  @Test
  public void scoresAreWeighedClassByClassAndTheGreatestWins() {
    Detection fused =
        fuse(ClassScores.of(NAMES, 0.6f, 0.5f), ClassScores.of(NAMES, 0.1f, 0.9f), 0.7);
    assertEquals("dead", fused.className());
    assertEquals(0.3 * 0.5 + 0.7 * 0.9, fused.score(), ROUNDING);
    assertEquals(0.3 * 0.6 + 0.7 * 0.1, fused.classes().get(0), ROUNDING);
    assertEquals(BOX, fused.box());
  }

  @Test
  public void weightZeroIsTheDetectorAndOneTheClassifier() {
    var detected = ClassScores.of(NAMES, 0.6f, 0.5f);
    var classified = ClassScores.of(NAMES, 0.1f, 0.9f);
    assertEquals(detected, fuse(detected, classified, 0).classes());
    assertEquals(classified, fuse(detected, classified, 1).classes());
  }

  @Test
  public void faintDetectionsKeepTheirScore() {
    var faint = ClassScores.of(NAMES, 0.0999f, 0.05f);
    var sure = ClassScores.of(NAMES, 0, 1);
    assertEquals(Detection.of(BOX, faint), fuse(faint, sure, 0.7));
    var enough = ClassScores.of(NAMES, 0.11f, 0.05f);
    assertEquals("dead", fuse(enough, sure, 0.7).className());
  }

  @Test
  public void classesGoByNameNotByPlace() {
    var other = ClassScores.of(List.of("debris", "dead", "living"), 0.2f, 0.7f, 0.1f);
    Detection fused = fuse(ClassScores.of(NAMES, 0.8f, 0.2f), other, 0.5);
    assertEquals(0.45, fused.classes().get(0), ROUNDING);
    assertEquals(0.45, fused.classes().get(1), ROUNDING);
    assertEquals(NAMES, fused.classes().names());
  }

  @Test
  public void aDetectorOfCellsTakesTheClassesOfTheClassifier() {
    var cell = ClassScores.of(List.of("cell"), 0.8f);
    Detection fused = fuse(cell, ClassScores.of(NAMES, 0.3f, 0.7f), 0.5);
    assertEquals("dead", fused.className());
    assertEquals(0.75, fused.score(), ROUNDING);
    Detection faint =
        fuse(ClassScores.of(List.of("cell"), 0.05f), ClassScores.of(NAMES, 0.3f, 0.7f), 0.5);
    assertEquals("dead", faint.className());
    assertEquals(0.05, faint.score(), ROUNDING);
  }

  @Test
  public void aClassThatTheClassifierLacksIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            fuse(
                ClassScores.of(NAMES, 0.6f, 0.5f),
                ClassScores.of(List.of("living", "other"), 0.5f, 0.5f),
                0.5));
    assertThrows(
        IllegalArgumentException.class,
        () -> fuse(ClassScores.of(NAMES, 0.6f, 0.5f), ClassScores.of(NAMES, 0, 1), 1.1));
  }
}
