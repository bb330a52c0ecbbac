package org.unstained.workflow.evaluation;

import ij.ImagePlus;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.learning.CellEvaluation;
import org.unstained.learning.ChosenThreshold;
import org.unstained.learning.OperatingPoint;

/** Judges predictions by the truth: what the command and the command line do. */
public final class Evaluation {
  private static final int ROUNDS = 1000;

  private Evaluation() {}

  /**
   * @param open the image that is open, or null; it is judged if the options name nothing else
   * @param progress told the finished part, 0–1
   * @param canceled asked between images
   * @throws java.util.concurrent.CancellationException if canceled
   * @throws IOException if a file can't be read or nothing fits together; names it and the remedy
   * @throws IllegalArgumentException if the options don't fit together
   */
  public static Evaluated of(
      EvaluationOptions options, ImagePlus open, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    if (LabelFiles.are(options)) return LabelEvaluation.of(options, progress, canceled);
    JudgedCells judged = EvaluationInputs.of(options, open, progress, canceled);
    Optional<ChosenThreshold> chosen = Optional.empty();
    double score = options.score().orElse(judged.score());
    if (!options.tuning().isEmpty()) {
      chosen = Optional.of(chosen(options, judged, progress, canceled));
      score = chosen.get().score();
      if (Double.isInfinite(score))
        throw new IllegalArgumentException(
            "Nothing is right on the images of '%s', so no score can be chosen on them."
                .formatted(options.tuning()));
    }
    CellEvaluation evaluation =
        CellEvaluation.of(judged.images(), settings(options, judged, score));
    return CellReport.of(options, judged, evaluation, chosen);
  }

  private static CellEvaluation.Settings settings(
      EvaluationOptions options, JudgedCells judged, double score) {
    return new CellEvaluation.Settings(
        options.iou(), score, judged.scored(), judged.probabilities(), judged.given(), ROUNDS);
  }

  private static ChosenThreshold chosen(
      EvaluationOptions options,
      JudgedCells judged,
      DoubleConsumer progress,
      BooleanSupplier canceled)
      throws IOException {
    if (options.tuning().equals(options.list()))
      throw new IllegalArgumentException(
          "'tuning' and 'list' are both '%s'. A score that is chosen and judged on the same images looks better than it is; choose it on another list."
              .formatted(options.list()));
    EvaluationOptions other =
        new EvaluationOptions(
            options.truth(),
            options.predicted(),
            options.tuning(),
            options.detector(),
            options.classifier(),
            options.iou(),
            options.score(),
            "",
            "");
    JudgedCells tuning = EvaluationInputs.of(other, null, progress, canceled);
    if (!tuning.scored())
      throw new IllegalArgumentException(
          "'tuning' needs predictions with scores, and these have none.");
    OperatingPoint best =
        CellEvaluation.of(tuning.images(), settings(options, tuning, 0)).curve().bestF1();
    return new ChosenThreshold(
        best,
        CellEvaluation.of(judged.images(), settings(options, judged, 0)).curve().at(best.score()));
  }
}
