package org.unstained.command.labels;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.annotation.LabelSet;
import org.unstained.command.CellCommand;
import org.unstained.command.DrawnRois;
import org.unstained.command.Inputs;
import org.unstained.workflow.labels.OverlayLabels;

/** Writes the cells of our overlay as labels that other programs read. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Export Labels...", weight = 24)
    })
public class ExportLabels extends CellCommand {

  @Parameter(
      label = "Image",
      description =
          "The image on which the cells are drawn. The current one if a macro doesn't name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Format",
      description =
          "geojson: QuPath; coco: one file of a data set, in which the image's entry is added or"
              + " replaced; labelme, voc: one file an image; rois: a set of ImageJ's ROI Manager;"
              + " labels: label image; csv: table of boxes; points: middles alone.",
      choices = {"geojson", "coco", "labelme", "voc", "rois", "labels", "csv", "points"},
      persist = false)
  private String format = "geojson";

  @Parameter(
      label = "File or folder",
      description =
          "Where to write. In a folder, the file is named after the image. A file that is there is"
              + " replaced, but of COCO and csv only what they say of this image.",
      style = "save",
      required = false,
      persist = false)
  private File target;

  @Parameter(
      label = "Planes",
      description = "The cells of the current plane only, or of all slices and frames.",
      choices = {"all", "current"},
      persist = false)
  private String planes = "all";

  @Parameter(
      label = "Write",
      description =
          "ours: the cells of our overlay. drawn: the ROIs of the ROI Manager, else those of yours in"
              + " the overlay, else the selection. all: both.",
      choices = {"ours", "drawn", "all"},
      persist = false)
  private String rois = "ours";

  @Override
  public String page() {
    return "labels.md";
  }

  @Override
  protected void execute() throws IOException {
    Inputs.requireImage(this);
    if (target == null)
      throw new IllegalArgumentException("'target' is empty. Say where to write the labels.");
    OverlayLabels.write(labels(), target.toPath(), format).forEach(IJ::log);
    IJ.showStatus("Labels written to " + target);
  }

  private LabelSet labels() {
    boolean all = planes.equals("all");
    return rois.equals("ours")
        ? OverlayLabels.of(image, all)
        : OverlayLabels.of(image, DrawnRois.of(image), rois.equals("all"), all);
  }
}
