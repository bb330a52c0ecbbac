package org.unstained.inference;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.Test;
import org.unstained.cells.Box;
import org.unstained.inference.Tiles.Tile;
import org.unstained.models.SizeRule;

public class SeamsTest {
  private static final int SIZE = 400;
  private static final SizeRule EIGHT = new SizeRule(8, 8);

  /**
   * What perfect tiles would see: each cell cut at the tile, if its visible part is wide enough.
   */
  private static List<List<Detection>> seen(Tiles tiles, List<Box> cells, double jitter) {
    Random random = new Random(5);
    List<List<Detection>> perTile = new ArrayList<>();
    for (Tile tile : tiles.all()) {
      List<Detection> found = new ArrayList<>();
      for (Box cell : cells) {
        double x = Math.max(cell.x(), tile.x());
        double y = Math.max(cell.y(), tile.y());
        double right = Math.min(cell.x() + cell.width(), tile.x() + tile.width());
        double bottom = Math.min(cell.y() + cell.height(), tile.y() + tile.height());
        if (right - x < 3 || bottom - y < 3) continue;
        double dx = jitter * (random.nextDouble() - 0.5);
        double dy = jitter * (random.nextDouble() - 0.5);
        found.add(
            Networks.detection(
                x + dx, y + dy, right - x, bottom - y, 0.5 + random.nextDouble() / 2));
      }
      perTile.add(found);
    }
    return perTile;
  }

  private static Set<Box> boxes(List<Detection> detections) {
    return detections.stream().map(Detection::box).collect(Collectors.toSet());
  }

  @Test
  public void cellsAtSeamsAreThereOnceAndWhole() {
    Tiles tiles = Tiles.of(SIZE, SIZE, 128, 40, EIGHT, EIGHT);
    List<Box> cells = new ArrayList<>();
    for (int y = 3; y < SIZE - 40; y += 37)
      for (int x = 3; x < SIZE - 40; x += 37) cells.add(new Box(x, y, 20 + y % 17, 20 + x % 17));
    List<Detection> joined = Seams.join(tiles, seen(tiles, cells, 0));
    assertEquals(cells.size(), joined.size());
    assertEquals(Set.copyOf(cells), boxes(joined));
  }

  @Test
  public void everyPlaceOfOneCellGivesOneCell() {
    Tiles tiles = Tiles.of(SIZE, SIZE, 128, 40, EIGHT, EIGHT);
    for (int at = 0; at < SIZE - 36; at++) {
      var cells = List.of(new Box(at, at, 36, 30));
      assertEquals("at " + at, Set.copyOf(cells), boxes(Seams.join(tiles, seen(tiles, cells, 0))));
    }
  }

  @Test
  public void tilesThatDisagreeALittleGiveEachCellOnce() {
    Tiles tiles = Tiles.of(SIZE, SIZE, 128, 40, EIGHT, EIGHT);
    for (int at = 0; at < SIZE - 30; at++) {
      var cells = List.of(new Box(at, 60, 24, 24), new Box(60, at, 24, 24));
      if (cells.get(0).iou(cells.get(1)) > 0) continue;
      assertEquals("at " + at, 2, Seams.join(tiles, seen(tiles, cells, 3)).size());
    }
  }

  @Test
  public void aCellLargerThanTheOverlapIsJoined() {
    Tiles tiles = Tiles.of(SIZE, SIZE, 128, 24, EIGHT, EIGHT);
    var cell = new Box(70, 30, 90, 40);
    assertEquals(Set.of(cell), boxes(Seams.join(tiles, seen(tiles, List.of(cell), 0))));
    var tall = new Box(30, 60, 50, 300);
    assertEquals(Set.of(tall), boxes(Seams.join(tiles, seen(tiles, List.of(tall), 0))));
  }

  @Test
  public void withinATileNothingIsSuppressed() {
    Tiles tiles = Tiles.of(100, 100, 128, 24, EIGHT, EIGHT);
    var twice = List.of(new Box(10, 10, 20, 20), new Box(11, 10, 20, 20));
    assertEquals(2, Seams.join(tiles, seen(tiles, twice, 0)).size());
  }

  @Test
  public void twoCellsSideBySideAtASeamStayTwo() {
    Tiles tiles = Tiles.of(SIZE, 100, 128, 40, EIGHT, EIGHT);
    for (int at = 20; at < 340; at++) {
      var cells = List.of(new Box(at, 30, 20, 20), new Box(at + 18, 32, 20, 20));
      assertEquals("at " + at, Set.copyOf(cells), boxes(Seams.join(tiles, seen(tiles, cells, 0))));
    }
  }
}
