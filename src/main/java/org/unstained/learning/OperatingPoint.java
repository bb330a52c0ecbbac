package org.unstained.learning;

import org.unstained.cells.MatchCounts;

/**
 * What comes out if everything with at least a score is taken.
 *
 * @param score infinite if nothing is taken
 */
public record OperatingPoint(double score, MatchCounts counts) {
  /** NaN if nothing is taken. */
  public double precision() {
    return counts.precision();
  }

  /** NaN if there is nothing to find. */
  public double recall() {
    return counts.recall();
  }

  /** NaN if there is nothing to find and nothing is taken. */
  public double f1() {
    return counts.f1();
  }
}
