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

  /** Planes up to here are worked on as a whole, and pixels of a strip of larger ones. */
  private static final long MOST_PIXELS = 1 << 24;

  private static final int LEAST_STRIP = 64 * BLOCK;

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
  record Start(CoarseGrid ground, double above, double groundMean, double position) {}

  /**
   * @param rows of the whole plane, or a strip of it
   * @param from where the strip begins in the plane, a multiple of {@link #BLOCK}
   */
  private LocalThreshold(Rows rows, Bands bands, Start start, int from, int planeHeight) {
    this.rows = rows;
    this.bands = bands;
    this.position = start.position;
    int to = from + rows.height();
    this.start = start.ground.resampled(rows.width(), planeHeight, BLOCK, from, to);
    this.floor = start.ground.resampled(rows.width(), planeHeight, BLOCK, from, to);
    for (int i = 0; i < this.start.values.length; i++) {
      this.start.values[i] += (float) start.above;
      this.floor.values[i] += (float) ((start.above + start.groundMean) / 2);
    }
  }

  /** Pixels above the local level. */
  static Mask mask(Rows rows, Bands bands, Start start) {
    if (bands.rows() % BLOCK != 0 && bands.count() > 1)
      throw new IllegalArgumentException(
          "Bands of whole blocks of %d rows are needed, got %d".formatted(BLOCK, bands.rows()));
    if ((long) rows.width() * rows.height() > MOST_PIXELS)
      return strips(rows, bands, start, (int) (MOST_PIXELS / rows.width()) / BLOCK * BLOCK);
    LocalThreshold whole = new LocalThreshold(rows, bands, start, 0, rows.height());
    Mask mask = new Mask(rows.width(), rows.height());
    whole.setAbove(whole.start, 0, rows.height(), mask, 0);
    double window = window(mask, bands);
    whole.setAbove(whole.level(window), 0, rows.height(), mask, 0);
    return mask;
  }

  /**
   * The same, strip by strip. A window looks so far and no farther, so strips that overlap by the
   * reach of all rounds give what the whole plane gives.
   */
  static Mask strips(Rows rows, Bands bands, Start start, int stripRows) {
    Mask mask = new Mask(rows.width(), rows.height());
    int strip = Math.max(LEAST_STRIP, stripRows);
    eachStrip(
        rows,
        bands,
        start,
        strip,
        BLOCK,
        (threshold, from, to, top) ->
            threshold.setAbove(threshold.start, from - top, to - top, mask, top));
    double window = window(mask, bands);
    int reach = BLOCK * (ROUNDS * Gaussian.reach(window / BLOCK) + 1);
    eachStrip(
        rows,
        bands,
        start,
        strip,
        reach,
        (threshold, from, to, top) ->
            threshold.setAbove(threshold.level(window), from - top, to - top, mask, top));
    return mask;
  }

  private interface StripWork {
    void on(LocalThreshold threshold, int from, int to, int top);
  }

  /**
   * @param halo rows more on both sides
   */
  private static void eachStrip(
      Rows rows, Bands bands, Start start, int strip, int halo, StripWork work) {
    int height = rows.height();
    for (int from = 0; from < height; from += strip) {
      int to = (int) Math.min(height, (long) from + strip);
      int top = Math.max(0, from - halo);
      int bottom = (int) Math.min(height, (long) to + halo);
      Bands within = new Bands(bottom - top, bands.rows(), bands.canceled());
      Rows held = HeldRows.of(new Strip(rows, top, bottom - top), within);
      work.on(new LocalThreshold(held, within, start, top, height), from, to, top);
    }
  }

  /** Some rows of a plane, as a plane of their own. */
  private record Strip(Rows rows, int top, int height) implements Rows {
    @Override
    public int width() {
      return rows.width();
    }

    @Override
    public void read(int from, int to, float[][] into) {
      rows.read(top + from, top + to, into);
    }
  }

  private CoarseGrid level(double window) {
    CoarseGrid nothing = new CoarseGrid(rows.width(), rows.height(), BLOCK);
    Arrays.fill(nothing.values, Float.NEGATIVE_INFINITY);
    Means all = new Means(nothing, window);
    CoarseGrid level = start;
    for (int round = 0; round < ROUNDS; round++) level = between(new Means(level, window), all);
    return level;
  }

  /**
   * Sets those of our rows {@code first} to {@code end} in a mask in which we begin at {@code top}.
   */
  private void setAbove(CoarseGrid level, int first, int end, Mask mask, int top) {
    bands.forEach(
        (band, from, to) -> {
          int begin = Math.max(from, first);
          int last = Math.min(to, end);
          if (begin >= last) return;
          float[][] values = new float[last - begin][rows.width()];
          rows.read(begin, last, values);
          float[] levels = new float[rows.width()];
          for (int y = begin; y < last; y++) {
            level.row(y, levels, rows.width());
            mask.setAbove(top + y, values[y - begin], levels);
          }
        });
  }

  /**
   * Standard deviation of the window, in pixels: a part of the usual diameter of what stands out at
   * the start. Within bounds, since a clump at the start may be many small cells.
   *
   * @param found is changed
   */
  private static double window(Mask found, Bands bands) {
    FillHoles.in(found);
    Mask cells = Opening.in(found, SPECKS, bands.rows(), bands.canceled());
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
