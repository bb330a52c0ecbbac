package org.unstained.command;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.Lessons;
import org.unstained.learning.SecondStage;
import org.unstained.models.CropRule;
import org.unstained.models.ModelPackage;
import org.unstained.models.SizeRule;
import org.unstained.workflow.Installation;
import org.unstained.workflow.TrainWorkflow;
import org.unstained.workflow.TrainingImages;

/** Trains a network that says what cells are, and installs it. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Train Classifier...", weight = 21)
    })
public class TrainClassifier extends TrainCells {

  @Parameter(
      label = "Side of a crop",
      description = "In pixels of the network; about twice a cell's.",
      min = "8",
      max = "1024",
      persist = false)
  private int side = 48;

  @Parameter(
      label = "Cells of another size",
      description =
          "pad: crops show all cells at the same scale, with what lies around them. resize: each"
              + " cell with its margin fills its crop.",
      choices = {"pad", "resize"},
      persist = false)
  private String fit = "pad";

  @Parameter(
      label = "Margin",
      description = "resize: what is seen around a cell, as a part of its longer side.",
      min = "0",
      max = "4",
      persist = false)
  private double margin = 0;

  @Parameter(
      label = "Brightness is that of",
      description =
          "image: crops are normalised by the mean and deviation of their whole image. crop: each by"
              + " its own, as it must be for folders of crops.",
      choices = {"image", "crop"},
      persist = false)
  private String statistics = "image";

  @Parameter(
      label = "Shift",
      description = "Crops are moved by up to so many pixels, as a detector's boxes lie a bit off.",
      min = "0",
      max = "1000",
      persist = false)
  private double shift = 3;

  @Parameter(
      label = "Label smoothing",
      description = "Part of a label that is shared out over all classes.",
      min = "0",
      max = "0.9",
      persist = false)
  private double smoothing = 0.05;

  @Parameter(
      label = "Looks again at the cells of",
      description =
          "A detector's name or path: the weight of this classifier beside it, and the score, are"
              + " chosen on the validation images. Empty for none.",
      required = false,
      style = Input.FREE_TEXT,
      persist = false)
  private String detector = "";

  @Override
  public ModelPackage train(TrainingView view) throws IOException {
    TrainingImages images = images();
    CropRule crop =
        new CropRule(
            CropRule.Fit.valueOf(fit.toUpperCase(Locale.ROOT)),
            margin,
            CropRule.Statistics.valueOf(statistics.toUpperCase(Locale.ROOT)));
    TrainWorkflow.Plan plan = plan(images, SizeRule.fixed(side), crop);
    int network = plan.draft().input().width().min();
    Lessons lessons =
        new Lessons(
            network,
            network,
            augmentation(),
            shift,
            sampling(images.cells()),
            smoothing,
            java.util.List.of());
    Optional<ModelPackage> first =
        detector.isBlank() ? Optional.empty() : Optional.of(Installation.models().find(detector));
    view.started(
        "%s: %d cells of %s in %d images to learn from, %d images to validate, on %s"
            .formatted(
                plan.draft().name(),
                images.cells(),
                String.join(", ", plan.draft().classes()),
                images.training().size(),
                images.validation().size(),
                plan.device().name()),
        images);
    ClassifierTraining.Trained trained =
        TrainWorkflow.classifier(plan, images, lessons, first, view.classifier(), view::canceled);
    view.said(
        "Best epoch %d: accuracy %.4f, balanced %.4f, AUROC %.4f"
            .formatted(
                trained.result().bestEpoch(),
                trained.scores().confusion().accuracy(),
                trained.scores().confusion().balancedAccuracy(),
                trained.scores().auroc()));
    trained.secondStage().ifPresent(second -> view.said(table(second)));
    return installed(trained.model(), view);
  }

  /** What each weight gives, as in table 4 of the paper that the second stage is from. */
  private static String table(SecondStage second) {
    StringBuilder text = new StringBuilder("weight  mAP50   AP50    F1      class accuracy");
    for (SecondStage.Row row : second.rows())
      text.append(
          "%n%.1f     %.4f  %.4f  %.4f  %.4f%s"
              .formatted(
                  row.weight(),
                  row.scores().map50(),
                  row.scores().ap50(),
                  row.scores().counts().f1(),
                  row.scores().classes().accuracy(),
                  row == second.best() ? "  *" : ""));
    return text.toString();
  }

  @Override
  int defaultEpochs() {
    return 60;
  }

  @Override
  int defaultBatch() {
    return 32;
  }

  @Override
  String defaultSampling() {
    return "balanced";
  }

  @Override
  String defaultArchitecture() {
    return "small";
  }

  @Override
  String what() {
    return "Says what cells are";
  }
}
