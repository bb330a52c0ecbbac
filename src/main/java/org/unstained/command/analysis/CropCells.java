package org.unstained.command.analysis;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.cells.CropSettings;
import org.unstained.command.CellCommand;
import org.unstained.command.Inputs;
import org.unstained.command.OpenImages;
import org.unstained.command.WorkStatus;
import org.unstained.workflow.crops.CropOptions;
import org.unstained.workflow.crops.CropWorkflow;

/** Cuts the cells of our overlay out of the image, as a stack or as files. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Crop Cells...", weight = 7)
    })
public class CropCells extends CellCommand {

  private static final CropSettings DEFAULTS = CropSettings.defaults();

  @Parameter(
      label = "Image",
      description =
          "The image on which Segment Cells or Measure Cells has drawn the cells. The current one"
              + " if a macro doesn't name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Side",
      description =
          "Side of the square crop, in pixels or in \u00b5m as chosen below; \u00b5m become the"
              + " nearest whole number of pixels.",
      min = "0.001",
      max = "16384",
      persist = false)
  private double side = CropSettings.DEFAULT_SIDE;

  @Parameter(
      label = "Side is in",
      description = "The unit of the side: pixels, or um for \u00b5m.",
      choices = {"pixels", "um"},
      persist = false)
  private String unit = "pixels";

  @Parameter(
      label = "Normalise",
      description =
          "Make brightness and background of all crops alike: background 0, the same spread. The"
              + " crops become 32-bit.",
      persist = false)
  private boolean normalise = DEFAULTS.normalised();

  @Parameter(
      label = "Mask",
      description = "Paint over what lies outside the cell with the background.",
      persist = false)
  private boolean masked = DEFAULTS.masked();

  @Parameter(
      label = "Planes",
      description = "The cells of the current plane only, or of all slices and frames.",
      choices = {"current", "all"},
      persist = false)
  private String planes = "current";

  @Parameter(
      label = "Show as a stack",
      description = "Show a new image with one slice a cell.",
      persist = false)
  private boolean stack = true;

  @Parameter(
      label = "Save into folder",
      description =
          "Write a TIFF file for each cell, named after image and cell, into this folder. Empty for"
              + " no files.",
      style = "directory",
      required = false,
      persist = false)
  private File folder;

  @Override
  public String page() {
    return "crop.md";
  }

  @Override
  protected void execute() throws IOException {
    if (!stack && folder == null)
      throw new IllegalArgumentException(
          "Nothing to do: set 'stack', or name a 'folder' for the files.");
    boolean all = planes.equals("all");
    CropSettings settings = settings();
    ImagePlus crops = null;
    if (stack)
      try (WorkStatus status = new WorkStatus("Cropping", 1)) {
        crops = CropWorkflow.stack(image, settings, all, status, status);
      }
    int written = 0;
    if (folder != null)
      try (WorkStatus status = new WorkStatus("Writing crops", 1)) {
        written = CropWorkflow.write(image, settings, all, folder.toPath(), status, status);
      }
    if (crops != null) OpenImages.show(crops);
    if (folder != null) IJ.showStatus(written + " crops written to " + folder);
  }

  private CropSettings settings() {
    CropOptions options = new CropOptions(side, unit.equals("um"), normalise, masked);
    Inputs.requireImage(this);
    return options.of(image);
  }
}
