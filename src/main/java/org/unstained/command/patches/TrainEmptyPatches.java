package org.unstained.command.patches;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.classical.Distance;
import org.unstained.classical.Method;
import org.unstained.classical.Recipe;
import org.unstained.classical.Samples;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.OpenImages;
import org.unstained.command.Results;
import org.unstained.command.WorkStatus;
import org.unstained.command.training.TrainClassicalClassifier;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.patches.EmptyTraining;
import org.unstained.workflow.training.MeasurementScores;
import org.unstained.workflow.training.MeasurementTraining;

/**
 * Learns from a few examples to tell empty patches from filled ones: a support vector machine on
 * measurements of patches, installed as a model that Classify Patches takes to leave empty ones
 * out.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Train Empty Patches...", weight = 42.5)
    })
public class TrainEmptyPatches extends CellCommand {
  private static final int FOLDS = 5;

  @Parameter(
      label = "Examples",
      description =
          "rois: areas or points called empty or filled, in the overlays of all open images and in"
              + " the ROI Manager. crops: images in two folders, empty and filled.",
      choices = {"rois", "crops"},
      persist = false)
  private String examples = "rois";

  @Parameter(
      label = "Folder of crops",
      description = "crops: the folder that has the folders empty and filled.",
      style = "directory",
      required = false,
      persist = false)
  private File folder;

  @Parameter(
      label = "Side of a patch",
      description = "rois: as in Classify Patches, in pixels. An area is cut into such squares.",
      min = "1",
      max = "100000",
      persist = false)
  private int size = 224;

  @Parameter(
      label = "From patch to patch",
      description = "rois: within an area, in pixels.",
      min = "1",
      max = "100000",
      persist = false)
  private int step = 112;

  @Parameter(
      label = "Channel",
      description =
          "Number of the channel that is looked at, from 1. 0 for the first, or the brightness of an"
              + " RGB image.",
      min = "0",
      max = "1000",
      persist = false)
  private int channel = 0;

  @Parameter(
      label = "Name of the model",
      description = "Under which Classify Patches finds it.",
      style = Input.FREE_TEXT,
      persist = false)
  private String name = "my-empty-patches";

  @Parameter(
      label = "Replace",
      description = "An installed model of the same name is replaced. Otherwise it is an error.",
      persist = false)
  private boolean replace = false;

  @Override
  public String page() {
    return "patches.md";
  }

  @Override
  protected void execute() throws IOException {
    Samples samples = samples();
    MeasurementTraining.Plan plan =
        new MeasurementTraining.Plan(
            name.strip(),
            Recipe.of(Method.SVM),
            List.of(Distance.EUCLIDEAN),
            FOLDS,
            "run(\"Train Empty Patches...\", \"examples=%s\");".formatted(examples),
            replace);
    try (WorkStatus status = new WorkStatus("Training", 1)) {
      log(MeasurementTraining.run(samples, plan, Installation.models(), status, status));
    }
  }

  private Samples samples() throws IOException {
    if (examples.equals("rois")) return EmptyTraining.marked(marked(), size, step, channel);
    if (folder == null)
      throw new IllegalArgumentException(
          "'folder' is empty. Give the folder that has the folders 'empty' and 'filled'.");
    return EmptyTraining.crops(folder.toPath(), channel);
  }

  /** The overlays' ROIs, and those of the ROI Manager on the current image. */
  private static List<EmptyTraining.Marked> marked() {
    List<EmptyTraining.Marked> all = new ArrayList<>();
    for (ImagePlus image : OpenImages.all())
      if (image.getOverlay() != null)
        all.add(new EmptyTraining.Marked(image, List.of(image.getOverlay().toArray())));
    RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
    ImagePlus current = ij.WindowManager.getCurrentImage();
    if (manager != null && manager.getCount() > 0 && current != null) {
      List<Roi> rois = Arrays.asList(manager.getRoisAsArray());
      all.add(new EmptyTraining.Marked(current, rois));
    }
    return all;
  }

  private static void log(MeasurementTraining trained) {
    MeasurementScores scores = trained.scores();
    int[] counts = scores.samples().counts();
    IJ.log(
        String.format(
            Locale.ROOT,
            "Train Empty Patches: %d empty and %d filled patches; by %d folds of %s balanced accuracy %.4f, F1 of empty %.4f. Installed as '%s'. Use it in Classify Patches: empty=model filter=%s.",
            counts[0],
            counts[1],
            scores.folds(),
            scores.byGroup() ? "whole images" : "patches",
            scores.confusion().balancedAccuracy(),
            scores.confusion().f1("empty"),
            trained.model().description().key(),
            trained.model().description().key()));
    if (!scores.byGroup())
      IJ.log(
          "All patches are of one image, so those of other images will be told apart worse than that.");
    Results.showOther(TrainClassicalClassifier.table(scores));
  }
}
