package org.unstained.learning;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.Test;

/** Counts, shares and warnings before a training. */
public class ClassBalanceTest {
  private static final List<String> MANY = Collections.nCopies(30, "living");

  @Test
  public void cellsImagesAndSharesAreCounted() {
    ClassBalance balance =
        ClassBalance.of(
            List.of(MANY, Collections.nCopies(10, "dead"), List.of()),
            List.of(List.of("living", "dead", "dead", "dead")));
    assertEquals(3, balance.training());
    assertEquals(
        List.of(
            new ClassBalance.Row("dead", 10, 3, 1, 1, 0.25, 0.75),
            new ClassBalance.Row("living", 30, 1, 1, 1, 0.75, 0.25)),
        balance.rows());
    assertEquals(
        "dead: 10 cells to learn from (25 %), 3 to validate (75 %)", balance.lines().get(0));
  }

  @Test
  public void rareAndMissingClassesAreWarnedOf() {
    ClassBalance balance =
        ClassBalance.of(
            List.of(MANY, MANY, List.of("dead")), List.of(MANY, Collections.nCopies(9, "debris")));
    List<String> warnings = balance.warnings();
    assertTrue(warnings.contains("There is no 'debris' to learn from."));
    assertTrue(warnings.stream().anyMatch(w -> w.startsWith("Only 1 'dead' to learn from")));
    assertTrue(warnings.stream().anyMatch(w -> w.startsWith("There is no 'dead' to validate")));
    assertTrue(warnings.stream().anyMatch(w -> w.startsWith("'dead' is 60 times rarer")));
    assertTrue(warnings.stream().noneMatch(w -> w.contains("'living'")));
  }

  @Test
  public void enoughOfAllIsNoWarning() {
    List<String> dead = Collections.nCopies(25, "dead");
    assertEquals(List.of(), ClassBalance.of(List.of(MANY, dead), List.of(dead, MANY)).warnings());
  }
}
