package org.unstained.workflow.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.unstained.learning.TrialScores;
import org.unstained.workflow.training.TrainingImages;

/**
 * Runs experiments: teaches each learner of a plan on each split and asks it about images that it
 * never saw, then writes tables and a report.
 *
 * <p>Each trial that is finished is a folder written whole. A run that was cut off goes on with the
 * trial that it was at, from its checkpoint, and ends as an uninterrupted one does. A trial that
 * fails or that can't be made is said in tables and report; the others go on.
 */
public final class Experiment {
  private Experiment() {}

  /** Name of the report in the folder of an experiment. */
  public static final String REPORT = "report.html";

  /** Hears how an experiment goes, on the thread that works. */
  public interface Listener {
    /**
     * A trial begins.
     *
     * @param number from 1
     */
    void started(int number, int of, Trial trial);

    /** A line about the trial. */
    void said(String line);

    /** A trial ended, now or in an earlier run. */
    void finished(Trial trial, TrialRecord record);
  }

  /**
   * Does what is left to do.
   *
   * @throws IllegalArgumentException if the images can't be divided as planned
   * @throws CancellationException if cancelled; tables and report then tell of the trials that are
   *     finished
   * @throws IOException if the folder holds another experiment, or a file can't be read or written
   */
  public static ExperimentResult run(
      ExperimentPlan plan, Listener listener, BooleanSupplier canceled) throws IOException {
    List<Trial> trials = plan.trials();
    try (ExperimentFolder folder = ExperimentFolder.open(plan.folder(), plan.settings())) {
      ExperimentTables.splits(folder, plan, trials);
      List<TrialRecord> records = new ArrayList<>();
      List<Trial> done = new ArrayList<>();
      boolean stopped = false;
      for (int i = 0; i < trials.size(); i++) {
        Trial trial = trials.get(i);
        Optional<TrialRecord> record = folder.finished(trial);
        boolean made = record.isEmpty() && !stopped;
        if (made) {
          listener.started(i + 1, trials.size(), trial);
          try {
            record = Optional.of(made(plan, trial, folder, listener, canceled));
          } catch (CancellationException e) {
            stopped = true;
          }
        }
        if (record.isEmpty()) continue;
        if (record.get().problem().isEmpty()) done.add(trial);
        records.add(record.get());
        if (made)
          ExperimentTables.figures(folder, ExperimentResult.of(plan, trials.size(), records));
        listener.finished(trial, record.get());
      }
      ExperimentResult result = ExperimentResult.of(plan, trials.size(), records);
      ExperimentTables.figures(folder, result);
      ExperimentTables.predictions(folder, done);
      ExperimentReport.write(folder, plan, result, done);
      if (stopped) throw new CancellationException();
      return result;
    }
  }

  private static TrialRecord made(
      ExperimentPlan plan,
      Trial trial,
      ExperimentFolder folder,
      Listener listener,
      BooleanSupplier canceled)
      throws IOException {
    if (canceled.getAsBoolean()) throw new CancellationException();
    List<String> classes = plan.images().classes();
    Optional<String> problem = trial.problem(plan.images().samples(), classes);
    if (problem.isPresent()) return record(plan, trial, 0, List.of(), problem.get());
    Path work = Files.createDirectories(folder.workshop(trial));
    long start = System.nanoTime();
    List<Answers> answers;
    try {
      answers =
          trial
              .learner()
              .learn(
                  new Learner.Task(
                      new TrainingImages(
                          plan.images().at(trial.split().training()),
                          plan.images().at(trial.split().validation()),
                          List.of()),
                      plan.images().at(trial.split().test()),
                      classes,
                      trial.seed(),
                      work,
                      listener::said,
                      canceled));
    } catch (IllegalArgumentException | IOException e) {
      return record(plan, trial, 0, List.of(), "failed: " + e.getMessage());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    List<TrialRecord.Result> results = new ArrayList<>();
    for (Answers each : answers) {
      TrialScores scores = each.scores(classes, plan.positive());
      results.add(
          new TrialRecord.Result(each.method(), scores.figures(), each.chosen(), scores.notes()));
    }
    TrialRecord record = record(plan, trial, seconds, results, "");
    folder.keep(
        trial, record, out -> AnswerTable.write(out, plan.images(), trial, classes, answers));
    return record;
  }

  private static TrialRecord record(
      ExperimentPlan plan,
      Trial trial,
      double seconds,
      List<TrialRecord.Result> results,
      String problem) {
    var samples = plan.images().samples();
    var split = trial.split();
    return new TrialRecord(
        trial.name(),
        trial.learner().name(),
        trial.seed(),
        trial.fold(),
        split.name(),
        trial.fraction(),
        new TrialRecord.Counts(
            split.training().size(), split.validation().size(), split.test().size()),
        new TrialRecord.Counts(
            Trial.cells(split.training(), samples),
            Trial.cells(split.validation(), samples),
            Trial.cells(split.test(), samples)),
        seconds,
        results,
        problem);
  }
}
