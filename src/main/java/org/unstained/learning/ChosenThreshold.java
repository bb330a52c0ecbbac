package org.unstained.learning;

/**
 * A score chosen on validation images and applied to test images, so that the test figure owes
 * nothing to the choice.
 *
 * @param validation the point with the best F1 there
 * @param test what the same score gives on the test images
 */
public record ChosenThreshold(OperatingPoint validation, OperatingPoint test) {
  public static ChosenThreshold of(PrecisionRecallCurve validation, PrecisionRecallCurve test) {
    OperatingPoint best = validation.bestF1();
    return new ChosenThreshold(best, test.at(best.score()));
  }

  /** Infinite if nothing was right on the validation images. */
  public double score() {
    return validation.score();
  }
}
