package org.unstained.segment;

import java.util.Arrays;

/**
 * A threshold that follows the light: at each place a level between the mean of the cells and the
 * mean of the ground nearby. It starts from one threshold above the ground that {@link Background}
 * finds, and each round takes the means anew with the cells found by the last. So dim cells beside
 * bright ones keep their outline, and glowing surroundings of bright ones are cut away.
 *
 * <p>This is the iterative selection of Ridler and Calvard (<a
 * href="https://doi.org/10.1109/TSMC.1978.4310039">doi:10.1109/TSMC.1978.4310039</a>) with means
 * under a Gaussian window instead of over the plane. Means are held on blocks of pixels and
 * interpolated. Where the window holds no cell or no ground, the threshold of the start stands.
 */
final class LocalThreshold {
  static final int BLOCK = 4;
  private static final int ROUNDS = 3;

  /** The window's standard deviation as a part of a cell's diameter, and its bounds in pixels. */
  private static final double PART_OF_DIAMETER = 0.3;

  private static final double LEAST_WINDOW = 5;
  private static final double MOST_WINDOW = 15;

  /** Radius of the disc that takes specks away before the diameter is taken. */
  private static final double SPECKS = 1.5;

  /** Less than this part of the window says nothing about cells or ground. */
  private static final float LEAST_PART = 1e-3f;

  private final Rows rows;
  private final Bands bands;
  private final double position;

  /** The level to start from, and the one below which nothing is a cell. */
  private final CoarseGrid start, floor;

  /**
   * @param ground the ground under the cells
   * @param above the threshold above the ground to start from
   * @param groundMean mean of what lies below that threshold, above the ground
   * @param position of the level between the mean of the ground (0) and of the cells (1)
   */
  LocalThreshold(
      Rows rows, Bands bands, CoarseGrid ground, double above, double groundMean, double position) {
    if (bands.rows() % BLOCK != 0 && bands.count() > 1)
      throw new IllegalArgumentException(
          "Bands of whole blocks of %d rows are needed, got %d".formatted(BLOCK, bands.rows()));
    this.rows = rows;
    this.bands = bands;
    this.position = position;
    start = ground.resampled(rows.width(), rows.height(), BLOCK);
    floor = ground.resampled(rows.width(), rows.height(), BLOCK);
    for (int i = 0; i < start.values.length; i++) {
      start.values[i] += (float) above;
      floor.values[i] += (float) ((above + groundMean) / 2);
    }
  }

  /** Pixels above the local level. */
  Mask mask() {
    double window = window(above(start));
    CoarseGrid nothing = new CoarseGrid(rows.width(), rows.height(), BLOCK);
    Arrays.fill(nothing.values, Float.NEGATIVE_INFINITY);
    Means all = new Means(nothing, window);
    CoarseGrid level = start;
    for (int round = 0; round < ROUNDS; round++) level = between(new Means(level, window), all);
    return above(level);
  }

  private Mask above(CoarseGrid level) {
    Mask mask = new Mask(rows.width(), rows.height());
    bands.forEach(
        (band, from, to) -> {
          float[][] values = new float[to - from][rows.width()];
          rows.read(from, to, values);
          float[] levels = new float[rows.width()];
          for (int y = from; y < to; y++) {
            level.row(y, levels, rows.width());
            mask.setAbove(y, values[y - from], levels);
          }
        });
    return mask;
  }

  /**
   * Standard deviation of the window, in pixels: a part of the usual diameter of what stands out at
   * the start. Within bounds, since a clump at the start may be many small cells.
   */
  private double window(Mask found) {
    FillHoles.in(found);
    Mask cells = Opening.by(found, SPECKS, bands.rows(), bands.canceled());
    long edges = cells.edges();
    // Area over outline is half the radius of a disc; a disc's outline has 8 edges a radius.
    double diameter = edges == 0 ? 0 : 16.0 * cells.count() / edges / Math.PI;
    return Math.max(LEAST_WINDOW, Math.min(MOST_WINDOW, PART_OF_DIAMETER * diameter));
  }

  /** The level between the means of the cells and of all that is not cell. */
  private CoarseGrid between(Means cells, Means all) {
    CoarseGrid level = new CoarseGrid(rows.width(), rows.height(), BLOCK);
    float least = LEAST_PART * BLOCK * BLOCK;
    for (int i = 0; i < level.values.length; i++) {
      float inCells = cells.part.values[i];
      float inGround = all.part.values[i] - inCells;
      if (inCells < least || inGround < least) {
        level.values[i] = start.values[i];
        continue;
      }
      double cell = cells.sum.values[i] / inCells;
      double ground = (all.sum.values[i] - cells.sum.values[i]) / inGround;
      level.values[i] = Math.max(floor.values[i], (float) (ground + position * (cell - ground)));
    }
    return level;
  }

  /** Number and sum of the finite pixels above a level in the window around each block. */
  private final class Means {
    final CoarseGrid part, sum;

    /**
     * @param level held by block; interpolating it between them is worth its time only for the mask
     */
    Means(CoarseGrid level, double window) {
      CoarseGrid parts = new CoarseGrid(rows.width(), rows.height(), BLOCK);
      CoarseGrid sums = new CoarseGrid(rows.width(), rows.height(), BLOCK);
      bands.forEach(
          (band, from, to) -> {
            float[][] values = new float[to - from][rows.width()];
            rows.read(from, to, values);
            for (int y = from; y < to; y++)
              add(
                  values[y - from],
                  level.values,
                  parts.values,
                  sums.values,
                  y / BLOCK * level.width);
          });
      part = parts.smoothed(window);
      sum = sums.smoothed(window);
    }

    private static void add(float[] row, float[] level, float[] parts, float[] sums, int at) {
      for (int block = 0, end = 0; end < row.length; block++) {
        float above = level[at + block];
        int n = 0;
        float sum = 0;
        int x = end;
        end = Math.min(row.length, end + BLOCK);
        for (; x < end; x++) {
          float value = row[x];
          if (value > above && value <= Float.MAX_VALUE) {
            n++;
            sum += value;
          }
        }
        parts[at + block] += n;
        sums[at + block] += sum;
      }
    }
  }
}
