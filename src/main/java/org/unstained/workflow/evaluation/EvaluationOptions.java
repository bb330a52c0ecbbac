package org.unstained.workflow.evaluation;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is judged, and by what.
 *
 * @param truth annotations of images (a folder or a file), a data set, or label images
 * @param predicted annotations, a table of cells (CSV) or label images; empty if models or an open
 *     image are judged
 * @param list of the data set, such as {@code val}; blank for all images
 * @param detector name or path of a model to run, or blank
 * @param classifier name or path of a model to run, or blank; without a detector it is judged on
 *     the cells of the truth
 * @param iou least overlap of a prediction with its cell, above 0 and up to 1
 * @param score least score that counts; empty for the model's own, or all of a table
 * @param tuning list of the data set on whose images the score with the best F1 is chosen; blank
 *     for none
 * @param against column of the table that scores are correlated with, or blank
 */
public record EvaluationOptions(
    Path truth,
    Optional<Path> predicted,
    String list,
    String detector,
    String classifier,
    double iou,
    OptionalDouble score,
    String tuning,
    String against) {

  public EvaluationOptions {
    list = list.strip();
    detector = detector.strip();
    classifier = classifier.strip();
    tuning = tuning.strip();
    against = against.strip();
    if (!(iou > 0 && iou <= 1))
      throw new IllegalArgumentException(
          "'iou' can't be %s: it takes a number above 0 and up to 1.".formatted(iou));
    if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1))
      throw new IllegalArgumentException(
          "'score' can't be %s: it takes a number from 0 to 1, or nothing."
              .formatted(score.getAsDouble()));
    if (predicted.isPresent() && (!detector.isEmpty() || !classifier.isEmpty()))
      throw new IllegalArgumentException(
          "Give either predictions ('predicted') or models to run ('model', 'classifier'), not both.");
    if (!tuning.isEmpty() && detector.isEmpty() && predicted.isEmpty())
      throw new IllegalArgumentException(
          "'tuning' chooses the score of detections. Give a detector ('model') or a table"
              + " ('predicted') with it.");
  }

  /** Predictions against annotations, at IoU 0.5 and with all scores. */
  public static EvaluationOptions of(Path truth, Path predicted) {
    return new EvaluationOptions(
        truth, Optional.of(predicted), "", "", "", 0.5, OptionalDouble.empty(), "", "");
  }

  /** Models on a list of a data set. */
  public static EvaluationOptions ofModels(
      Path truth, String list, String detector, String classifier) {
    return new EvaluationOptions(
        truth, Optional.empty(), list, detector, classifier, 0.5, OptionalDouble.empty(), "", "");
  }

  boolean runsModels() {
    return !detector.isEmpty() || !classifier.isEmpty();
  }

  EvaluationOptions withTuning(String other) {
    return new EvaluationOptions(
        truth, predicted, list, detector, classifier, iou, score, other, against);
  }
}
