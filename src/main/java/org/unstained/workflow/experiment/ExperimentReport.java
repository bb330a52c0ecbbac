package org.unstained.workflow.experiment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.unstained.learning.Estimate;
import org.unstained.learning.Spread;
import org.unstained.learning.TrialScores;
import org.unstained.report.Axis;
import org.unstained.report.BarPlot;
import org.unstained.report.Html;
import org.unstained.report.LinePlot;
import org.unstained.report.MatrixPlot;
import org.unstained.report.Numbers;
import org.unstained.report.Part;
import org.unstained.report.Plot;
import org.unstained.report.Report;
import org.unstained.report.Report.Section;
import org.unstained.report.Series;
import org.unstained.report.Table;
import org.unstained.workflow.evaluation.CellPlots;

/**
 * The report of an experiment. It holds nothing of when and how fast it was made, so that one that
 * was cut off and went on gives the same.
 */
final class ExperimentReport {
  private ExperimentReport() {}

  private static final int MOST_MATRICES = 6;
  private static final int MOST_CURVES = 6;
  private static final String OF_CLASS = " ";

  static void write(
      ExperimentFolder folder, ExperimentPlan plan, ExperimentResult result, List<Trial> done)
      throws IOException {
    Map<String, PooledPredictions> pooled = PooledPredictions.read(folder, plan, done);
    folder.write(Experiment.REPORT, out -> out.write(Html.of(of(plan, result, pooled))));
  }

  private static Report of(
      ExperimentPlan plan, ExperimentResult result, Map<String, PooledPredictions> pooled) {
    List<Section> sections = new ArrayList<>();
    List<Part> first = new ArrayList<>();
    List<String> notes = result.notes();
    plan.images().notes().stream()
        .filter(note -> note.contains("too good"))
        .forEach(note -> first.add(new Part.Notice(note)));
    if (result.trials().size() < result.planned())
      first.add(
          new Part.Notice(
              "Not finished: %d of %d trials."
                  .formatted(result.trials().size(), result.planned())));
    if (!notes.isEmpty())
      first.add(new Part.Notice("Some figures can't be had or say little: see Notes."));
    first.add(summary(plan, result));
    first.add(new Part.Plots(plots(plan, result)));
    sections.add(new Section("Scores on images that nothing was chosen by", first));
    if (!pooled.isEmpty()) {
      sections.add(new Section("All test cells together", together(plan, pooled)));
      sections.add(new Section("What cells were called", called(pooled)));
    }
    sections.add(new Section("Trials", trials(result)));
    if (!notes.isEmpty())
      sections.add(new Section("Notes", notes.stream().map(n -> (Part) new Part.Text(n)).toList()));
    sections.add(new Section("How it was done", done(plan)));
    return new Report(plan.name(), about(plan), sections);
  }

  private static String about(ExperimentPlan plan) {
    long groups = plan.images().samples().stream().map(s -> s.group()).distinct().count();
    int cells = plan.images().samples().stream().mapToInt(s -> s.classes().size()).sum();
    return "%d images in %d groups, %d cells: %s. %s, %d seed%s."
        .formatted(
            plan.images().images().size(),
            groups,
            cells,
            String.join(", ", plan.images().classes()),
            plan.division().described(),
            plan.seeds().size(),
            plan.seeds().size() == 1 ? "" : "s");
  }

  /** Figures that aren't of single classes. */
  private static Set<String> figures(ExperimentResult result) {
    Set<String> names = new LinkedHashSet<>();
    for (ExperimentResult.Row row : result.rows())
      for (String name : row.figures().keySet()) if (!name.contains(OF_CLASS)) names.add(name);
    return names;
  }

  private static Table summary(ExperimentPlan plan, ExperimentResult result) {
    Set<String> names = figures(result);
    List<String> columns = new ArrayList<>(List.of("method", "part", "images", "trials"));
    columns.addAll(names);
    List<List<String>> rows = new ArrayList<>();
    for (ExperimentResult.Row row : result.rows()) {
      int trials =
          row.figures().values().stream().mapToInt(s -> s.count() + s.without()).max().orElse(0);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  row.method(),
                  part(row.fraction()),
                  Numbers.text(row.images(), 0),
                  Integer.toString(trials)));
      for (String name : names) cells.add(text(row.figures().get(name)));
      rows.add(cells);
    }
    return new Table(
        "Mean ± standard deviation over the trials (folds and seeds). A figure that can't be had in a trial is left out; the number of trials that have it follows.",
        columns,
        rows);
  }

  private static String text(Spread spread) {
    if (spread == null) return Numbers.NONE;
    String text = Numbers.withSpread(spread.mean(), spread.sd());
    return spread.without() == 0 || spread.count() == 0 ? text : text + " (" + spread.count() + ")";
  }

  static String part(double fraction) {
    return String.format(Locale.ROOT, "%.3g %%", 100 * fraction).replaceAll("\\.0+ ", " ");
  }

  private static List<Plot> plots(ExperimentPlan plan, ExperimentResult result) {
    boolean detects = figures(result).contains(TrialScores.MAP50);
    List<String> shown =
        detects
            ? List.of(TrialScores.MAP50, TrialScores.F1)
            : List.of(TrialScores.AUC, TrialScores.F1);
    if (plan.fractions().size() > 1)
      return shown.stream().map(name -> curve(name, result)).toList();
    List<String> compared =
        detects
            ? List.of(TrialScores.MAP50, TrialScores.F1, "class_accuracy")
            : List.of(TrialScores.ACCURACY, TrialScores.F1, TrialScores.AUC);
    return List.of(bars(compared, result));
  }

  private static Plot bars(List<String> names, ExperimentResult result) {
    List<BarPlot.Bars> bars = new ArrayList<>();
    for (ExperimentResult.Row row : result.rows()) {
      List<Double> means = new ArrayList<>();
      List<Double> low = new ArrayList<>();
      List<Double> high = new ArrayList<>();
      for (String name : names) {
        Spread spread = row.figures().getOrDefault(name, new Spread(Double.NaN, Double.NaN, 0, 0));
        means.add(spread.mean());
        low.add(Math.max(0, spread.mean() - spread.sd()));
        high.add(Math.min(1, spread.mean() + spread.sd()));
      }
      bars.add(new BarPlot.Bars(row.method(), means, low, high));
    }
    return new BarPlot("Mean ± standard deviation", Axis.share("score"), names, bars);
  }

  private static Plot curve(String figure, ExperimentResult result) {
    Set<String> methods = new LinkedHashSet<>();
    result.rows().forEach(row -> methods.add(row.method()));
    List<Series> series = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (String method : methods) {
      List<ExperimentResult.Row> rows =
          result.rows().stream().filter(r -> r.method().equals(method)).toList();
      double[] mean = of(rows, figure, 0);
      double[] low = of(rows, figure, -1);
      double[] high = of(rows, figure, 1);
      for (double[] some : List.of(mean, low, high)) for (double v : some) values.add(v);
      series.add(
          Series.of(
                  method,
                  Series.Style.MARKED,
                  rows.stream().mapToDouble(ExperimentResult.Row::images).toArray(),
                  mean)
              .within(low, high));
    }
    double[] images = result.rows().stream().mapToDouble(ExperimentResult.Row::images).toArray();
    return new LinePlot(
        "Learning curve: " + figure,
        Axis.logarithmic("images to learn from", images),
        Axis.around(figure, values.stream().mapToDouble(v -> v).toArray()),
        series);
  }

  private static double[] of(List<ExperimentResult.Row> rows, String figure, int deviations) {
    return rows.stream()
        .map(row -> row.figures().get(figure))
        .mapToDouble(
            s ->
                s == null
                    ? Double.NaN
                    : s.mean() + (Double.isNaN(s.sd()) ? 0 : deviations * s.sd()))
        .toArray();
  }

  private static List<Part> together(ExperimentPlan plan, Map<String, PooledPredictions> pooled) {
    List<List<String>> rows = new ArrayList<>();
    pooled.forEach(
        (method, all) ->
            rows.add(
                List.of(
                    method,
                    Integer.toString(all.answers().size()),
                    text(all.accuracy()),
                    text(all.balancedAccuracy()),
                    text(all.auc()))));
    return List.of(
        new Table(
            "All test cells of all trials with all images, pooled, with 95 % intervals by drawing groups of images with replacement. Scores of trainings that differ are taken for comparable here.",
            List.of("method", "cells", "accuracy", "balanced accuracy", "auc"), rows),
        new Part.Plots(rocs(plan, pooled)));
  }

  private static String text(Estimate figure) {
    return Numbers.withInterval(figure.value(), figure.low(), figure.high());
  }

  /** A plot for each class against all others; of two classes one is enough. */
  private static List<Plot> rocs(ExperimentPlan plan, Map<String, PooledPredictions> pooled) {
    List<String> classes = plan.images().classes();
    int positive = classes.indexOf(plan.positive());
    List<Plot> plots = new ArrayList<>();
    for (int c = 0; c < classes.size() && plots.size() < MOST_CURVES; c++) {
      if (classes.size() == 2 && c != Math.max(0, positive)) continue;
      List<Series> curves = new ArrayList<>();
      for (Map.Entry<String, PooledPredictions> one : pooled.entrySet())
        if (curves.size() < MOST_CURVES)
          curves.add(CellPlots.roc(one.getKey(), one.getValue().roc(c)));
      curves.removeIf(curve -> curve.size() == 0);
      if (curves.isEmpty()) continue;
      curves.add(Series.reference("chance", 0, 0, 1, 1));
      plots.add(
          new LinePlot(
              "ROC, " + classes.get(c),
              Axis.share("1 − specificity"),
              Axis.share("sensitivity"),
              curves));
    }
    return plots;
  }

  private static List<Part> called(Map<String, PooledPredictions> pooled) {
    List<Plot> plots = new ArrayList<>();
    pooled.forEach(
        (method, all) -> {
          if (plots.size() < MOST_MATRICES)
            plots.add(
                new MatrixPlot(
                    method,
                    "what it is",
                    "what it was called",
                    all.classes(),
                    all.classes(),
                    all.counts()));
        });
    return List.of(
        new Part.Text("All test cells of all trials with all images, pooled."),
        new Part.Plots(plots));
  }

  private static Table trials(ExperimentResult result) {
    Set<String> names = figures(result);
    List<String> columns =
        new ArrayList<>(List.of("method", "seed", "split", "part", "test cells"));
    columns.addAll(names);
    columns.add("chosen on validation");
    List<List<String>> rows = new ArrayList<>();
    for (TrialRecord trial : result.trials()) {
      List<String> start =
          List.of(
              Long.toString(trial.seed()),
              trial.split(),
              part(trial.fraction()),
              Integer.toString(trial.cells().test()));
      if (trial.results().isEmpty()) {
        List<String> row = new ArrayList<>(List.of(trial.learner()));
        row.addAll(start);
        names.forEach(name -> row.add(Numbers.NONE));
        row.add("left out: " + trial.problem());
        rows.add(row);
      }
      for (TrialRecord.Result each : trial.results()) {
        List<String> row = new ArrayList<>(List.of(each.method()));
        row.addAll(start);
        for (String name : names)
          row.add(Numbers.text(each.figures().getOrDefault(name, Double.NaN)));
        List<String> chosen = new ArrayList<>();
        each.chosen()
            .forEach(
                (name, value) ->
                    chosen.add(name + " " + Numbers.text(value, 2).replaceAll("\\.?0+$", "")));
        row.add(String.join(", ", chosen));
        rows.add(row);
      }
    }
    return new Table("", columns, rows);
  }

  private static List<Part> done(ExperimentPlan plan) {
    Set<String> keys = new LinkedHashSet<>();
    plan.learners().forEach(learner -> keys.addAll(learner.settings().keySet()));
    List<String> columns = new ArrayList<>(List.of("setting"));
    plan.learners().forEach(learner -> columns.add(learner.name()));
    List<List<String>> rows = new ArrayList<>();
    for (String key : keys) {
      List<String> row = new ArrayList<>(List.of(key));
      for (Learner learner : plan.learners())
        row.add(learner.settings().getOrDefault(key, Numbers.NONE));
      rows.add(row);
    }
    return List.of(
        new Part.Text(
            "Images of one group never stand on two sides of a split. Epochs, thresholds and weights were chosen on about a fifth of the groups that aren't tested (splits.csv), never on the tested ones. experiment.json holds all settings; predictions.csv every answer; scores.csv and summary.csv all figures."),
        new Table("Settings of the trainings", columns, rows),
        new Part.Terms(ExperimentTerms.of(plan.positive())));
  }
}
