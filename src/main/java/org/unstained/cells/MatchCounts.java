package org.unstained.cells;

/**
 * How many cells were found, at one threshold of IoU. Counts of several images add up ({@link
 * #plus}), so that every cell counts the same, whatever image it is in.
 *
 * @param found cells of the ground truth that have their prediction (true positives)
 * @param wrong predictions that have no cell (false positives)
 * @param missed cells that have no prediction (false negatives)
 */
public record MatchCounts(long found, long wrong, long missed) {
  public static final MatchCounts NONE = new MatchCounts(0, 0, 0);

  public MatchCounts {
    if (found < 0 || wrong < 0 || missed < 0)
      throw new IllegalArgumentException(
          "Counts are not negative, got %d, %d, %d".formatted(found, wrong, missed));
  }

  public MatchCounts plus(MatchCounts other) {
    return new MatchCounts(found + other.found, wrong + other.wrong, missed + other.missed);
  }

  /**
   * TP / (TP + FP + FN), the average precision of the 2018 Data Science Bowl (Caicedo et al. 2019,
   * doi:10.1038/s41592-019-0612-7) and of StarDist (Schmidt et al. 2018,
   * doi:10.1007/978-3-030-00934-2_30). NaN if there is neither cell nor prediction.
   */
  public double averagePrecision() {
    return (double) found / (found + wrong + missed);
  }

  /** Share of the predictions that are right; NaN if there is none. */
  public double precision() {
    return (double) found / (found + wrong);
  }

  /** Share of the cells that were found; NaN if there is none. */
  public double recall() {
    return (double) found / (found + missed);
  }

  /** Harmonic mean of precision and recall; NaN if there is neither cell nor prediction. */
  public double f1() {
    return 2.0 * found / (2 * found + wrong + missed);
  }
}
