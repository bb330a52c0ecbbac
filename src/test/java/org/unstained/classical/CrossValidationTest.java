package org.unstained.classical;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
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
}
