package org.unstained.command.exploration;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.Classification;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.image.Planes;
import org.unstained.overlay.CellOverlay;

/** An image with cells of two kinds, dim and bright, in rows of twelve. */
public final class ExploredImages {
  private static final int STEP = 30;
  private static final int SIDE = 14;
  private static final int COLUMNS = 12;

  private ExploredImages() {}

  /** Even cells are dim, odd ones bright; their classes say so, but for every tenth cell. */
  public static ImagePlus twoKinds(String title, int count) {
    Random random = new Random(7);
    int rows = (count + COLUMNS - 1) / COLUMNS;
    ByteProcessor pixels = new ByteProcessor(COLUMNS * STEP, rows * STEP);
    pixels.setValue(20);
    pixels.fill();
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int x = i % COLUMNS * STEP + 8;
      int y = i / COLUMNS * STEP + 8;
      int level = (i % 2 == 0 ? 70 : 180) + random.nextInt(12);
      for (int dy = 0; dy < SIDE; dy++)
        for (int dx = 0; dx < SIDE; dx++)
          pixels.set(x + dx, y + dy, level + random.nextInt(i % 2 == 0 ? 9 : 40));
      regions.add(Region.rectangle(i + 1, x, y, SIDE, SIDE));
    }
    ImagePlus image = new ImagePlus(title, pixels);
    List<Cell> cells = new ArrayList<>();
    for (Cell cell : Cells.measureBoxes(regions, Planes.channels(image, 1, 1), PixelSize.PIXELS)) {
      int i = cell.number() - 1;
      cells.add(
          i % 10 == 9
              ? cell
              : cell.as(new Classification(i % 2 == 0 ? "Dim" : "Bright", 0.9, Map.of())));
    }
    CellOverlay.show(image, List.of(new PlaneCells(title, 1, 1, 1, cells)));
    return image;
  }
}
