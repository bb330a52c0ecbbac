package org.unstained.inference;

/**
 * When one of two detections is taken for the same cell as the other.
 *
 * @param measure how overlap is measured
 * @param threshold 0–1; more overlap than this suppresses the one with the smaller score
 * @param perClass whether detections of different classes leave each other alone
 * @throws IllegalArgumentException if the threshold is not within 0–1
 */
public record SuppressionSettings(Measure measure, double threshold, boolean perClass) {

  /** Two ways to measure overlap. */
  public enum Measure {
    /** Intersection over union. */
    IOU,
    /** Intersection over the smaller of both areas: a box inside another overlaps it wholly. */
    OVERLAP_OF_SMALLER
  }

  public SuppressionSettings {
    if (!(threshold >= 0 && threshold <= 1))
      throw new IllegalArgumentException("An overlap lies within 0–1, got " + threshold);
    if (measure == null) throw new IllegalArgumentException("A measure of overlap is missing");
  }

  /** IoU above 0.5, over all classes: a cell is of one class. */
  public static SuppressionSettings defaults() {
    return new SuppressionSettings(Measure.IOU, 0.5, false);
  }
}
