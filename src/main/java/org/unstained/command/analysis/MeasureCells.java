package org.unstained.command.analysis;

import ij.ImagePlus;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.cells.PlaneCells;
import org.unstained.command.CellCommand;
import org.unstained.command.DrawnRois;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.OpenImages;
import org.unstained.command.Results;
import org.unstained.command.WorkStatus;
import org.unstained.image.LabelImages;
import org.unstained.overlay.CellOverlay;
import org.unstained.workflow.analysis.MeasureWorkflow;

/**
 * Measures cells that are there already – in a label map, in our overlay, or as ROIs that the user
 * drew – into the table, and draws them as our overlay, from which they can be cropped.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Measure Cells...", weight = 6)
    })
public class MeasureCells extends CellCommand {

  private static final String LABEL_MAP_SUFFIX = "-labels";

  @Parameter(
      label = "Image",
      description =
          "The label map, or the image with the overlay or the ROIs. The current one if a macro"
              + " doesn't name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Cells from",
      description =
          "labels: the image is a label map; overlay: the cells that we drew on it; rois: the ROI"
              + " Manager's, or those of the overlay that aren't ours, or the selection; auto: the"
              + " first of these that there is (a label map by its title, ...-labels).",
      choices = {"auto", "labels", "overlay", "rois"},
      persist = false)
  private String source = "auto";

  @Parameter(
      label = "Intensities in",
      description =
          "Title of the open image in which brightness is measured. Empty for the image itself; of"
              + " a label map only shapes are measured then.",
      style = Input.IMAGE_TITLE,
      required = false,
      persist = false)
  private String intensities = "";

  @Parameter(
      label = "Planes",
      description = "Only the current plane, or all slices and frames.",
      choices = {"current", "all"},
      persist = false)
  private String planes = "current";

  @Override
  public String page() {
    return "measure.md";
  }

  @Override
  protected void execute() {
    Inputs.requireImage(this);
    ImagePlus other = intensities.isBlank() ? null : find(intensities);
    boolean all = planes.equals("all");
    List<PlaneCells> found;
    try (WorkStatus status = WorkStatus.of("Measuring", image, all)) {
      found =
          switch (source.equals("auto") ? guess() : source) {
            case "labels" -> MeasureWorkflow.ofLabels(image, other, all, status, status);
            case "overlay" ->
                MeasureWorkflow.ofOverlay(
                    image, other == null ? image : other, all, status, status);
            default ->
                MeasureWorkflow.ofRois(
                    DrawnRois.of(image), image, other == null ? image : other, all, status, status);
          };
    }
    Results.show(shown(found, other), found, true);
  }

  private static ImagePlus find(String title) {
    return OpenImages.find(title)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'intensities' can't be '%s': no image with this title is open. Open are %s."
                        .formatted(title, OpenImages.list())));
  }

  private String guess() {
    if (title().endsWith(LABEL_MAP_SUFFIX)) return "labels";
    if (!CellOverlay.read(image).isEmpty()) return "overlay";
    if (!DrawnRois.of(image).isEmpty()) return "rois";
    throw new IllegalArgumentException(
        "'%s' has no cells to measure: it isn't called a label map (...-labels), and has neither our overlay nor ROIs. If it is a label map, set 'source' to labels; else run Segment Cells or draw ROIs first."
            .formatted(image.getTitle()));
  }

  private String title() {
    return LabelImages.title(image.getTitle(), "");
  }

  private ImagePlus shown(List<PlaneCells> found, ImagePlus other) {
    return other != null && found.get(0).image().equals(other.getTitle()) ? other : image;
  }
}
