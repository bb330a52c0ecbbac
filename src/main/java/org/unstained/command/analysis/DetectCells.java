package org.unstained.command.analysis;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.Advanced;
import org.unstained.command.CellCommand;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.DetectorChoice;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.NetworkResults;
import org.unstained.command.Results;
import org.unstained.command.WorkStatus;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.DetectWorkflow;
import org.unstained.workflow.networks.NetworkResult;

/**
 * Finds the cells of the current image with a network, says of each what it is and how sure that
 * is, and draws the boxes on the image; on request also gives a table and ROIs. A second network, a
 * classifier, may look at each cell again.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Detect Cells...", weight = 3)
    })
public class DetectCells extends CellCommand {

  @Parameter(
      label = "Image",
      description = "The image with the cells. The current one if a macro doesn't name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Model",
      description =
          "The detector: an installed model, see Models..., by its name. A macro may also give the"
              + " path of a model's folder or zip.",
      required = false,
      persist = false)
  private DetectorChoice model = DetectorChoice.NONE;

  @Parameter(
      label = "Classifier",
      description =
          "A model that looks at each cell again and has its say in class and score; none to go by"
              + " the detector alone.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private ClassifierChoice classifier = ClassifierChoice.NONE;

  @Parameter(
      label = "Weight of the classifier (0-1)",
      description =
          "How much the classifier counts, without unit: 0 for the detector alone, 1 for the"
              + " classifier alone. Empty for the classifier's own.",
      style = Input.NUMBER_OR_NOTHING,
      min = "0",
      max = "1",
      required = false,
      persist = false)
  private String weight = "";

  @Parameter(
      label = "Least score (0-1)",
      description =
          "Cells with a lower score are left out, without unit (0-1). Empty for the model's own:"
              + " the classifier's if there is one, else the detector's.",
      style = Input.NUMBER_OR_NOTHING,
      min = "0",
      max = "1",
      required = false,
      persist = false)
  private String score = "";

  @Parameter(
      label = "Greatest overlap (0-1)",
      description =
          "Of two cells that overlap more than this (intersection over union, without unit, 0-1)"
              + " the one with the lower score is left out. Empty for the detector's own.",
      style = Input.NUMBER_OR_NOTHING,
      min = "0",
      max = "1",
      required = false,
      persist = false)
  private String overlap = "";

  @Parameter(
      label = "Tile",
      description =
          "Side in pixels of the network of the tiles that a large image is cut into; they overlap,"
              + " and no cell is cut. Smaller tiles need less memory. 0 to choose by itself.",
      min = "0",
      max = "16384",
      persist = false)
  private int tile = 0;

  @Parameter(
      label = "Channels",
      description =
          "The channels that the model looks at, in its order, such as 1 or 2,1; all for all. Of an"
              + " RGB image 1 is red, 2 green, 3 blue. Empty for the first, or the brightness of an"
              + " RGB image, or for a model of several channels all.",
      style = Input.CHANNELS,
      required = false,
      persist = false)
  private String channels = "";

  @Parameter(
      label = "Planes",
      description = "Only the current plane, or all slices and frames.",
      choices = {"current", "all"},
      persist = false)
  private String planes = "current";

  @Advanced
  @Parameter(
      label = "Look again flipped and turned",
      description =
          "The networks look at each place in four positions, a classifier at each cell in eight, and"
              + " the mean counts: a little surer, four times as long.",
      persist = false)
  private boolean turns = false;

  @Parameter(
      label = "Device",
      description =
          "What the network runs on: auto for the fastest that works; cuda, mps (Apple) or cpu for"
              + " this one and no other; cuda-half or mps-half to calculate with 16 bits there.",
      choices = {"auto", "cuda", "cuda-half", "mps", "mps-half", "cpu"},
      persist = false)
  private String device = "auto";

  @Parameter(
      label = "Table",
      description = "Show a table with classes, scores and brightness, one row a cell.",
      persist = false)
  private boolean table = true;

  @Parameter(
      label = "Add to ROI Manager",
      description = "Add the cells to the ROI Manager, behind what it holds already.",
      persist = false)
  private boolean rois = false;

  /** What the inputs say, as the workflow takes it. */
  public DetectOptions options() {
    return new DetectOptions(
        model.text(),
        classifier.text(),
        Inputs.numberIfGiven(weight),
        Inputs.numberIfGiven(score),
        Inputs.numberIfGiven(overlap),
        tile,
        channels,
        planes.equals("all"),
        turns,
        device);
  }

  @Override
  public String page() {
    return "detect.md";
  }

  @Override
  protected void execute() throws IOException {
    Inputs.requireImage(this);
    if (rois) Results.requireManager();
    IJ.showStatus("Loading the model...");
    try (DetectWorkflow detect = DetectWorkflow.open(options());
        WorkStatus status = new WorkStatus("Detecting", 1)) {
      NetworkResult result = detect.run(image, status, status);
      NetworkResults.show("Detect Cells", image, result, detect.used(), table, rois);
    }
  }

  @Override
  public String unit(Input input) {
    return input.key().equals("tile") ? "pixels, 0 = choose" : "";
  }

  @Override
  public String note() {
    return "Weight, score and overlap that are left empty are the model's own.";
  }
}
