package org.unstained.inference;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.cells.Box;
import org.unstained.inference.ClassificationSettings.Question;

/**
 * Detects cells, looks at each again with a classifier, joins both scores, and suppresses after
 * that: the two stages of Piansaddhayanon et al. 2023, doi:10.1038/s41597-023-02482-8.
 */
public final class TwoStageDetector {
  private TwoStageDetector() {}

  /** The detector's part of the progress; a guess, as the number of cells isn't known before. */
  private static final double FIRST_PART = 0.7;

  /** Below this no proposal is looked at, however low the wanted score. */
  private static final double LEAST_PROPOSAL = 0.05;

  /**
   * Detections with fused scores, from the greatest to the smallest.
   *
   * @param picture for the detector
   * @param crops the same plane for the classifier, which may want other channels or scalings
   * @param weight of the classifier, ω of {@link Fusion}, 0–1
   * @param settings its score is that of the fused detections
   * @param progress told the finished part, 0–1, on other threads but one at a time
   * @throws IllegalArgumentException also if the two planes differ in size
   */
  public static List<Detection> detect(
      Picture picture,
      DetectorModel detector,
      DetectionSettings settings,
      Picture crops,
      ClassifierModel classifier,
      ClassificationSettings classification,
      double weight,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    if (picture.width() != crops.width() || picture.height() != crops.height())
      throw new IllegalArgumentException(
          "Detector and classifier look at planes of one size, got %d x %d and %d x %d"
              .formatted(picture.width(), picture.height(), crops.width(), crops.height()));
    double least = Math.min(settings.score(), LEAST_PROPOSAL);
    List<Detection> proposals =
        CellDetector.detect(
            picture,
            detector,
            settings.withScore(least),
            p -> progress.accept(part(p, 0, FIRST_PART)),
            canceled);
    List<Box> boxes = proposals.stream().map(Detection::box).toList();
    List<ClassScores> classified =
        CellClassifier.classify(
            crops,
            boxes,
            classifier,
            classification.asking(Question.CELL_AND_CLASS),
            p -> progress.accept(part(p, FIRST_PART, 1)),
            canceled);
    List<Detection> fused =
        Fusion.fuse(proposals, classified, weight).stream()
            .filter(d -> d.score() >= settings.score())
            .toList();
    return Suppression.keep(fused, settings.suppression());
  }

  private static InferenceProgress part(InferenceProgress p, double from, double to) {
    int all = 1000;
    int done = (int) Math.round(all * (from + (to - from) * p.fraction()));
    return new InferenceProgress(done, all, p.cells(), p.seconds());
  }
}
