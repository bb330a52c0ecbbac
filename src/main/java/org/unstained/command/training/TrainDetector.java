package org.unstained.command.training;

import java.io.IOException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.learning.AugmentationPreview;
import org.unstained.learning.DetectorTraining;
import org.unstained.learning.Windows;
import org.unstained.models.CropRule;
import org.unstained.models.ModelPackage;
import org.unstained.models.ModelTask;
import org.unstained.models.SizeRule;
import org.unstained.workflow.experiment.DetectorLearner;
import org.unstained.workflow.training.TrainWorkflow;
import org.unstained.workflow.training.TrainingChecks;
import org.unstained.workflow.training.TrainingImages;
import org.unstained.workflow.training.TrainingPreview;

/** Trains a network that finds cells, and installs it. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Train Detector...", weight = 40)
    })
public class TrainDetector extends TrainCells {
  /** The detectors of this suite look at sides of multiples of it. */
  private static final int STEP = 16;

  @Parameter(
      label = "Window",
      description =
          "Side of the windows that the network is shown, in pixels of the network: a multiple of"
              + " 16, several cells wide.",
      min = "16",
      max = "4096",
      persist = false)
  private int window = 224;

  public TrainDetector() {
    super(ModelTask.DETECTION, "my-detector", "detector", 100, 8, "each");
  }

  @Override
  public String page() {
    return "train-detector.md";
  }

  @Override
  public ModelPackage train(TrainingView view) throws IOException {
    requireWindow();
    TrainingChecks.Start start = start();
    TrainingImages images = images();
    DetectorLearner.Prepared prepared = prepared(start, images);
    TrainWorkflow.Plan plan = prepared.plan();
    begin(
        view,
        plan,
        images,
        "%d images with %d cells of %s to learn from, %d to validate"
            .formatted(
                images.training().size(),
                images.cells(),
                String.join(", ", plan.draft().classes()),
                images.validation().size()));
    DetectorTraining.Trained trained =
        TrainWorkflow.detector(plan, images, prepared.windows(), view.detector(), view::canceled);
    view.said(
        "Best epoch %d: mAP50 %s, F1 %s at score %s, class accuracy %s"
            .formatted(
                trained.result().bestEpoch(),
                TrainingLines.figure(trained.scores().map50()),
                TrainingLines.figure(trained.scores().counts().f1()),
                TrainingLines.figure(trained.scores().score()),
                TrainingLines.figure(trained.scores().classes().accuracy())));
    return installed(trained.model(), view);
  }

  private void requireWindow() {
    if (window % STEP != 0)
      throw new IllegalArgumentException(
          "'window' is a multiple of 16, such as 96, 160 or 224; got %d.".formatted(window));
  }

  /** What a training on these images takes. */
  public final DetectorLearner.Prepared prepared(TrainingChecks.Start start, TrainingImages images)
      throws IOException {
    requireWindow();
    TrainWorkflow.Plan plan =
        plan(start, images, new SizeRule(STEP, STEP), CropRule.STANDARD, false);
    return new DetectorLearner.Prepared(plan, windows(images));
  }

  private Windows windows(TrainingImages images) {
    return new Windows(window, augmentation(), sampling(images.training().size()));
  }

  @Override
  AugmentationPreview preview(
      TrainingImages images, String channels, int rows, int variants, long number)
      throws IOException {
    requireWindow();
    return TrainingPreview.windows(
        draft(images, new SizeRule(STEP, STEP), CropRule.STANDARD),
        channels,
        images,
        windows(images),
        rows,
        variants,
        number);
  }

  @Override
  TrainCells standard() {
    return new TrainDetector();
  }

  @Override
  String what() {
    return "Finds cells";
  }
}
