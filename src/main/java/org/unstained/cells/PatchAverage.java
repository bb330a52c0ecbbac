package org.unstained.cells;

import java.util.Arrays;
import java.util.List;

/**
 * A value of each patch as a map of the picture: a pixel has the mean of the patches that it lies
 * in. Patches whose value is NaN don't count; a pixel that lies in no other patch is NaN.
 *
 * <p>Between the edges of patches the map is constant, so only these pieces are kept until a map is
 * painted.
 */
public final class PatchAverage {
  private final PatchGrid grid;
  private final PatchCuts across;
  private final PatchCuts down;

  /** Piece by piece, row by row. */
  private final double[] means;

  private PatchAverage(PatchGrid grid, PatchCuts across, PatchCuts down, double[] means) {
    this.grid = grid;
    this.across = across;
    this.down = down;
    this.means = means;
  }

  /**
   * @param values one a patch, in the order of the grid; NaN for a patch that doesn't count
   * @throws IllegalArgumentException if there aren't as many values as patches
   */
  public static PatchAverage of(PatchGrid grid, double[] values) {
    if (values.length != grid.count())
      throw new IllegalArgumentException(
          "%d patches need as many values, got %d".formatted(grid.count(), values.length));
    PatchCuts across = PatchCuts.of(grid.lefts(), grid.size());
    PatchCuts down = PatchCuts.of(grid.tops(), grid.size());
    int width = across.pieces();
    double[] means = new double[width * down.pieces()];
    int[] counts = new int[means.length];
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) continue;
      int column = i % grid.columns();
      int row = i / grid.columns();
      for (int y = down.first()[row]; y < down.end()[row]; y++)
        for (int x = across.first()[column]; x < across.end()[column]; x++) {
          means[y * width + x] += values[i];
          counts[y * width + x]++;
        }
    }
    for (int i = 0; i < means.length; i++)
      means[i] = counts[i] == 0 ? Double.NaN : means[i] / counts[i];
    return new PatchAverage(grid, across, down, means);
  }

  /** The map, row by row. */
  public float[] pixels() {
    float[] pixels = new float[Math.multiplyExact(grid.width(), grid.height())];
    for (int row = 0; row < down.pieces(); row++) {
      int start = down.edges()[row] * grid.width();
      for (int column = 0; column < across.pieces(); column++)
        Arrays.fill(
            pixels,
            start + across.edges()[column],
            start + across.edges()[column + 1],
            (float) means[row * across.pieces() + column]);
      for (int y = down.edges()[row] + 1; y < down.edges()[row + 1]; y++)
        System.arraycopy(pixels, start, pixels, y * grid.width(), grid.width());
    }
    return pixels;
  }

  /**
   * The map in little, row by row: for each square of the grid's step the value in its middle. If
   * patches are whole steps long, nothing is lost but within the last row and column.
   */
  public float[] squares() {
    int[] columns = pieces(across, grid.stepsAcross(), grid.width());
    int[] rows = pieces(down, grid.stepsDown(), grid.height());
    float[] squares = new float[columns.length * rows.length];
    for (int i = 0; i < squares.length; i++)
      squares[i] =
          (float) means[rows[i / columns.length] * across.pieces() + columns[i % columns.length]];
    return squares;
  }

  /** The piece in which the middle of each square lies. */
  private int[] pieces(PatchCuts cuts, int squares, int length) {
    int[] pieces = new int[squares];
    for (int i = 0; i < squares; i++) {
      long middle = Math.min((long) i * grid.step() + grid.step() / 2, length - 1L);
      int at = Arrays.binarySearch(cuts.edges(), (int) middle);
      pieces[i] = at >= 0 ? at : -at - 2;
    }
    return pieces;
  }

  /**
   * Which of several maps of one grid is the greatest at each pixel, row by row: its place in the
   * list from 1, or 0 where all are NaN. Of equals the first.
   *
   * @throws IllegalArgumentException if there is no map, or more than 255
   */
  public static byte[] greatest(List<PatchAverage> maps) {
    return bytes(best(maps).pixels());
  }

  /** As {@link #greatest}, in little: for each of the {@link #squares}. */
  public static byte[] greatestOfSquares(List<PatchAverage> maps) {
    return bytes(best(maps).squares());
  }

  private static PatchAverage best(List<PatchAverage> maps) {
    if (maps.isEmpty() || maps.size() > 255)
      throw new IllegalArgumentException("1 to 255 maps are compared, got " + maps.size());
    PatchAverage shape = maps.get(0);
    double[] best = new double[shape.means.length];
    for (int i = 0; i < best.length; i++)
      for (int k = 0; k < maps.size(); k++) {
        double value = maps.get(k).means[i];
        if (!Double.isNaN(value) && (best[i] == 0 || value > maps.get((int) best[i] - 1).means[i]))
          best[i] = k + 1;
      }
    return new PatchAverage(shape.grid, shape.across, shape.down, best);
  }

  private static byte[] bytes(float[] painted) {
    byte[] classes = new byte[painted.length];
    for (int i = 0; i < classes.length; i++) classes[i] = (byte) painted[i];
    return classes;
  }
}
