package org.unstained.command.analysis;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.cells.PlaneCells;
import org.unstained.command.CellCommand;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.DrawnRois;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.NetworkResults;
import org.unstained.command.OpenImages;
import org.unstained.command.Results;
import org.unstained.command.WorkStatus;
import org.unstained.image.LabelImages;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.ClassifyWorkflow;
import org.unstained.workflow.analysis.MeasureWorkflow;
import org.unstained.workflow.networks.NetworkResult;

/**
 * Says with a network what cells are that are there already – in our overlay, as ROIs that the user
 * drew, or in a label map – and draws them with their classes as our overlay. Outlines and
 * measurements stay.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Classify Cells...", weight = 4)
    })
public class ClassifyCells extends CellCommand {

  @Parameter(
      label = "Image",
      description =
          "The image that the cells are seen in. The current one if a macro doesn't name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Model",
      description =
          "The classifier: an installed model, see Models..., by its name. A macro may also give"
              + " the path of a model's folder or zip.",
      required = false,
      persist = false)
  private ClassifierChoice model = ClassifierChoice.NONE;

  @Parameter(
      label = "Cells from",
      description =
          "overlay: the cells that we drew on the image; rois: the ROI Manager's, or those of the"
              + " overlay that aren't ours, or the selection; labels: a label map; auto: the first of"
              + " these that there is.",
      choices = {"auto", "overlay", "rois", "labels"},
      persist = false)
  private String source = "auto";

  @Parameter(
      label = "Label map",
      description =
          "Title of the open label map with the cells of the image. Empty for the one that is"
              + " called like the image with -labels behind.",
      style = Input.IMAGE_TITLE,
      required = false,
      persist = false)
  private String map = "";

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

  @Parameter(
      label = "Device",
      description =
          "What the network runs on: auto for the fastest that works; cuda, mps (Apple) or cpu for"
              + " this one and no other; cuda-half or mps-half to calculate with 16 bits there.",
      choices = {"auto", "cuda", "cuda-half", "mps", "mps-half", "cpu"},
      persist = false)
  private String device = "auto";

  @Parameter(
      label = "Flip and turn",
      description =
          "Look at each cell in eight positions and take the mean: a little surer, eight times"
              + " slower.",
      persist = false)
  private boolean turns = false;

  @Parameter(
      label = "Table",
      description = "Show a table with classes, scores and measurements, one row a cell.",
      persist = false)
  private boolean table = true;

  @Parameter(
      label = "Add to ROI Manager",
      description = "Add the cells to the ROI Manager, behind what it holds already.",
      persist = false)
  private boolean rois = false;

  /** What the inputs say of the network, as the workflow takes it. */
  public ClassifyOptions options() {
    return new ClassifyOptions(model.text(), channels, turns, device);
  }

  @Override
  public String page() {
    return "classify.md";
  }

  @Override
  protected void execute() throws IOException {
    Inputs.requireImage(this);
    if (rois) Results.requireManager();
    List<PlaneCells> cells = cells(planes.equals("all"));
    IJ.showStatus("Loading the model...");
    try (ClassifyWorkflow classify = ClassifyWorkflow.open(options());
        WorkStatus status = new WorkStatus("Classifying", 1)) {
      NetworkResult result = classify.run(image, cells, status, status);
      NetworkResults.show("Classify Cells", image, result, classify.used(), table, rois);
    }
  }

  private List<PlaneCells> cells(boolean all) {
    try (WorkStatus status = WorkStatus.of("Measuring", image, all)) {
      return switch (source.equals("auto") ? guess() : source) {
        case "overlay" -> MeasureWorkflow.ofOverlay(image, image, all, status, status);
        case "rois" ->
            MeasureWorkflow.ofRois(DrawnRois.of(image), image, image, all, status, status);
        default -> MeasureWorkflow.ofLabels(labels(), image, all, status, status);
      };
    }
  }

  private String guess() {
    if (!CellOverlay.read(image).isEmpty()) return "overlay";
    if (!DrawnRois.of(image).isEmpty()) return "rois";
    if (!map.isBlank() || OpenImages.find(usualMap()).isPresent()) return "labels";
    throw new IllegalArgumentException(
        "'%s' has no cells to classify: neither our overlay, nor ROIs, nor a label map called '%s'. Run Segment Cells or draw ROIs first, or set 'map' to the label map; Detect Cells finds cells by itself."
            .formatted(image.getTitle(), usualMap()));
  }

  private ImagePlus labels() {
    String title = map.isBlank() ? usualMap() : map;
    return OpenImages.find(title)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'map' can't be '%s': no image with this title is open. Open are %s."
                        .formatted(title, OpenImages.list())));
  }

  private String usualMap() {
    return LabelImages.title(image.getTitle(), "-labels");
  }
}
