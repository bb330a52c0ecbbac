package org.unstained.learning;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.junit.Test;

public class SamplingTest {
  /** 90 of class 0, none of class 1, 10 of class 2. */
  private static int[] types() {
    int[] types = new int[100];
    Arrays.fill(types, 90, 100, 2);
    return types;
  }

  private static int[] counts(int[] chosen) {
    int[] counts = new int[3];
    for (int i : chosen) counts[types()[i]]++;
    return counts;
  }

  @Test
  public void eachComesOnce() {
    int[] chosen = Sampling.each().epoch(types(), new Random(1));
    Arrays.sort(chosen);
    for (int i = 0; i < 100; i++) assertEquals(i, chosen[i]);
  }

  @Test
  public void inverseFrequencyShowsClassesEquallyOften() {
    int[] counts = counts(Sampling.inverseFrequency(2000).epoch(types(), new Random(1)));
    // Five deviations of 2000 fair draws.
    assertEquals(1000, counts[0], 5 * Math.sqrt(500));
    assertEquals(0, counts[1]);
  }

  @Test
  public void aFixedNumberPerClassIsExactAndUsesAllExamples() {
    int[] chosen = Sampling.perClass(20).epoch(types(), new Random(1));
    assertArrayEquals(new int[] {20, 0, 20}, counts(chosen));
    int[] times = new int[100];
    for (int i : chosen) times[i]++;
    for (int i = 90; i < 100; i++) assertEquals(2, times[i]);
  }

  @Test
  public void noExampleIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Sampling.each().epoch(new int[0], new Random(1)));
    assertThrows(IllegalArgumentException.class, () -> Sampling.perClass(0));
  }
}
