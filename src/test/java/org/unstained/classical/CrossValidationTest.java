package org.unstained.classical;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;

public class CrossValidationTest {

  @Test
  public void theCurveIsWhatEachNumberOfNeighboursReaches() throws IOException {
    JsonObject figures = Figures.of("classifiers");
    Samples samples = Figures.samples(figures, 0, 300);
    Recipe recipe = Recipe.of(Method.KNN);
    int[] fold = CrossValidation.folds(samples, 5, 1);
    NeighbourCurve curve = NeighbourCurve.of(samples, fold, recipe, () -> false);
    for (NeighbourCurve.Point point : curve.points()) {
      double[][] found =
          CrossValidation.probabilities(
              samples, fold, recipe.withNeighbours(point.k()), p -> {}, () -> false);
      int right = 0;
      for (int i = 0; i < found.length; i++) {
        int best = 0;
        for (int c = 1; c < 3; c++) if (found[i][c] > found[i][best]) best = c;
        if (best == samples.classes()[i]) right++;
      }
      assertEquals("k " + point.k(), right / 300.0, point.accuracy(), 1e-12);
      assertTrue(point.interval().low() <= point.accuracy());
      assertTrue(point.interval().high() >= point.accuracy());
    }
    assertTrue(curve.best().accuracy() > curve.points().get(0).accuracy());
  }

  @Test
  public void theNumbersGrowByTheRootOfTwo() {
    assertArrayEquals(new int[] {1, 2, 3, 4, 6, 8, 11, 16, 23, 32}, NeighbourCurve.logarithmic(40));
  }

  @Test
  public void noGroupIsPartedAndFoldsAreAlike() {
    Samples samples = grouped(60);
    int[] fold = CrossValidation.folds(samples, 5, 1);
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
  public void theSeedDecidesAndFewGroupsGiveFewFolds() {
    Samples samples = grouped(20);
    assertArrayEquals(CrossValidation.folds(samples, 4, 7), CrossValidation.folds(samples, 4, 7));
    assertEquals(19, Arrays.stream(CrossValidation.folds(samples, 50, 1)).max().orElseThrow());
  }

  @Test
  public void theCellsOfOneImageAreParted() {
    int[] fold = CrossValidation.folds(grouped(1), 3, 1);
    assertEquals(3, Arrays.stream(fold).distinct().count());
  }

  private static Samples grouped(int groups) {
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
