package org.unstained.inference;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.unstained.inference.Tiles.Tile;
import org.unstained.models.SizeRule;

public class TilesTest {
  private static final SizeRule RULE = new SizeRule(16, 16);

  @Test
  public void everyPixelLiesInATileAndInOneCore() {
    for (int[] size : new int[][] {{1, 1}, {64, 64}, {65, 64}, {200, 131}, {333, 64}, {50, 400}}) {
      Tiles tiles = Tiles.of(size[0], size[1], 64, 20, RULE, RULE);
      for (int y = 0; y < size[1]; y++)
        for (int x = 0; x < size[0]; x++) {
          int cores = 0;
          boolean covered = false;
          for (Tile t : tiles.all()) {
            boolean inside =
                x >= t.x() && x < t.x() + t.width() && y >= t.y() && y < t.y() + t.height();
            covered |= inside;
            if (tiles.inCore(t, x, y, 0)) {
              cores++;
              assertTrue(inside);
            }
          }
          assertTrue(covered);
          assertEquals(1, cores);
        }
    }
  }

  @Test
  public void neighboursOverlapAtLeastAsToldAndBeginOnTheGrid() {
    for (int overlap : new int[] {0, 7, 16, 40})
      for (int width = 60; width < 400; width += 13) {
        var all = Tiles.of(width, 10, 64, overlap, RULE, RULE).all();
        for (int i = 0; i < all.size(); i++) {
          assertEquals(0, all.get(i).x() % 16);
          assertEquals(0, all.get(i).width() % 16);
          if (i > 0) assertTrue(all.get(i - 1).x() + 64 - all.get(i).x() >= overlap);
        }
        assertTrue(all.get(all.size() - 1).x() + 64 < width + 16 || all.size() == 1);
      }
  }

  @Test
  public void aSmallPlaneIsOneTileOfAnAllowedSize() {
    Tiles tiles = Tiles.of(100, 30, 512, 64, RULE, RULE);
    assertEquals(1, tiles.count());
    assertEquals(112, tiles.width());
    assertEquals(32, tiles.height());
  }

  @Test
  public void aNetworkOfOneSizeGetsThatSize() {
    Tiles tiles = Tiles.of(300, 50, 512, 30, SizeRule.fixed(128), SizeRule.fixed(128));
    assertEquals(128, tiles.width());
    assertEquals(128, tiles.height());
    assertEquals(3, tiles.count());
    assertEquals(172, tiles.all().get(2).x());
  }

  @Test
  public void anOverlapWithoutRoomIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Tiles.of(500, 500, 64, 60, RULE, RULE));
    assertThrows(IllegalArgumentException.class, () -> Tiles.of(500, 500, 64, -1, RULE, RULE));
    assertThrows(IllegalArgumentException.class, () -> Tiles.of(0, 500, 64, 10, RULE, RULE));
  }
}
