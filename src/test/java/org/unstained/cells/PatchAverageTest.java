package org.unstained.cells;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.Test;

public class PatchAverageTest {

  @Test
  public void aPixelHasTheMeanOfThePatchesItLiesIn() {
    Random random = new Random(4);
    PatchGrid grid = new PatchGrid(37, 23, 9, 4);
    double[] values = new double[grid.count()];
    for (int i = 0; i < values.length; i++)
      values[i] = random.nextInt(3) == 0 ? Double.NaN : random.nextDouble();
    float[] pixels = PatchAverage.of(grid, values).pixels();
    for (int y = 0; y < 23; y++)
      for (int x = 0; x < 37; x++) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
          int left = grid.lefts()[i % grid.columns()];
          int top = grid.tops()[i / grid.columns()];
          boolean inside = x >= left && x < left + 9 && y >= top && y < top + 9;
          if (!inside || Double.isNaN(values[i])) continue;
          sum += values[i];
          count++;
        }
        assertEquals((float) (sum / count), pixels[y * 37 + x], 1e-6f);
      }
  }

  @Test
  public void halfOverlappingPatchesOfTwoValuesMakeThreeStripes() {
    PatchGrid grid = new PatchGrid(6, 4, 4, 2);
    float[] pixels = PatchAverage.of(grid, new double[] {0, 1}).pixels();
    for (int y = 0; y < 4; y++)
      assertArrayEquals(
          new float[] {0, 0, 0.5f, 0.5f, 1, 1},
          java.util.Arrays.copyOfRange(pixels, 6 * y, 6 * y + 6),
          0);
  }

  @Test
  public void whereAllPatchesAreEmptyThereIsNothing() {
    PatchGrid grid = new PatchGrid(4, 2, 2, 2);
    PatchAverage first = PatchAverage.of(grid, new double[] {0.2, Double.NaN});
    PatchAverage second = PatchAverage.of(grid, new double[] {0.8, Double.NaN});
    assertArrayEquals(
        new float[] {0.2f, 0.2f, Float.NaN, Float.NaN, 0.2f, 0.2f, Float.NaN, Float.NaN},
        first.pixels(),
        0);
    assertArrayEquals(
        new byte[] {2, 2, 0, 0, 2, 2, 0, 0}, PatchAverage.greatest(List.of(first, second)));
    assertArrayEquals(
        "of equals the first",
        new byte[] {1, 1, 0, 0, 1, 1, 0, 0},
        PatchAverage.greatest(List.of(first, first)));
  }

  @Test
  public void aClassThatIsLikelyNowhereMayStillBeTheGreatest() {
    PatchGrid grid = new PatchGrid(2, 2, 2, 2);
    PatchAverage none = PatchAverage.of(grid, new double[] {0});
    assertArrayEquals(new byte[] {1, 1, 1, 1}, PatchAverage.greatest(List.of(none)));
  }

  @Test
  public void thereAreAsManyValuesAsPatches() {
    PatchGrid grid = new PatchGrid(4, 4, 2, 2);
    assertThrows(IllegalArgumentException.class, () -> PatchAverage.of(grid, new double[3]));
    assertThrows(IllegalArgumentException.class, () -> PatchAverage.greatest(List.of()));
  }
}
