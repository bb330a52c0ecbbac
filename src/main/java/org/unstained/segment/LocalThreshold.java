package org.unstained.segment;

/**
 * A threshold that follows the light: at each place a level between the mean of the cells and the
 * mean of the ground nearby. It starts from one global threshold, and each round takes the means
 * anew with the cells found by the last. So dim cells beside bright ones keep their outline, and
 * glowing surroundings of bright ones are cut away.
 *
 * <p>This is the iterative selection of Ridler and Calvard (<a
 * href="https://doi.org/10.1109/TSMC.1978.4310039">doi:10.1109/TSMC.1978.4310039</a>) with means
 * under a Gaussian window instead of over the plane. Means are held on blocks of pixels and
 * interpolated. Where the window holds no cell or no ground, the global threshold stands.
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
  private final double global;

  /**
   * @param window standard deviation of the Gaussian in pixels
   * @param position of the level between ground (0) and cells (1)
   * @param global the threshold to start from
   */
  LocalThreshold(Rows rows, Bands bands, double window, double position, double global) {
    if (bands.rows() % BLOCK != 0)
      throw new IllegalArgumentException(
          "Bands of whole blocks of %d rows are needed, got %d".formatted(BLOCK, bands.rows()));
    this.rows = rows;
    this.bands = bands;
    this.window = window;
    this.position = position;
    this.global = global;
  }

  /** Pixels above the local level. */
  Mask mask() {
    Means means = new Means();
    double ground = means.collect(null, Double.NaN);
    CoarseGrid level = means.level();
    for (int round = 1; round < ROUNDS; round++) {
      means = new Means();
      means.collect(level, floor(ground));
      level = means.level();
    }
    CoarseGrid last = level;
    Mask mask = new Mask(rows.width(), rows.height());
    float floor = (float) floor(ground);
    bands.forEach(
        (band, from, to) -> {
          float[][] values = new float[to - from][rows.width()];
          rows.read(from, to, values);
          float[] levels = new float[rows.width()];
          for (int y = from; y < to; y++) {
            last.row(y, levels, rows.width());
            pack(values[y - from], levels, floor, rows.width(), mask.rows[y]);
          }
        });
    return mask;
  }

  /** No level lies nearer to the ground than half of the global threshold does. */
  private double floor(double ground) {
    return ground + (global - ground) / 2;
  }

  private static void pack(float[] values, float[] levels, float floor, int width, long[] words) {
    for (int w = 0; w < words.length; w++) {
      long word = 0;
      int from = w << 6;
      int to = Math.min(width, from + 64);
      for (int x = from; x < to; x++)
        word |= (values[x] > Math.max(levels[x], floor) ? 1L : 0L) << x;
      words[w] = word;
    }
  }

  /** Number and sum of cell pixels and of all pixels, for each block. */
  private final class Means {
    private final CoarseGrid cellPart = new CoarseGrid(rows.width(), rows.height(), BLOCK);
    private final CoarseGrid groundPart = new CoarseGrid(rows.width(), rows.height(), BLOCK);
    private final CoarseGrid cellSum = new CoarseGrid(rows.width(), rows.height(), BLOCK);
    private final CoarseGrid groundSum = new CoarseGrid(rows.width(), rows.height(), BLOCK);

    /**
     * Collects with a level, or with the global threshold where it is null.
     *
     * @return the mean of the ground over the plane
     */
    double collect(CoarseGrid level, double floor) {
      double[] sums = new double[bands.count()];
      double[] parts = new double[bands.count()];
      bands.forEach(
          (band, from, to) -> {
            float[][] values = new float[to - from][rows.width()];
            rows.read(from, to, values);
            float[] levels = new float[rows.width()];
            java.util.Arrays.fill(levels, (float) global);
            for (int y = from; y < to; y++) {
              if (level != null) level.row(y, levels, rows.width());
              add(y, values[y - from], levels, level == null ? (float) global : (float) floor);
            }
            int first = from / BLOCK * cellPart.width;
            int last = (to + BLOCK - 1) / BLOCK * cellPart.width;
            for (int i = first; i < last; i++) {
              sums[band] += groundSum.values[i];
              parts[band] += groundPart.values[i];
            }
          });
      double sum = 0;
      double part = 0;
      for (int i = 0; i < sums.length; i++) {
        sum += sums[i];
        part += parts[i];
      }
      return sum / part;
    }

    private void add(int y, float[] values, float[] levels, float floor) {
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
          boolean cell = value > Math.max(levels[x], floor);
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
          level.values[i] = (float) global;
          continue;
        }
        double cell = cellSums.values[i] / cells.values[i];
        double below = groundSums.values[i] / ground.values[i];
        level.values[i] = (float) (below + position * (cell - below));
      }
      return level;
    }
  }
}
