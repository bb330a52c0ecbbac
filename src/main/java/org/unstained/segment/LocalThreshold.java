package org.unstained.segment;

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

  /** Less than this part of the window says nothing about cells or ground. */
  private static final float LEAST_PART = 1e-3f;

  private final Rows rows;
  private final Bands bands;
  private final double window;
  private final double position;

  /** The level to start from, and the one below which nothing is a cell. */
  private final CoarseGrid start, floor;

  /**
   * @param ground the ground under the cells
   * @param above the threshold above the ground to start from
   * @param groundMean mean of what lies below that threshold, above the ground
   * @param window standard deviation of the Gaussian in pixels
   * @param position of the level between the mean of the ground (0) and of the cells (1)
   */
  LocalThreshold(
      Rows rows,
      Bands bands,
      CoarseGrid ground,
      double above,
      double groundMean,
      double window,
      double position) {
    if (bands.rows() % BLOCK != 0 && bands.count() > 1)
      throw new IllegalArgumentException(
          "Bands of whole blocks of %d rows are needed, got %d".formatted(BLOCK, bands.rows()));
    this.rows = rows;
    this.bands = bands;
    this.window = window;
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
    CoarseGrid level = start;
    for (int round = 0; round < ROUNDS; round++) level = new Means(level).level();
    CoarseGrid last = level;
    Mask mask = new Mask(rows.width(), rows.height());
    bands.forEach(
        (band, from, to) -> {
          float[][] values = new float[to - from][rows.width()];
          rows.read(from, to, values);
          float[] levels = new float[rows.width()];
          for (int y = from; y < to; y++) {
            last.row(y, levels, rows.width());
            mask.setAbove(y, values[y - from], levels);
          }
        });
    return mask;
  }

  /** Number and sum of the pixels of cells and of ground in each block, by some level. */
  private final class Means {
    private final CoarseGrid cellPart = new CoarseGrid(rows.width(), rows.height(), BLOCK);
    private final CoarseGrid groundPart = new CoarseGrid(rows.width(), rows.height(), BLOCK);
    private final CoarseGrid cellSum = new CoarseGrid(rows.width(), rows.height(), BLOCK);
    private final CoarseGrid groundSum = new CoarseGrid(rows.width(), rows.height(), BLOCK);

    Means(CoarseGrid level) {
      bands.forEach(
          (band, from, to) -> {
            float[][] values = new float[to - from][rows.width()];
            rows.read(from, to, values);
            float[] levels = new float[rows.width()];
            for (int y = from; y < to; y++) {
              level.row(y, levels, rows.width());
              add(y, values[y - from], levels);
            }
          });
    }

    private void add(int y, float[] values, float[] levels) {
      int at = y / BLOCK * cellPart.width;
      for (int block = 0; block < cellPart.width; block++) {
        int end = Math.min(values.length, (block + 1) * BLOCK);
        int cells = 0;
        int finite = 0;
        float inCells = 0;
        float all = 0;
        for (int x = block * BLOCK; x < end; x++) {
          float value = values[x];
          if (value - value != 0) continue; // NaN or infinite
          boolean cell = value > levels[x];
          finite++;
          all += value;
          cells += cell ? 1 : 0;
          inCells += cell ? value : 0;
        }
        cellPart.values[at + block] += cells;
        cellSum.values[at + block] += inCells;
        groundPart.values[at + block] += finite - cells;
        groundSum.values[at + block] += all - inCells;
      }
    }

    CoarseGrid level() {
      CoarseGrid cells = cellPart.smoothed(window);
      CoarseGrid ground = groundPart.smoothed(window);
      CoarseGrid cellSums = cellSum.smoothed(window);
      CoarseGrid groundSums = groundSum.smoothed(window);
      CoarseGrid level = new CoarseGrid(rows.width(), rows.height(), BLOCK);
      float least = LEAST_PART * BLOCK * BLOCK;
      for (int i = 0; i < level.values.length; i++) {
        if (cells.values[i] < least || ground.values[i] < least) {
          level.values[i] = start.values[i];
          continue;
        }
        double cell = cellSums.values[i] / cells.values[i];
        double below = groundSums.values[i] / ground.values[i];
        level.values[i] = Math.max(floor.values[i], (float) (below + position * (cell - below)));
      }
      return level;
    }
  }
}
