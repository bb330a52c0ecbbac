package org.unstained.command.training;

import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.DetectorTraining;
import org.unstained.learning.TrainingResult.Epoch;

/** A line for each epoch, for the log and the command line. */
public final class TrainingLines implements TrainingView {
  private final Consumer<String> lines;
  private final BooleanSupplier canceled;
  private long start;

  /**
   * Lines for whoever shows or writes them.
   *
   * @param canceled asked now and then
   */
  public TrainingLines(Consumer<String> lines, BooleanSupplier canceled) {
    this.lines = lines;
    this.canceled = canceled;
  }

  @Override
  public void started(Run run) {
    start = System.nanoTime();
    run.notes().forEach(lines);
    lines.accept("%s: %s, on %s".formatted(run.model(), run.what(), run.device()));
  }

  @Override
  public DetectorTraining.Listener detector() {
    return (epoch, scores, judged) ->
        line(
            epoch,
            "mAP50 %s, mAP50-95 %s, F1 %s at score %s, class accuracy %s"
                .formatted(
                    figure(scores.map50()),
                    figure(scores.map50To95()),
                    figure(scores.best().f1()),
                    figure(scores.best().score()),
                    figure(scores.classes().accuracy())));
  }

  @Override
  public ClassifierTraining.Listener classifier() {
    return (epoch, scores, judged) ->
        line(
            epoch,
            "accuracy %s, balanced %s, AUROC %s"
                .formatted(
                    figure(scores.confusion().accuracy()),
                    figure(scores.confusion().balancedAccuracy()),
                    figure(scores.auroc())));
  }

  /** With four digits; a dash for what isn't known, as before the first cell is found. */
  public static String figure(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.4f", value) : "-";
  }

  private void line(Epoch epoch, String figures) {
    lines.accept(
        String.format(
            Locale.ROOT,
            "epoch %d of %d, %.0f s: loss %.4f, %s%s",
            epoch.number(),
            epoch.of(),
            (System.nanoTime() - start) / 1e9,
            epoch.loss(),
            figures,
            epoch.best() ? " *" : ""));
  }

  @Override
  public boolean canceled() {
    return canceled.getAsBoolean();
  }

  @Override
  public void said(String sentence) {
    List.of(sentence.split("\n")).forEach(lines);
  }
}
