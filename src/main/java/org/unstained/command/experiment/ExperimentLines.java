package org.unstained.command.experiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.unstained.command.training.TrainingLines;
import org.unstained.learning.Spread;
import org.unstained.workflow.experiment.Experiment;
import org.unstained.workflow.experiment.ExperimentPlan;
import org.unstained.workflow.experiment.ExperimentResult;
import org.unstained.workflow.experiment.Trial;
import org.unstained.workflow.experiment.TrialRecord;

/** Lines of text about an experiment, for the log and the command line. */
final class ExperimentLines implements Experiment.Listener {
  /** Figures with a blank are of single classes: the tables have them. */
  private static final String OF_CLASS = " ";

  private final Consumer<String> lines;

  ExperimentLines(Consumer<String> lines) {
    this.lines = lines;
  }

  @Override
  public void started(int number, int of, Trial trial) {
    lines.accept("Trial %d of %d: %s".formatted(number, of, trial.name()));
  }

  @Override
  public void said(String line) {
    lines.accept("  " + line);
  }

  @Override
  public void finished(Trial trial, TrialRecord record) {
    if (!record.problem().isEmpty())
      lines.accept("%s is left out: %s".formatted(trial.name(), record.problem()));
    for (TrialRecord.Result result : record.results()) {
      List<String> figures = new ArrayList<>();
      result
          .figures()
          .forEach(
              (name, value) -> {
                if (!name.contains(OF_CLASS)) figures.add(name + " " + TrainingLines.figure(value));
              });
      lines.accept(
          "%s, seed %d, %s: %s"
              .formatted(
                  result.method(), record.seed(), record.split(), String.join(", ", figures)));
      result.notes().forEach(note -> lines.accept("  " + note));
    }
  }

  /** The table at the end. */
  void table(ExperimentResult result, ExperimentPlan plan) {
    Set<String> names = new LinkedHashSet<>();
    for (ExperimentResult.Row row : result.rows())
      for (String name : row.figures().keySet()) if (!name.contains(OF_CLASS)) names.add(name);
    boolean curve = plan.fractions().size() > 1;
    for (ExperimentResult.Row row : result.rows()) {
      List<String> figures = new ArrayList<>();
      for (String name : names)
        if (row.figures().containsKey(name))
          figures.add(name + " " + text(row.figures().get(name)));
      lines.accept(
          "%s%s: %s"
              .formatted(
                  row.method(),
                  curve ? String.format(Locale.ROOT, ", part %s", row.fraction()) : "",
                  String.join(", ", figures)));
    }
  }

  private static String text(Spread figure) {
    String mean = TrainingLines.figure(figure.mean());
    String sd = Double.isFinite(figure.sd()) ? " ± " + TrainingLines.figure(figure.sd()) : "";
    return mean + sd + (figure.without() > 0 ? " (of " + figure.count() + ")" : "");
  }
}
