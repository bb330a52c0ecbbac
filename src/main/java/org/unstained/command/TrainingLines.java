package org.unstained.command;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.DetectorTraining;
import org.unstained.learning.TrainingResult.Epoch;
import org.unstained.workflow.TrainingImages;

/** A line for each epoch, for the log and the command line. */
public final class TrainingLines implements TrainingView {
  private final Consumer<String> lines;
  private final BooleanSupplier canceled;
  private long start;

  public TrainingLines(Consumer<String> lines, BooleanSupplier canceled) {
    this.lines = lines;
    this.canceled = canceled;
  }

  @Override
  public void started(String what, TrainingImages images) {
    start = System.nanoTime();
    images.notes().forEach(lines);
    lines.accept(what);
  }

  @Override
  public DetectorTraining.Listener detector() {
    return (epoch, scores, judged) ->
        line(
            epoch,
            "mAP50 %.4f, mAP50-95 %.4f, F1 %.4f at score %.3f, class accuracy %.4f"
                .formatted(
                    scores.map50(),
                    scores.map50To95(),
                    scores.best().f1(),
                    scores.best().score(),
                    scores.classes().accuracy()));
  }

  @Override
  public ClassifierTraining.Listener classifier() {
    return (epoch, scores, judged) ->
        line(
            epoch,
            "accuracy %.4f, balanced %.4f, AUROC %.4f"
                .formatted(
                    scores.confusion().accuracy(),
                    scores.confusion().balancedAccuracy(),
                    scores.auroc()));
  }

  private void line(Epoch epoch, String figures) {
    lines.accept(
        "epoch %d of %d, %.0f s: loss %.4f, %s%s"
            .formatted(
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
