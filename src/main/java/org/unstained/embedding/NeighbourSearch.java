package org.unstained.embedding;

import java.util.stream.IntStream;

/**
 * Searches all rows for the nearest of some. Squared distances are reckoned as |b|² − 2ab in single
 * precision, with rows centred and scaled to a length of at most 1; {@link Candidates} keeps every
 * row that could be near enough but for the rounding, so that none is missed.
 */
final class NeighbourSearch {
  /** So many rows are searched for at once, so that a block of rows is read once for them all. */
  static final int TOGETHER = 32;

  private static final int BLOCK_ROWS = 512;

  /** A block is gone through so many columns at once, a multiple of 4, to stay in the cache. */
  private static final int TOGETHER_COLUMNS = 64;

  private final double[][] rows;
  private final int k;
  private final int columns;

  /**
   * Of each block the columns, each an array of its own: a loop that reads them all at the same
   * place works on many rows at once. Columns of zeros make their number a multiple of 4.
   */
  private final float[][][] blocks;

  /** Squared lengths of the rows of each block. */
  private final float[][] lengths;

  private final double scale;
  private final double[] means;

  NeighbourSearch(double[][] rows, int k) {
    this.rows = rows;
    this.k = k;
    columns = rows[0].length;
    means = FeatureRows.means(rows);
    double longest = 0;
    for (double[] row : rows) longest = Math.max(longest, FeatureRows.squaredDistance(row, means));
    scale = Math.min(1 / Math.sqrt(longest), FeatureRows.GREATEST);
    int count = (rows.length + BLOCK_ROWS - 1) / BLOCK_ROWS;
    blocks = new float[count][][];
    lengths = new float[count][];
    IntStream.range(0, count).parallel().forEach(this::fill);
  }

  private void fill(int b) {
    int count = Math.min(BLOCK_ROWS, rows.length - b * BLOCK_ROWS);
    float[][] block = new float[(columns + 3) / 4 * 4][count];
    float[] length = new float[count];
    for (int j = 0; j < count; j++) {
      double[] row = rows[b * BLOCK_ROWS + j];
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        float value = scaled(row, c);
        block[c][j] = value;
        sum += (double) value * value;
      }
      length[j] = (float) sum;
    }
    blocks[b] = block;
    lengths[b] = length;
  }

  private float scaled(double[] row, int c) {
    return (float) ((row[c] - means[c]) * scale);
  }

  /** Finds the nearest of the rows of a group of {@link #TOGETHER}. */
  void find(int group, int[][] indices, double[][] distances) {
    int first = group * TOGETHER;
    int count = Math.min(TOGETHER, rows.length - first);
    Candidates[] candidates = new Candidates[count];
    float[][] asked = new float[count][(columns + 3) / 4 * 4];
    for (int i = 0; i < count; i++) {
      candidates[i] = new Candidates(k, slack());
      for (int c = 0; c < columns; c++) asked[i][c] = -2 * scaled(rows[first + i], c);
    }
    for (int b = 0; b < blocks.length; b++) {
      float[][] sums = new float[count][];
      for (int i = 0; i < count; i++) sums[i] = lengths[b].clone();
      for (int from = 0; from < asked[0].length; from += TOGETHER_COLUMNS)
        for (int i = 0; i < count; i++) addProducts(asked[i], blocks[b], from, sums[i]);
      for (int i = 0; i < count; i++)
        candidates[i].look(sums[i], sums[i].length, b * BLOCK_ROWS, first + i);
    }
    for (int i = 0; i < count; i++)
      candidates[i].decide(rows, first + i, indices[first + i], distances[first + i]);
  }

  /**
   * Twice the greatest error of |b|² − 2ab: no row is longer than 1, so each of the roundings of d
   * products and sums is of a number below 3, and those of the values themselves add less than 8.
   */
  private float slack() {
    return (float) (2 * 3 * (columns + 8) * 0x1p-24);
  }

  private static void addProducts(float[] row, float[][] block, int from, float[] sums) {
    int to = Math.min(row.length, from + TOGETHER_COLUMNS);
    for (int c = from; c < to; c += 4)
      addFour(
          row[c],
          row[c + 1],
          row[c + 2],
          row[c + 3],
          block[c],
          block[c + 1],
          block[c + 2],
          block[c + 3],
          sums);
  }

  private static void addFour(
      float r0,
      float r1,
      float r2,
      float r3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] sums) {
    for (int j = 0; j < sums.length; j++)
      sums[j] += r0 * b0[j] + r1 * b1[j] + (r2 * b2[j] + r3 * b3[j]);
  }
}
