package org.unstained.command.explanation;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;
import org.unstained.command.CellCommand;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.OpenImages;
import org.unstained.command.WorkStatus;
import org.unstained.inference.ExplanationMethod;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.HeatLayer;
import org.unstained.workflow.explanation.ExplainOptions;
import org.unstained.workflow.explanation.ExplainWorkflow;
import org.unstained.workflow.explanation.ExplainedPlane;
import org.unstained.workflow.explanation.HeatPictures;
import org.unstained.workflow.explanation.HeatStacks;

/**
 * Shows where a classifier looked: a heat map over a cell, a patch, or all cells of a plane, for
 * the class that it says or any other, as a layer over the image, as an image of its own, or as
 * pages with one cell each.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Explain Classification...", weight = 61)
    })
public class ExplainClassification extends CellCommand {

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
          "The classifier that is asked: an installed network, see Models..., by its name. A macro"
              + " may also give the path of a model's folder or zip.",
      required = false,
      persist = false)
  private ClassifierChoice model = ClassifierChoice.NONE;

  @Parameter(
      label = "Cells",
      description =
          "all: every cell of ours; selected: the cell that is selected,"
              + " or the patch under the selection.",
      choices = {"all", "selected"},
      persist = false)
  private String cells = "all";

  @Parameter(
      label = "Planes",
      description = "all cells: those of the current plane, or of all slices and frames.",
      choices = {"current", "all"},
      persist = false)
  private String planes = "current";

  @Parameter(
      label = "Class",
      description =
          "The class that is explained, by its name; predicted: what each cell is called.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String target = ExplainOptions.PREDICTED;

  @Parameter(
      label = "And beside it",
      description =
          "A second class whose map is shown beside the first one's, in a figure or an image. Empty"
              + " for none.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String against = "";

  @Parameter(
      label = "Method",
      description =
          "occlusion covers the cell bit by bit and sees what that costs; gradcam, scorecam and"
              + " eigencam look into the network's last layer, which is coarse.",
      choices = {"occlusion", "gradcam", "scorecam", "eigencam"},
      persist = false)
  private String method = "occlusion";

  @Parameter(
      label = "Result",
      description =
          "layer: over the image, below the outlines; figure: a page a cell with its crop, map and"
              + " score; image: the map by itself, as large as the image; opacity: only change that"
              + " of the layers that are there; remove: take these away.",
      choices = {"layer", "figure", "image", "opacity", "remove"},
      persist = false)
  private String result = "layer";

  @Parameter(
      label = "Opacity (%)",
      description = "Of the layer where the map is greatest, in per cent, without unit (0-100).",
      min = "0",
      max = "100",
      persist = false)
  private double opacity = 60;

  @Parameter(
      label = "Channels",
      description =
          "The channels that the model looks at, in its order, such as 1 or 2,1; all for all. Empty"
              + " for the first, or the brightness of an RGB image, or for a model of several"
              + " channels all.",
      style = Input.CHANNELS,
      required = false,
      persist = false)
  private String channels = "";

  @Parameter(
      label = "Device",
      description =
          "What the network runs on: auto for the fastest that works; cuda, mps (Apple) or cpu for"
              + " this one and no other.",
      choices = {"auto", "cuda", "mps", "cpu"},
      persist = false)
  private String device = "auto";

  @Override
  public String page() {
    return "explain.md";
  }

  @Override
  protected void execute() throws IOException {
    Inputs.requireImage(this);
    if (result.equals("remove")) {
      requireLayer(HeatLayer.remove(image));
      HeatWindow.close(image);
      return;
    }
    if (result.equals("opacity")) requireLayer(HeatLayer.setOpacity(image, opacity / 100));
    else explain();
    boolean layer = result.equals("layer") || result.equals("opacity");
    if (layer) HeatWindow.show(image, opacity, isAsked());
  }

  private void requireLayer(int layers) {
    if (layers == 0)
      throw new IllegalArgumentException(
          "'%s' has no layer of an explanation. Run this command with the result 'layer' first."
              .formatted(image.getTitle()));
  }

  private void explain() throws IOException {
    if (result.equals("layer") && !against.isBlank())
      throw new IllegalArgumentException(
          "'against' shows two maps side by side, and a layer is one. Choose 'figure' or 'image' as the result, or leave it out.");
    if (isOfAllPlanes() && cells.equals("selected"))
      throw new IllegalArgumentException(
          "'planes' can't be all with the selected cell, which lies on one. Set 'cells' to all, or 'planes' to current.");
    List<PlaneCells> planes = isOfAllPlanes() ? found(CellOverlay.read(image)) : List.of();
    List<Cell> all =
        isOfAllPlanes() || cells.equals("selected")
            ? List.of()
            : found(CellOverlay.readShown(image));
    Optional<Roi> selection = Optional.ofNullable(image.getRoi());
    List<String> names =
        cells.equals("all")
            ? all.stream().map(cell -> "cell " + cell.number()).toList()
            : List.of(name(selection));
    List<Box> boxes =
        cells.equals("all") ? all.stream().map(Cell::box).toList() : List.of(box(selection.get()));
    ExplainOptions options =
        new ExplainOptions(
            model.text(), channels, device, ExplanationMethod.of(method), target, against);
    IJ.showStatus("Loading the model...");
    try (ExplainWorkflow explain = ExplainWorkflow.open(options);
        WorkStatus status = new WorkStatus("Explaining", 1)) {
      List<ExplainedPlane> explained =
          isOfAllPlanes()
              ? explain.run(image, planes, status, status)
              : List.of(
                  ExplainedPlane.shown(image, explain.run(image, names, boxes, status, status)));
      show(explained);
      explain.used().notes().forEach(IJ::log);
      IJ.showStatus(
          "%,d cells explained by %s"
              .formatted(
                  explained.stream().mapToInt(p -> p.cells().size()).sum(),
                  explain.used().names()));
    }
  }

  private boolean isOfAllPlanes() {
    return planes.equals("all");
  }

  private <T> List<T> found(List<T> cells) {
    if (cells.isEmpty())
      throw new IllegalArgumentException(
          "'%s' has no cells of ours%s. Run Detect Cells or Segment Cells first, or select a patch and set 'cells' to selected."
              .formatted(image.getTitle(), isOfAllPlanes() ? "" : " on this plane"));
    return cells;
  }

  private String name(Optional<Roi> selection) {
    if (selection.isEmpty() || !selection.get().isArea())
      throw new IllegalArgumentException(
          "Nothing is selected in '%s'. Select a cell or draw a rectangle round a patch, or set 'cells' to all."
              .formatted(image.getTitle()));
    String cell = selection.get().getProperty("cell");
    return cell == null ? "patch" : "cell " + cell;
  }

  private Box box(Roi selection) {
    String number = selection.getProperty("cell");
    if (number != null)
      for (Cell cell : CellOverlay.readShown(image))
        if (Integer.toString(cell.number()).equals(number)) return cell.box();
    var bounds = selection.getFloatBounds();
    return new Box(bounds.x, bounds.y, bounds.width, bounds.height);
  }

  private void show(List<ExplainedPlane> explained) {
    switch (result) {
      case "layer" -> {
        for (ExplainedPlane plane : explained)
          HeatLayer.show(
              image,
              HeatPictures.whole(image, plane.cells(), 0),
              opacity / 100,
              plane.channel(),
              plane.slice(),
              plane.frame());
      }
      case "figure" ->
          OpenImages.show(new ImagePlus(title(), HeatPictures.pages(image, explained)));
      default -> {
        List<String> classes = against.isBlank() ? List.of(target) : List.of(target, against);
        OpenImages.show(
            isOfAllPlanes()
                ? HeatStacks.ofAll(image, explained, classes, title())
                : HeatStacks.of(image, explained.get(0), classes, title()));
      }
    }
  }

  private String title() {
    return image.getTitle() + "-explanation";
  }
}
