package org.unstained.workflow.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVPrinter;
import org.unstained.learning.Sample;
import org.unstained.learning.Spread;
import org.unstained.workflow.files.CsvMerge;

/** The tables of an experiment. A figure that can't be had is an empty field, never 0. */
final class ExperimentTables {
  private ExperimentTables() {}

  static final String SPLITS = "splits.csv";
  static final String SCORES = "scores.csv";
  static final String SUMMARY = "summary.csv";

  /** A row for each image of each split: on which side it stands. */
  static void splits(ExperimentFolder folder, ExperimentPlan plan, List<Trial> trials)
      throws IOException {
    String first = plan.learners().get(0).name();
    folder.write(
        SPLITS,
        out -> {
          CSVPrinter printer = new CSVPrinter(out, CsvMerge.FORMAT);
          printer.printRecord("seed", "fold", "fraction", "part", "image", "group", "cells");
          for (Trial trial : trials) {
            if (!trial.learner().name().equals(first)) continue;
            for (String part : List.of("training", "validation", "test"))
              for (int image :
                  switch (part) {
                    case "training" -> trial.split().training();
                    case "validation" -> trial.split().validation();
                    default -> trial.split().test();
                  }) {
                Sample sample = plan.images().samples().get(image);
                printer.printRecord(
                    trial.seed(),
                    trial.split().name(),
                    trial.fraction(),
                    part,
                    sample.name(),
                    sample.group(),
                    sample.classes().size());
              }
          }
          printer.flush();
        });
  }

  /** The figures of the trials that are finished. */
  static void figures(ExperimentFolder folder, ExperimentResult result) throws IOException {
    folder.write(SCORES, out -> scores(new CSVPrinter(out, CsvMerge.FORMAT), result));
    folder.write(SUMMARY, out -> summary(new CSVPrinter(out, CsvMerge.FORMAT), result));
  }

  /** All answers of the trials that are finished. */
  static void predictions(ExperimentFolder folder, List<Trial> done) throws IOException {
    List<Path> tables =
        done.stream().map(t -> folder.trial(t).resolve(ExperimentFolder.PREDICTIONS)).toList();
    folder.merge(ExperimentFolder.PREDICTIONS, tables);
  }

  private static void scores(CSVPrinter printer, ExperimentResult result) throws IOException {
    Set<String> figures = new LinkedHashSet<>();
    Set<String> chosen = new LinkedHashSet<>();
    for (TrialRecord trial : result.trials())
      for (TrialRecord.Result each : trial.results()) {
        figures.addAll(each.figures().keySet());
        chosen.addAll(each.chosen().keySet());
      }
    List<String> columns =
        new ArrayList<>(
            List.of("method", "seed", "fold", "fraction", "images", "test_images", "test_cells"));
    columns.addAll(figures);
    chosen.forEach(name -> columns.add("chosen_" + name));
    columns.add("notes");
    printer.printRecord(columns);
    for (TrialRecord trial : result.trials()) {
      if (trial.results().isEmpty()) {
        List<Object> row = row(trial.learner(), trial);
        for (int i = 0; i < figures.size() + chosen.size(); i++) row.add("");
        row.add(trial.problem());
        printer.printRecord(row);
      }
      for (TrialRecord.Result each : trial.results()) {
        List<Object> row = row(each.method(), trial);
        figures.forEach(name -> row.add(number(each.figures().get(name))));
        chosen.forEach(name -> row.add(number(each.chosen().get(name))));
        row.add(String.join("; ", each.notes()));
        printer.printRecord(row);
      }
    }
    printer.flush();
  }

  private static List<Object> row(String method, TrialRecord trial) {
    return new ArrayList<>(
        List.of(
            method,
            trial.seed(),
            trial.split(),
            trial.fraction(),
            trial.images().training(),
            trial.images().test(),
            trial.cells().test()));
  }

  private static void summary(CSVPrinter printer, ExperimentResult result) throws IOException {
    printer.printRecord(
        "method",
        "fraction",
        "images",
        "figure",
        "mean",
        "sd",
        "trials",
        "without",
        "sd_over_seeds",
        "seeds");
    for (ExperimentResult.Row row : result.rows())
      for (var figure : row.figures().entrySet()) {
        Spread all = figure.getValue();
        Spread seeds = row.bySeed().get(figure.getKey());
        printer.printRecord(
            row.method(),
            row.fraction(),
            number(row.images()),
            figure.getKey(),
            number(all.mean()),
            number(all.sd()),
            all.count(),
            all.without(),
            number(seeds.sd()),
            seeds.count());
      }
    printer.flush();
  }

  private static Object number(Double value) {
    return value == null || !Double.isFinite(value) ? "" : value;
  }
}
