package org.unstained.cells;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;

public class PatchGridTest {

  @Test
  public void theLastColumnAndRowAreMovedInwards() {
    PatchGrid grid = new PatchGrid(100, 64, 32, 16);
    assertArrayEquals(new int[] {0, 16, 32, 48, 64, 68}, grid.lefts());
    assertArrayEquals(new int[] {0, 16, 32}, grid.tops());
    assertEquals(18, grid.count());
  }

  @Test
  public void everyPixelLiesInAPatchAndNoPatchReachesBeyond() {
    for (int length = 1; length <= 20; length++)
      for (int size = 1; size <= length; size++)
        for (int step = 1; step <= size; step++) {
          int[] lefts = new PatchGrid(length, 20, size, step).lefts();
          boolean[] seen = new boolean[length];
          for (int left : lefts) for (int x = left; x < left + size; x++) seen[x] = true;
          for (boolean one : seen) assertTrue(one);
          for (int i = 1; i < lefts.length; i++) assertTrue(lefts[i] > lefts[i - 1]);
        }
  }

  @Test
  public void aPatchAsLargeAsThePictureIsOne() {
    assertEquals(1, new PatchGrid(50, 50, 50, 7).count());
  }

  @Test
  public void whatMakesNoSenseIsRefused() {
    assertSaid("'size' can't be 60", 100, 50, 60, 10);
    assertSaid("'step' can't be 21", 100, 50, 20, 21);
    assertSaid("1 or more", 100, 50, 20, 0);
    assertSaid("1 or more", 100, 50, 0, 1);
    assertSaid("more than a million", 5000, 5000, 20, 1);
  }

  private static void assertSaid(String part, int width, int height, int size, int step) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new PatchGrid(width, height, size, step))
            .getMessage();
    assertTrue(message, message.contains(part));
  }
}
