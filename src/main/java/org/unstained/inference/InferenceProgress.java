package org.unstained.inference;

/**
 * How far a run has come.
 *
 * @param done batches of tiles or crops that are finished
 * @param all batches of the run
 * @param cells found or classified so far; cells in overlaps may count twice until the end
 * @param seconds since the run began
 */
public record InferenceProgress(int done, int all, long cells, double seconds) {

  /** The finished part, 0–1. */
  public double fraction() {
    return all == 0 ? 1 : (double) done / all;
  }

  /** 0 at the very beginning. */
  public double cellsPerSecond() {
    return seconds > 0 ? cells / seconds : 0;
  }
}
