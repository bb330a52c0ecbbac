package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.cells.CropSettings;
import org.unstained.cells.PixelSize;
import org.unstained.image.Planes;
import org.unstained.workflow.CropWorkflow;

/** Cuts the cells of our overlay out of the image, as a stack or as files. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Crop Cells...", weight = 3)
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
    ImagePlus crops = stack ? CropWorkflow.stack(image, settings, all) : null;
    if (folder != null) {
      int n = CropWorkflow.write(image, settings, all, folder.toPath());
      IJ.showStatus(n + " crops written to " + folder);
    }
    if (crops != null) OpenImages.show(crops);
  }

  private CropSettings settings() {
    CropSettings square = unit.equals("um") ? inMicrometres() : inPixels();
    return square.withNormalised(normalise).withMasked(masked);
  }

  private CropSettings inPixels() {
    if (side != Math.rint(side) || side < 1)
      throw new IllegalArgumentException(
          "'side' can't be '%s': it takes a whole number of pixels of 1 or more. For \u00b5m set 'unit' to um."
              .formatted(side));
    return CropSettings.ofPixels((int) side);
  }

  private CropSettings inMicrometres() {
    Inputs.requireImage(this);
    PixelSize size = Planes.pixelSize(image);
    if (!size.columnUnit().equals("um"))
      throw new IllegalArgumentException(
          "'%s' has no pixel size in \u00b5m, so 'unit' must be pixels. Set the pixel size in Image > Properties."
              .formatted(image.getTitle()));
    return CropSettings.ofLength(side, size);
  }
}
