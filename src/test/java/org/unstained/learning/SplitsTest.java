package org.unstained.learning;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.Test;

/**
 * That splits are fair: groups stay whole, classes are shared out, nothing is chosen by the test.
 */
public class SplitsTest {
  /** A class's share of a fold may differ so much from its share of all. */
  private static final double EVEN = 0.03;

  /** Images of one to three a group, with many living and few dead cells. */
  private static List<Sample> samples(int groups) {
    Random random = new Random(5);
    List<Sample> samples = new ArrayList<>();
    for (int g = 0; g < groups; g++)
      for (int i = 0; i <= random.nextInt(3); i++) {
        List<String> cells = new ArrayList<>();
        cells.addAll(Collections.nCopies(random.nextInt(6), "living"));
        if (random.nextInt(3) == 0) cells.add("dead");
        samples.add(new Sample("image" + samples.size(), "group" + g, cells));
      }
    return samples;
  }

  private static List<String> groups(List<Integer> images, List<Sample> samples) {
    return images.stream().map(i -> samples.get(i).group()).distinct().toList();
  }

  private static void assertFair(Split split, List<Sample> samples) {
    Set<String> seen = new HashSet<>();
    for (List<Integer> part : List.of(split.training(), split.validation(), split.test()))
      for (String group : groups(part, samples))
        assertTrue(group + " stands on two sides of " + split.name(), seen.add(group));
    assertFalse(split.training().isEmpty());
    assertFalse(split.validation().isEmpty());
    assertFalse(split.test().isEmpty());
  }

  @Test
  public void eachImageIsTestedOnceAndNoGroupIsDivided() {
    List<Sample> samples = samples(60);
    TreeSet<Integer> tested = new TreeSet<>();
    for (Split split : Splits.folds(samples, 5, 1)) {
      assertFair(split, samples);
      for (int image : split.test()) assertTrue(tested.add(image));
      assertEquals(
          samples.size(),
          split.training().size() + split.validation().size() + split.test().size());
    }
    assertEquals(samples.size(), tested.size());
  }

  @Test
  public void foldsAndValidationShowTheClassesAlike() {
    List<Sample> samples = samples(200);
    double all = share(IntStream.range(0, samples.size()).boxed().toList(), samples);
    for (Split split : Splits.folds(samples, 5, 3)) {
      assertEquals(all, share(split.test(), samples), EVEN);
      assertEquals(all, share(split.validation(), samples), EVEN);
      assertEquals(all, share(split.training(), samples), EVEN);
      assertEquals(samples.size() / 5.0, split.test().size(), samples.size() * EVEN);
    }
  }

  private static double share(List<Integer> images, List<Sample> samples) {
    long dead = 0;
    long cells = 0;
    for (int image : images)
      for (String name : samples.get(image).classes()) {
        cells++;
        if (name.equals("dead")) dead++;
      }
    return (double) dead / cells;
  }

  @Test
  public void theSeedDecides() {
    List<Sample> samples = samples(60);
    assertEquals(Splits.folds(samples, 5, 1), Splits.folds(samples, 5, 1));
    assertNotEquals(Splits.folds(samples, 5, 1), Splits.folds(samples, 5, 2));
  }

  @Test
  public void asManyFoldsAsGroupsLeaveNoneEmpty() {
    List<Sample> samples = samples(7);
    for (Split split : Splits.folds(samples, 7, 1)) {
      assertFair(split, samples);
      assertEquals(1, groups(split.test(), samples).size());
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> Splits.folds(samples, 8, 1))
            .getMessage();
    assertTrue(message, message.contains("7 groups") && message.contains("8 parts"));
  }

  @Test
  public void eachGroupIsLeftOutOnce() {
    List<Sample> samples = samples(6);
    List<Split> splits = Splits.leaveOneGroupOut(samples, 1);
    assertEquals(6, splits.size());
    for (int g = 0; g < 6; g++) {
      assertFair(splits.get(g), samples);
      assertEquals("without group" + g, splits.get(g).name());
      assertEquals(List.of("group" + g), groups(splits.get(g).test(), samples));
    }
    assertThrows(IllegalArgumentException.class, () -> Splits.leaveOneGroupOut(samples(2), 1));
  }

  @Test
  public void aListThatDividesAGroupIsRefused() {
    List<Sample> samples =
        List.of(
            new Sample("a", "plate 1", List.of("x")),
            new Sample("b", "plate 1", List.of("x")),
            new Sample("c", "plate 2", List.of("x")));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Splits.heldOut("test on list", samples, i -> i == 0, 1))
            .getMessage();
    assertTrue(message, message.contains("plate 1") && message.contains("both sides"));
  }

  @Test
  public void tooFewGroupsToValidateAreRefused() {
    List<Sample> samples =
        List.of(new Sample("a", "1", List.of("x")), new Sample("b", "2", List.of("x")));
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> Splits.heldOut("s", samples, i -> i == 0, 1))
            .getMessage();
    assertTrue(message, message.contains("leaves 1 group"));
  }

  @Test
  public void smallerFractionsLieWithinLargerOnes() {
    List<Sample> samples = samples(120);
    for (Split split : Splits.folds(samples, 4, 1)) {
      Set<Integer> before = Set.of();
      int all = split.training().size() + split.validation().size();
      for (double fraction : new double[] {0.1, 0.25, 0.5, 1}) {
        Split part = Splits.fraction(split, samples, fraction, 1);
        assertFair(part, samples);
        assertEquals(split.test(), part.test());
        Set<Integer> now = new HashSet<>(part.training());
        now.addAll(part.validation());
        assertTrue(now.containsAll(before));
        assertEquals(fraction * all, now.size(), 0.05 * all + 1);
        before = now;
      }
      assertEquals(split, Splits.fraction(split, samples, 1, 1));
    }
    Split split = Splits.folds(samples, 4, 1).get(0);
    assertThrows(IllegalArgumentException.class, () -> Splits.fraction(split, samples, 0, 1));
  }

  @Test
  public void aRareClassStaysInTrainingRatherThanInValidation() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 20; i++) samples.add(new Sample("i" + i, "i" + i, List.of("common")));
    samples.add(new Sample("rare", "rare", List.of("rare")));
    for (long seed = 0; seed < 10; seed++) {
      Split split = Splits.heldOut("s", samples, i -> i < 5, seed);
      assertTrue(split.training().contains(20));
    }
  }
}
