package org.unstained.command.training;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.Advanced;
import org.unstained.command.DetectorChoice;
import org.unstained.command.Input;
import org.unstained.learning.AugmentationPreview;
import org.unstained.learning.ClassifierTraining;
import org.unstained.learning.Lessons;
import org.unstained.learning.ModelDraft;
import org.unstained.learning.SecondStage;
import org.unstained.models.CropRule;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;
import org.unstained.models.SizeRule;
import org.unstained.workflow.experiment.ClassifierLearner;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.training.TrainWorkflow;
import org.unstained.workflow.training.TrainingChecks;
import org.unstained.workflow.training.TrainingImages;
import org.unstained.workflow.training.TrainingPreview;

/** Trains a network that says what cells are, and installs it. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Train Classifier...", weight = 41)
    })
public class TrainClassifier extends TrainCells {

  @Parameter(
      label = "Side of a crop",
      description = "In pixels of the network; about twice a cell's.",
      min = "8",
      max = "1024",
      persist = false)
  private int side = 48;

  @Advanced
  @Parameter(
      label = "Cells of another size",
      description =
          "pad: crops show all cells at the same scale, with what lies around them. resize: each"
              + " cell with its margin fills its crop.",
      choices = {"pad", "resize"},
      persist = false)
  private String fit = "pad";

  @Advanced
  @Parameter(
      label = "Margin",
      description = "resize: what is seen around a cell, as a part of its longer side.",
      min = "0",
      max = "4",
      persist = false)
  private double margin = 0;

  @Advanced
  @Parameter(
      label = "Brightness is that of",
      description =
          "image: crops are normalised by the mean and deviation of their whole image. crop: each by"
              + " its own, as it must be for folders of crops.",
      choices = {"image", "crop"},
      persist = false)
  private String statistics = "image";

  @Advanced
  @Parameter(
      label = "Shift",
      description = "Crops are moved by up to so many pixels, as a detector's boxes lie a bit off.",
      min = "0",
      max = "1000",
      persist = false)
  private double shift = 3;

  @Advanced
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
      style = Input.OR_NONE,
      persist = false)
  private DetectorChoice detector = DetectorChoice.NONE;

  @Advanced
  @Parameter(
      label = "Learn what is no cell",
      description =
          "Also learns from places beside the cells, and from what the detector finds where none is."
              + " Behind a detector it then lowers the score of what is no cell. Needs whole images"
              + " with all their cells labelled.",
      persist = false)
  private boolean reject = false;

  public TrainClassifier() {
    super(ModelTask.CLASSIFICATION, "my-classifier", "small", 60, 32, "balanced");
  }

  @Override
  public String page() {
    return "train-classifier.md";
  }

  @Override
  public ModelPackage train(TrainingView view) throws IOException {
    TrainingChecks.Start start = start();
    Optional<ModelPackage> first =
        detector.text().isEmpty()
            ? Optional.empty()
            : Optional.of(Installation.models().find(detector.text()));
    if (first.isPresent() && ofCrops())
      throw new IllegalArgumentException(
          "Crops don't show what a detector finds. Choose a folder of whole images with annotations, or no detector.");
    if (reject && ofCrops())
      throw new IllegalArgumentException(
          "Crops show nothing beside the cells to learn from. Choose a folder of whole images with annotations, or reject=false.");
    TrainingImages images = reject ? images() : images().withCells();
    ClassifierLearner.Prepared prepared = prepared(start, images);
    TrainWorkflow.Plan plan = prepared.plan();
    begin(
        view,
        plan,
        images,
        "%d cells of %s in %d images to learn from, %d images to validate"
            .formatted(
                images.cells(),
                String.join(", ", plan.draft().classes()),
                images.training().size(),
                images.validation().size()));
    ClassifierTraining.Trained trained =
        TrainWorkflow.classifier(
            plan, images, prepared.lessons(), first, view.classifier(), view::canceled);
    view.said(
        "Best epoch %d: accuracy %s, balanced %s, AUROC %s"
            .formatted(
                trained.result().bestEpoch(),
                TrainingLines.figure(trained.scores().confusion().accuracy()),
                TrainingLines.figure(trained.scores().confusion().balancedAccuracy()),
                TrainingLines.figure(trained.scores().auroc())));
    trained.secondStage().ifPresent(second -> view.said(table(second)));
    return installed(trained.model(), view);
  }

  /** What a training on these images takes. */
  public final ClassifierLearner.Prepared prepared(
      TrainingChecks.Start start, TrainingImages images) throws IOException {
    TrainWorkflow.Plan plan = plan(start, images, SizeRule.fixed(side), crop(), reject);
    return new ClassifierLearner.Prepared(plan, lessons(plan.draft(), images));
  }

  private Lessons lessons(ModelDraft draft, TrainingImages images) {
    int network = draft.input().width().min();
    return new Lessons(
        network, network, augmentation(), shift, sampling(images.cells()), smoothing, List.of());
  }

  @Override
  AugmentationPreview preview(
      TrainingImages images, String channels, int rows, int variants, long number)
      throws IOException {
    ModelDraft draft = draft(images, SizeRule.fixed(side), crop());
    return TrainingPreview.crops(
        draft, channels, images, lessons(draft, images), rows, variants, number);
  }

  /** Crops from files know nothing of their image, so each is normalised by itself. */
  private CropRule crop() throws IOException {
    var by = CropRule.Statistics.valueOf(statistics.toUpperCase(Locale.ROOT));
    if (by == CropRule.Statistics.IMAGE && ofCrops()) {
      by = CropRule.Statistics.CROP;
      note("The examples are crops, so each is normalised by itself (statistics=crop).");
    }
    return new CropRule(CropRule.Fit.valueOf(fit.toUpperCase(Locale.ROOT)), margin, by);
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
  TrainCells standard() {
    return new TrainClassifier();
  }

  @Override
  String what() {
    return "Says what cells are";
  }
}
