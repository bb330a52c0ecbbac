package org.unstained.benchmark;

import ij.process.ByteProcessor;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;

/** Cells on a grid, an ellipse of its own in each square, and the mask that they were found in. */
record CellGrid(ByteProcessor mask, PlaneCells cells) {
  private static final int PITCH = 25;

  static CellGrid of(int count) {
    int side = (int) Math.ceil(Math.sqrt(count));
    int pixels = side * PITCH;
    byte[] mask = new byte[pixels * pixels];
    int[] labels = new int[pixels * pixels];
    for (int cell = 0; cell < count; cell++) draw(cell, side, pixels, mask, labels);
    List<Cell> cells =
        Cells.measure(
            ArrayImgs.ints(labels, pixels, pixels),
            List.of(ArrayImgs.unsignedBytes(mask, pixels, pixels)),
            PixelSize.PIXELS);
    return new CellGrid(
        new ByteProcessor(pixels, pixels, mask), new PlaneCells("ours", 1, 1, 1, cells));
  }

  private static void draw(int cell, int side, int pixels, byte[] mask, int[] labels) {
    double cx = cell % side * PITCH + PITCH / 2.0;
    double cy = cell / side * PITCH + PITCH / 2.0;
    double a = 6 + cell % 5;
    double b = 6 + cell % 7 * 0.7;
    for (int y = (int) (cy - 11); y < cy + 11; y++)
      for (int x = (int) (cx - 11); x < cx + 11; x++) {
        if (Math.hypot((x - cx) / a, (y - cy) / b) > 1) continue;
        mask[y * pixels + x] = (byte) 255;
        labels[y * pixels + x] = cell + 1;
      }
  }
}
