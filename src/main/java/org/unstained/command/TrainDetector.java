package org.unstained.command;

import java.io.IOException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.learning.DetectorTraining;
import org.unstained.learning.Windows;
import org.unstained.models.CropRule;
import org.unstained.models.ModelPackage;
import org.unstained.models.SizeRule;
import org.unstained.workflow.TrainWorkflow;
import org.unstained.workflow.TrainingImages;

/** Trains a network that finds cells, and installs it. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Train Detector...", weight = 20)
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

  @Override
  public ModelPackage train(TrainingView view) throws IOException {
    TrainingImages images = images();
    TrainWorkflow.Plan plan = plan(images, new SizeRule(STEP, STEP), CropRule.STANDARD);
    Windows windows = new Windows(window, augmentation(), sampling(images.training().size()));
    view.started(
        "%s: %d images with %d cells of %s to learn from, %d to validate, on %s"
            .formatted(
                plan.draft().name(),
                images.training().size(),
                images.cells(),
                String.join(", ", plan.draft().classes()),
                images.validation().size(),
                plan.device().name()),
        images);
    DetectorTraining.Trained trained =
        TrainWorkflow.detector(plan, images, windows, view.detector(), view::canceled);
    view.said(
        "Best epoch %d: mAP50 %.4f, F1 %.4f at score %.3f, class accuracy %.4f"
            .formatted(
                trained.result().bestEpoch(),
                trained.scores().map50(),
                trained.scores().counts().f1(),
                trained.scores().score(),
                trained.scores().classes().accuracy()));
    return installed(trained.model(), view);
  }

  @Override
  int defaultEpochs() {
    return 100;
  }

  @Override
  int defaultBatch() {
    return 8;
  }

  @Override
  String defaultSampling() {
    return "each";
  }

  @Override
  String defaultArchitecture() {
    return "detector";
  }

  @Override
  String what() {
    return "Finds cells";
  }
}
