package org.unstained.workflow.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.unstained.learning.Spread;

/**
 * What an experiment says, so far.
 *
 * @param planned trials of the plan
 * @param trials those that ended
 * @param rows one for each way to answer and fraction of the images
 */
public record ExperimentResult(int planned, List<TrialRecord> trials, List<Row> rows) {

  /**
   * One way to answer, over all trials.
   *
   * @param method its name
   * @param fraction of the images that aren't tested
   * @param images that taught, on average
   * @param figures mean and deviation over all folds and seeds
   * @param bySeed over seeds, of the means over the folds of each; the same as {@code figures} if
   *     there is one fold
   * @param seconds a trial, on average
   */
  public record Row(
      String method,
      double fraction,
      double images,
      Map<String, Spread> figures,
      Map<String, Spread> bySeed,
      double seconds) {}

  static ExperimentResult of(ExperimentPlan plan, int planned, List<TrialRecord> trials) {
    Map<String, Set<String>> methods = new LinkedHashMap<>();
    for (TrialRecord trial : trials)
      for (TrialRecord.Result result : trial.results())
        methods.computeIfAbsent(trial.learner(), l -> new LinkedHashSet<>()).add(result.method());
    List<Row> rows = new ArrayList<>();
    methods.forEach(
        (learner, all) -> {
          for (String method : all)
            for (double fraction : plan.fractions()) {
              Row row = row(method, learner, fraction, trials);
              if (!row.figures().isEmpty()) rows.add(row);
            }
        });
    return new ExperimentResult(planned, List.copyOf(trials), List.copyOf(rows));
  }

  private static Row row(String method, String learner, double fraction, List<TrialRecord> trials) {
    List<TrialRecord> these =
        trials.stream()
            .filter(t -> t.learner().equals(learner) && t.fraction() == fraction)
            .filter(t -> !t.results().isEmpty())
            .toList();
    Set<String> names = new LinkedHashSet<>();
    for (TrialRecord trial : these) names.addAll(figures(trial, method).keySet());
    Map<String, Spread> figures = new LinkedHashMap<>();
    Map<String, Spread> bySeed = new LinkedHashMap<>();
    for (String name : names) {
      figures.put(name, spread(these, method, name));
      Map<Long, List<TrialRecord>> seeds = new TreeMap<>();
      for (TrialRecord trial : these)
        seeds.computeIfAbsent(trial.seed(), s -> new ArrayList<>()).add(trial);
      bySeed.put(
          name,
          Spread.of(
              seeds.values().stream().mapToDouble(s -> spread(s, method, name).mean()).toArray()));
    }
    return new Row(
        method,
        fraction,
        these.stream().mapToInt(t -> t.images().training()).average().orElse(Double.NaN),
        figures,
        bySeed,
        these.stream().mapToDouble(TrialRecord::seconds).average().orElse(Double.NaN));
  }

  private static Spread spread(List<TrialRecord> trials, String method, String figure) {
    return Spread.of(
        trials.stream()
            .mapToDouble(t -> figures(t, method).getOrDefault(figure, Double.NaN))
            .toArray());
  }

  private static Map<String, Double> figures(TrialRecord trial, String method) {
    return trial.results().stream()
        .filter(r -> r.method().equals(method))
        .findFirst()
        .map(TrialRecord.Result::figures)
        .orElse(Map.of());
  }

  /** Trials that couldn't be made, with the reason, and what can't be had or says little. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (TrialRecord trial : trials) {
      if (!trial.problem().isEmpty())
        notes.add("%s is left out: %s.".formatted(trial.trial(), trial.problem()));
      Set<String> said = new LinkedHashSet<>();
      trial.results().forEach(result -> said.addAll(result.notes()));
      for (String note : said) notes.add("%s: %s.".formatted(trial.trial(), note));
    }
    return notes;
  }

  /** Whether a trial failed, which says nothing of the others. */
  public boolean failed() {
    return trials.stream().anyMatch(t -> t.problem().startsWith("failed"));
  }
}
