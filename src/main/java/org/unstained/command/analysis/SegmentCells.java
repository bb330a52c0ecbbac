package org.unstained.command.analysis;

import ij.ImagePlus;
import java.util.Locale;
import org.scijava.command.Command;
import org.scijava.command.Previewable;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.cells.PixelSize;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.OfDialog;
import org.unstained.command.OpenImages;
import org.unstained.command.Results;
import org.unstained.command.WorkStatus;
import org.unstained.image.Planes;
import org.unstained.overlay.CellRois;
import org.unstained.segment.SegmentationSettings;
import org.unstained.segment.SegmentationSettings.Appearance;
import org.unstained.segment.SegmentationSettings.Split;
import org.unstained.segment.SegmentationSettings.ThresholdMethod;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.analysis.SegmentWorkflow;

/**
 * Finds the cells of the current image and draws them on it; on request also gives the label map, a
 * table and ROIs. Areas are in µm² where the image is calibrated, in squared pixels where not;
 * lengths are always in pixels, as they depend on the grain of the picture rather than on the cell.
 *
 * <p>The image stays the current one, so that a macro can go on with it.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Segment Cells...", weight = 2)
    })
public class SegmentCells extends CellCommand implements Previewable {

  private static final SegmentationSettings DEFAULTS = SegmentationSettings.defaults();

  /** What {@code largest} says for "no limit": a dialog can't show infinity well. */
  private static final double NO_LIMIT = 0;

  @Parameter(
      label = "Image",
      description = "The image with the cells. The current one if a macro doesn't name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Channel of the cells",
      description =
          "Number of the channel with the cells, from 1. In an RGB image 1 is red, 2 green, 3 blue."
              + " 0 takes the first channel, or the brightness of an RGB image.",
      min = "0",
      max = "1000",
      persist = false)
  private int channel = 0;

  @Parameter(
      label = "Channel of the nuclei",
      description =
          "Number of the channel whose bright spots are the seeds of the cells, from 1; 0 for none."
              + " Used when touching cells are split by nuclei.",
      min = "0",
      max = "1000",
      persist = false)
  private int nuclei = 0;

  @Parameter(
      label = "Cells are",
      description =
          "What of a cell stands out: bright cells on a dark ground, dark cells on a light ground,"
              + " or only their outlines (brightfield, phase contrast).",
      choices = {"bright", "dark", "outlines"},
      persist = false)
  private String cells = key(DEFAULTS.appearance());

  @Parameter(
      label = "Threshold method",
      description =
          "How the threshold between cells and ground is found: otsu, triangle or li from the"
              + " brightness of the plane; local from the surroundings of each pixel, for uneven light;"
              + " manual takes the level below.",
      choices = {"otsu", "triangle", "li", "local", "manual"},
      persist = false)
  private String method = key(DEFAULTS.method());

  @Parameter(
      label = "Level",
      description =
          "manual: the threshold in grey values of the image (after smoothing and"
              + " background removal). local: where between ground (0) and cells (1) nearby it lies,"
              + " 0 for midway (0.2 for outlines). Otherwise not used.",
      min = "-1e9",
      max = "1e9",
      persist = false)
  private double level = DEFAULTS.level();

  @Parameter(
      label = "Smoothing",
      description = "Standard deviation of the Gaussian filter in pixels; 0 for none.",
      min = "0",
      max = "1000",
      persist = false)
  private double smoothing = DEFAULTS.smoothing();

  @Parameter(
      label = "Median radius",
      description =
          "Radius in pixels of the median filter that takes away salt-and-pepper noise, before the"
              + " Gaussian; 0 for none.",
      min = "0",
      max = "20",
      persist = false)
  private int median = DEFAULTS.median();

  @Parameter(
      label = "Background radius",
      description =
          "How far the background removal looks, in pixels: more than a cell's radius; 0 for"
              + " none.",
      min = "0",
      max = "1000",
      persist = false)
  private double background = DEFAULTS.background();

  @Parameter(
      label = "Brightness cap",
      description =
          "Percentile (0-100) above which brightness is cut before the threshold is looked for, so"
              + " that a few very bright cells don't hide the dim ones; 100 for none.",
      min = "1",
      max = "100",
      persist = false)
  private double cap = DEFAULTS.cap();

  @Parameter(
      label = "Opening radius",
      description =
          "Radius in pixels of the disc that smooths the cells' shape and takes away specks and"
              + " threads; 0 for none.",
      min = "0",
      max = "1000",
      persist = false)
  private double opening = DEFAULTS.opening();

  @Parameter(
      label = "Split touching cells by",
      description =
          "What parts cells that touch: none, their shape, their intensity, or the nuclei in"
              + " another channel.",
      choices = {"none", "shape", "intensity", "nuclei"},
      persist = false)
  private String split = key(DEFAULTS.split());

  @Parameter(
      label = "Split tolerance",
      description =
          "How deep the dip between two cells must be to part them, without unit (0-1): as a part"
              + " of the smaller cell's radius for shape, of the dimmer cell's brightness for intensity."
              + " A larger value splits less.",
      min = "0",
      max = "1",
      persist = false)
  private double tolerance = DEFAULTS.tolerance();

  @Parameter(
      label = "Smallest area",
      description =
          "Cells of a smaller area are dropped; in \u00b5m\u00b2 if the image is calibrated, else in"
              + " pixels.",
      min = "0",
      max = "1e15",
      persist = false)
  private double smallest = DEFAULTS.smallest();

  @Parameter(
      label = "Largest area",
      description =
          "Cells of a larger area are dropped; in \u00b5m\u00b2 if the image is calibrated, else in"
              + " pixels. 0 or Infinity for no limit.",
      min = "0",
      max = "Infinity",
      persist = false)
  private double largest = Double.isInfinite(DEFAULTS.largest()) ? NO_LIMIT : DEFAULTS.largest();

  @Parameter(
      label = "Cells at the border",
      description = "Whether cells that touch the border of the image stay or are removed.",
      choices = {"keep", "remove"},
      persist = false)
  private String border = DEFAULTS.keepBorder() ? "keep" : "remove";

  @Parameter(
      label = "Planes",
      description = "Only the current plane, or all slices and frames of the channel.",
      choices = {"current", "all"},
      persist = false)
  private String planes = "current";

  @Parameter(
      label = "Label map",
      description = "Show a new image in which each cell has its number as grey value.",
      persist = false)
  private boolean map = true;

  @Parameter(
      label = "Table",
      description = "Show a table with the measurements, one row a cell.",
      persist = false)
  private boolean table = true;

  @Parameter(
      label = "Add to ROI Manager",
      description = "Add the cells to the ROI Manager, behind what it holds already.",
      persist = false)
  private boolean rois = false;

  @Parameter(
      label = "Steps",
      description = "Show a stack with the picture of the current plane after each step.",
      persist = false)
  private boolean steps = false;

  @OfDialog
  @Parameter(
      label = "Preview",
      description = "Show the outlines on the current plane while the dialog is open.",
      required = false,
      persist = false)
  private boolean preview = false;

  private final SegmentPreview previewer = new SegmentPreview();

  /**
   * What the inputs say, as the workflow takes it.
   *
   * @throws IllegalArgumentException if they contradict each other
   */
  public SegmentOptions options() {
    SegmentationSettings settings =
        new SegmentationSettings(
            Appearance.valueOf(constant(cells)),
            ThresholdMethod.valueOf(constant(method)),
            level,
            smoothing,
            median,
            background,
            cap,
            opening,
            Split.valueOf(constant(split)),
            tolerance,
            smallest,
            largest == NO_LIMIT ? Double.POSITIVE_INFINITY : largest,
            border.equals("keep"),
            DEFAULTS.lines());
    if (smallest > settings.largest())
      throw new IllegalArgumentException(
          "'smallest' (%s) can't be above 'largest' (%s).".formatted(smallest, largest));
    return new SegmentOptions(channel, nuclei, settings, planes.equals("all"));
  }

  @Override
  public String page() {
    return "segment.md";
  }

  @Override
  protected void execute() {
    previewer.close();
    SegmentOptions options = options();
    if (rois) Results.requireManager();
    ImagePlus stepsImage = steps ? SegmentWorkflow.steps(image, options) : null;
    SegmentWorkflow.Result result;
    try (WorkStatus status = WorkStatus.of("Segmenting", image, options.allPlanes())) {
      result = SegmentWorkflow.run(image, options, status, status);
    }
    if (stepsImage != null) OpenImages.show(stepsImage);
    if (map) OpenImages.show(result.labels());
    OpenImages.select(image);
    if (rois) CellRois.addToManager(result.planeCells(), image);
    Results.show(image, result.planeCells(), table);
  }

  @Override
  public void preview() {
    if (preview && image != null) previewer.show(image, this::options);
    else previewer.close();
  }

  @Override
  public void cancel() {
    previewer.close();
  }

  @Override
  public String unit(Input input) {
    return switch (input.key()) {
      case "channel" -> "0 = first";
      case "nuclei" -> "0 = none";
      case "smallest" -> areaUnit();
      case "largest" -> areaUnit() + ", 0 = no limit";
      case "smoothing", "median", "background", "opening" -> "pixels";
      case "cap" -> "%";
      case "level" -> "grey value (manual), 0-1 (local)";
      default -> "";
    };
  }

  private String areaUnit() {
    return size().isCalibrated() ? size().unit() + "\u00b2" : "pixels";
  }

  @Override
  public String note() {
    return size().isCalibrated()
        ? "Areas are in %s\u00b2 (a pixel is %.4g x %.4g %s)."
            .formatted(size().unit(), size().width(), size().height(), size().unit())
        : "The image has no pixel size: areas are in pixels.";
  }

  private PixelSize size() {
    return image == null ? PixelSize.PIXELS : Planes.pixelSize(image);
  }

  private static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String constant(String key) {
    return key.toUpperCase(Locale.ROOT);
  }
}
