package org.unstained.command.training;

import ij.IJ;
import ij.measure.ResultsTable;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.classical.Distance;
import org.unstained.classical.Method;
import org.unstained.classical.Recipe;
import org.unstained.command.Advanced;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.OpenImages;
import org.unstained.command.Results;
import org.unstained.command.WorkStatus;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.training.ChosenFeatures;
import org.unstained.workflow.training.LabelledMeasurements;
import org.unstained.workflow.training.MeasurementReport;
import org.unstained.workflow.training.MeasurementScores;
import org.unstained.workflow.training.MeasurementTraining;

/**
 * Trains a classifier that looks at measurements of cells instead of pixels, judges it by
 * cross-validation over images, and installs it.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Train Classical Classifier...", weight = 42)
    })
public class TrainClassicalClassifier extends CellCommand {
  private static final int DECIMALS = 4;

  @Parameter(
      label = "Cells of",
      description =
          "images: the cells with classes in the overlays of all open images. tables: CSV files with"
              + " the columns class, image and measurements, as our tables have them.",
      choices = {"images", "tables"},
      persist = false)
  private String cells = "images";

  @Parameter(
      label = "File or folder of tables",
      description = "tables: a CSV file, or a folder whose CSV files with a column class count.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String csv = "";

  @Parameter(
      label = "Column of groups",
      description =
          "tables: cells with the same text in this column are never on both sides of a test; image"
              + " for the image, or a patient, plate or day.",
      style = Input.FREE_TEXT,
      persist = false)
  private String groups = "image";

  @Parameter(
      label = "Method",
      description =
          "knn: the most alike cells vote. forest: random forest. svm: support vector machine.",
      choices = {"knn", "forest", "svm"},
      persist = false)
  private String method = "knn";

  @Parameter(
      label = "Measurements",
      description =
          "With commas between, such as area,solidity,ch2_mean_intensity; all for all that all cells"
              + " have but those of place and direction.",
      style = Input.FREE_TEXT,
      persist = false)
  private String features = ChosenFeatures.EPFL;

  @Parameter(
      label = "Principal components",
      description = "How many are looked at instead of the measurements, without unit. 0 for none.",
      min = "0",
      max = "64",
      persist = false)
  private int components = 0;

  @Parameter(
      label = "Neighbours",
      description = "knn: how many cells vote. 0 chooses by cross-validation.",
      min = "0",
      max = "100000",
      persist = false)
  private int neighbours = 0;

  @Parameter(
      label = "Distance",
      description = "knn: how alike cells are measured; best tries both if neighbours is 0.",
      choices = {"euclidean", "manhattan", "best"},
      persist = false)
  private String distance = "best";

  @Advanced
  @Parameter(
      label = "Trees",
      description = "forest: how many trees there are, without unit.",
      min = "1",
      max = "5000",
      persist = false)
  private int trees = 200;

  @Advanced
  @Parameter(
      label = "Cost",
      description = "svm: of a training cell on the wrong side, without unit.",
      min = "0.001",
      max = "100000",
      persist = false)
  private double cost = 1;

  @Advanced
  @Parameter(
      label = "Gamma",
      description =
          "svm: how fast a cell's influence falls with its distance, without unit. 0 for one over the"
              + " number of measurements.",
      min = "0",
      max = "1000",
      persist = false)
  private double gamma = 0;

  @Parameter(
      label = "Folds",
      description = "Parts of the cross-validation; all cells of an image are in the same one.",
      min = "2",
      max = "100",
      persist = false)
  private int folds = 5;

  @Advanced
  @Parameter(
      label = "Seed",
      description = "Another number gives another cross-validation and forest, without unit.",
      min = "0",
      max = "1000000000",
      persist = false)
  private int seed = 1;

  @Parameter(
      label = "Name of the model",
      description = "Under which Classify Cells finds it.",
      style = Input.FREE_TEXT,
      persist = false)
  private String name = "my-measurements";

  @Parameter(
      label = "Replace",
      description = "An installed model of the same name is replaced. Otherwise it is an error.",
      persist = false)
  private boolean replace = false;

  @Parameter(
      label = "Folder of the report",
      description =
          "Where scores, predictions, confusion matrix and curve are saved as tables and a picture."
              + " Empty for nowhere.",
      style = "directory",
      required = false,
      persist = false)
  private File report;

  @Override
  public String page() {
    return "classical.md";
  }

  @Override
  protected void execute() throws IOException {
    ChosenFeatures chosen = ChosenFeatures.of(labelled(), features);
    chosen.notes().forEach(IJ::log);
    Recipe recipe =
        new Recipe(
            Method.of(method),
            Distance.EUCLIDEAN,
            neighbours,
            trees,
            cost,
            gamma,
            components,
            seed);
    MeasurementTraining.Plan plan =
        new MeasurementTraining.Plan(
            name.strip(),
            recipe,
            distance.equals("best") ? List.of(Distance.values()) : List.of(Distance.of(distance)),
            folds,
            line(),
            replace);
    try (WorkStatus status = new WorkStatus("Training", 1)) {
      MeasurementTraining trained =
          MeasurementTraining.run(chosen.samples(), plan, Installation.models(), status, status);
      if (report != null) MeasurementReport.write(trained, report.toPath());
      show(trained);
    }
  }

  private List<LabelledMeasurements> labelled() throws IOException {
    if (cells.equals("images")) return LabelledMeasurements.ofImages(OpenImages.all());
    if (csv.isBlank())
      throw new IllegalArgumentException(
          "'csv' is empty. Give a CSV file with classes and measurements, or a folder of such files.");
    return LabelledMeasurements.ofTables(Path.of(csv.strip()), groups.strip());
  }

  /** The macro line, for the model's card. */
  private String line() {
    TrainClassicalClassifier other = new TrainClassicalClassifier();
    return "run(\"Train Classical Classifier...\", \"%s\");"
        .formatted(
            Inputs.of(getClass()).stream()
                .filter(input -> !Inputs.text(input, this).equals(Inputs.text(input, other)))
                .map(input -> input.key() + "=" + Inputs.written(Inputs.text(input, this)))
                .collect(Collectors.joining(" ")));
  }

  private void show(MeasurementTraining trained) {
    MeasurementScores scores = trained.scores();
    IJ.log(
        String.format(
            Locale.ROOT,
            "Train Classical Classifier: %d cells, accuracy %.4f (95 %%: %.4f–%.4f), balanced %.4f, by %d folds of %s. Installed as '%s'. Use it in Classify Cells.",
            scores.samples().size(),
            scores.confusion().accuracy(),
            scores.accuracy().low(),
            scores.accuracy().high(),
            scores.confusion().balancedAccuracy(),
            scores.folds(),
            scores.byGroup() ? "whole images" : "cells",
            trained.model().description().key()));
    if (!scores.byGroup())
      IJ.log(
          "All cells are of one image, so cells of it are on both sides of the test: cells of other"
              + " images will be told apart worse than that.");
    if (trained.recipe().method() == Method.KNN)
      IJ.log(
          "%d neighbours vote, by the %s distance."
              .formatted(trained.recipe().neighbours(), trained.recipe().distance().key()));
    if (!trained.curves().isEmpty() && !GraphicsEnvironment.isHeadless())
      MeasurementReport.plot(trained.curves()).show();
    Results.showOther(table(scores));
  }

  /** A row a class: scores, and what its cells were called. */
  public static ResultsTable table(MeasurementScores scores) {
    ResultsTable table = new ResultsTable();
    table.showRowNumbers(false);
    for (String truth : scores.confusion().classes()) {
      table.addRow();
      table.addValue("class", truth);
      table.addValue("precision", scores.confusion().precision(truth));
      table.addValue("recall", scores.confusion().recall(truth));
      table.addValue("f1", scores.confusion().f1(truth));
      table.addValue("auroc", scores.auroc(truth));
      for (String called : scores.confusion().classes())
        table.addValue("called " + called, scores.confusion().count(truth, called));
    }
    for (int column = 1; column <= 4; column++) table.setDecimalPlaces(column, DECIMALS);
    return table;
  }
}
