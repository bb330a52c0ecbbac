package org.unstained.workflow.counts;

import java.util.Optional;

/**
 * How cells are counted.
 *
 * @param groups which images belong together; nothing for all
 * @param axis along what
 * @param classes those that are shown, with commas between them; empty for all. Fractions are of
 *     all cells that count, whatever is shown
 * @param without classes whose cells don't count, with commas between them
 * @param score cells with a lower one don't count; those without a score do
 * @param zero whether frames without cells of which nobody knows whether they were worked on count
 *     0 instead of being missing
 * @param interval between frames, in place of the images' own
 */
public record CountOptions(
    Optional<GroupRule> groups,
    Axis axis,
    String classes,
    String without,
    double score,
    boolean zero,
    Optional<FrameInterval> interval) {

  /** What is counted along. */
  public enum Axis {
    /** Slices if no image has more than one frame and one has several slices, otherwise frames. */
    AUTO,
    FRAME,
    SLICE
  }

  /** All cells of all classes, along what there is. */
  public static CountOptions standard() {
    return new CountOptions(Optional.empty(), Axis.AUTO, "", "", 0, false, Optional.empty());
  }
}
