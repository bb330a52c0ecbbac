package org.unstained.learning;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.unstained.cells.Box;

/**
 * What a detector with maps should say about a batch. Place (x, y) of a map has its middle at ((x +
 * ½)·stride, (y + ½)·stride) of the picture.
 *
 * <p>Heat: for each box a Gaussian around its middle, with a deviation along each axis of a sixth
 * of its side and at least 0.8 places, 1 at the place that holds the middle; the greater where
 * boxes of a class overlap. A box whose middle lies beyond the last place belongs to the last one.
 *
 * <p>Sides: at the middle's place and at its eight neighbours whose middles lie in the middle half
 * of the box (centre sampling: Tian et al. 2019, doi:10.1109/ICCV.2019.00972), the distances to the
 * left, top, right and bottom side, at least 0.1 pixels. Where boxes overlap, the one with the
 * smallest area has the place; the places of middles go first. Their weight is the Gaussian there.
 *
 * @param batch pictures
 * @param heat (batch, classes, height, width) in that order, 0–1
 * @param sides (batch, 4, height, width), in pixels of the picture; 1 where nothing is wanted
 * @param weights (batch, 1, height, width), 0 where no sides are wanted
 * @param cells boxes in the batch
 */
record DetectorTargets(
    int batch,
    int classes,
    int width,
    int height,
    float[] heat,
    float[] sides,
    float[] weights,
    int cells) {
  private static final double DEVIATION = 1.0 / 6;
  private static final double LEAST_DEVIATION = 0.8;
  private static final double LEAST_SIDE = 0.1;

  /** Beyond this many deviations a Gaussian is nothing to a float's eye. */
  private static final double REACH = 4;

  /**
   * The targets of a batch.
   *
   * @param pictures the boxes of each picture
   * @param width columns of the maps
   * @param height rows of the maps
   * @param stride pixels from one place to the next
   * @throws IllegalArgumentException if a box has a class that the network hasn't
   */
  static DetectorTargets of(
      List<List<LabelledBox>> pictures, int classes, int width, int height, double stride) {
    int places = width * height;
    int batch = pictures.size();
    float[] heat = new float[batch * classes * places];
    float[] sides = new float[batch * 4 * places];
    float[] weights = new float[batch * places];
    Arrays.fill(sides, 1);
    int cells = 0;
    for (int item = 0; item < batch; item++) {
      List<LabelledBox> boxes =
          pictures.get(item).stream()
              .sorted(Comparator.comparingDouble((LabelledBox b) -> b.box().area()).reversed())
              .toList();
      for (LabelledBox box : boxes) {
        if (box.type() >= classes)
          throw new IllegalArgumentException(
              "A box has class %d and the network has %d classes, from 0"
                  .formatted(box.type(), classes));
        new Spot(box.box(), width, height, stride)
            .heat(heat, (item * classes + box.type()) * places);
      }
      // The smallest last, so that it stays; neighbours first, so that middles stay.
      for (boolean middle : new boolean[] {false, true})
        for (LabelledBox box : boxes)
          new Spot(box.box(), width, height, stride)
              .sides(sides, item * 4 * places, weights, item * places, middle);
      cells += boxes.size();
    }
    return new DetectorTargets(batch, classes, width, height, heat, sides, weights, cells);
  }

  /** One box on the map. */
  private static final class Spot {
    private final Box box;
    private final int width;
    private final int height;
    private final double stride;
    private final double middleX;
    private final double middleY;
    private final double deviationX;
    private final double deviationY;
    private final int column;
    private final int row;

    Spot(Box box, int width, int height, double stride) {
      this.box = box;
      this.width = width;
      this.height = height;
      this.stride = stride;
      middleX = (box.x() + box.width() / 2) / stride;
      middleY = (box.y() + box.height() / 2) / stride;
      deviationX = Math.max(LEAST_DEVIATION, DEVIATION * box.width() / stride);
      deviationY = Math.max(LEAST_DEVIATION, DEVIATION * box.height() / stride);
      column = Math.max(0, Math.min(width - 1, (int) Math.floor(middleX)));
      row = Math.max(0, Math.min(height - 1, (int) Math.floor(middleY)));
    }

    private double value(int x, int y) {
      if (x == column && y == row) return 1;
      double dx = (x + 0.5 - middleX) / deviationX;
      double dy = (y + 0.5 - middleY) / deviationY;
      return Math.exp(-(dx * dx + dy * dy) / 2);
    }

    void heat(float[] heat, int at) {
      int reachX = (int) Math.ceil(REACH * deviationX);
      int reachY = (int) Math.ceil(REACH * deviationY);
      for (int y = Math.max(0, row - reachY); y <= Math.min(height - 1, row + reachY); y++)
        for (int x = Math.max(0, column - reachX); x <= Math.min(width - 1, column + reachX); x++) {
          int i = at + y * width + x;
          heat[i] = (float) Math.max(heat[i], value(x, y));
        }
    }

    void sides(float[] sides, int at, float[] weights, int weightsAt, boolean middle) {
      int places = width * height;
      for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++)
        for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
          boolean here = x == column && y == row;
          if (here != middle) continue;
          double px = (x + 0.5) * stride;
          double py = (y + 0.5) * stride;
          double left = px - box.x();
          double top = py - box.y();
          if (!here && !(inMiddle(left, box.width()) && inMiddle(top, box.height()))) continue;
          int i = y * width + x;
          double[] lengths = {left, top, box.width() - left, box.height() - top};
          for (int k = 0; k < 4; k++)
            sides[at + k * places + i] = (float) Math.max(LEAST_SIDE, lengths[k]);
          weights[weightsAt + i] = (float) value(x, y);
        }
    }

    private static boolean inMiddle(double from, double length) {
      return from >= length / 4 && from <= length * 3 / 4;
    }
  }
}
