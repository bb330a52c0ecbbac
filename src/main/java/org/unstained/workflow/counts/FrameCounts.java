package org.unstained.workflow.counts;

import java.util.List;
import org.unstained.learning.ConfidenceInterval;
import org.unstained.learning.Estimate;
import org.unstained.learning.Proportion;

/**
 * How many cells a frame (or a slice) of an image has.
 *
 * @param frame from 1
 * @param worked whether cells were looked for; otherwise all figures are missing
 * @param counts one a class
 * @param total of all cells that count, those of classes that aren't shown among them
 */
public record FrameCounts(int frame, boolean worked, List<Integer> counts, int total) {
  public FrameCounts {
    counts = List.copyOf(counts);
  }

  /** NaN if the frame wasn't worked on. */
  public double count(int type) {
    return worked ? counts.get(type) : Double.NaN;
  }

  /** The share of a class with Wilson's interval of 95 %; NaN if there is no cell. */
  public Estimate fraction(int type) {
    if (!worked || total == 0) return Estimate.of(Double.NaN);
    ConfidenceInterval interval = Proportion.interval(counts.get(type), total, Estimate.LEVEL);
    return new Estimate((double) counts.get(type) / total, interval);
  }
}
