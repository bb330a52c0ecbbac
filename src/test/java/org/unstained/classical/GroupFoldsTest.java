package org.unstained.classical;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class GroupFoldsTest {

  @Test
  public void noGroupIsPartedAndFoldsAreAlike() {
    Samples samples = samples(60);
    int[] fold = GroupFolds.of(samples, 5, 1);
    Map<String, Integer> foldOf = new HashMap<>();
    int[][] counts = new int[5][2];
    for (int i = 0; i < samples.size(); i++) {
      Integer before = foldOf.putIfAbsent(samples.groups().get(i), fold[i]);
      assertTrue(before == null || before == fold[i]);
      counts[fold[i]][samples.classes()[i]]++;
    }
    int[] total = samples.counts();
    for (int[] count : counts)
      for (int c = 0; c < 2; c++) assertEquals(total[c] / 5.0, count[c], total[c] * 0.05);
  }

  @Test
  public void theSeedDecidesAndTooFewGroupsAreRefused() {
    Samples samples = samples(20);
    org.junit.Assert.assertArrayEquals(GroupFolds.of(samples, 4, 7), GroupFolds.of(samples, 4, 7));
    assertThrows(IllegalArgumentException.class, () -> GroupFolds.of(samples, 21, 1));
  }

  private static Samples samples(int groups) {
    Random random = new Random(2);
    List<double[]> values = new ArrayList<>();
    List<Integer> classes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int g = 0; g < groups; g++)
      for (int n = 5 + random.nextInt(20); n > 0; n--) {
        values.add(new double[] {random.nextGaussian()});
        classes.add(random.nextDouble() < (g % 3 == 0 ? 0.8 : 0.2) ? 1 : 0);
        names.add("image " + g);
      }
    return new Samples(
        List.of("area_px2"),
        values.toArray(double[][]::new),
        classes.stream().mapToInt(c -> c).toArray(),
        List.of("A", "B"),
        names);
  }
}
