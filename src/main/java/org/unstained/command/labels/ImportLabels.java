package org.unstained.command.labels;

import ij.IJ;
import ij.ImagePlus;
import java.io.File;
import java.io.IOException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.annotation.LabelOptions;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.Results;
import org.unstained.workflow.labels.OverlayLabels;

/**
 * Reads labels of other programs – Pascal VOC, COCO, LabelMe, GeoJSON of QuPath, ROI sets, label
 * images, tables, points – and draws them on the image as our cells.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Import Labels...", weight = 23)
    })
public class ImportLabels extends CellCommand {

  @Parameter(
      label = "Image",
      description =
          "The image that the labels are about. The current one if a macro doesn't name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Labels",
      description = "The file of the labels, or a folder with files of several images.",
      style = Input.FILE,
      required = false,
      persist = false)
  private File labels;

  @Parameter(
      label = "Format",
      description = "What the file is; auto finds out from its content.",
      choices = {
        "auto", "voc", "coco", "labelme", "geojson", "rois", "labels", "csv", "points", "crops"
      },
      persist = false)
  private String format = "auto";

  @Parameter(
      label = "Name in the labels",
      description =
          "Which of several images of the file it is, with ending or without. Empty: the one with"
              + " the image's title.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String entry = "";

  @Parameter(
      label = "Side of a point",
      description = "Points become squares with sides of so many pixels. 0: points are left out.",
      min = "0",
      max = "100000",
      persist = false)
  private double side = 0;

  @Parameter(
      label = "Keep cells that are there",
      description =
          "Cells of the same planes that the overlay has already stay; otherwise they give way.",
      persist = false)
  private boolean add = false;

  @Override
  public String page() {
    return "labels.md";
  }

  @Override
  protected void execute() throws IOException {
    Inputs.requireImage(this);
    if (labels == null)
      throw new IllegalArgumentException("'labels' is empty. Choose the file of the labels.");
    OverlayLabels.Import read =
        OverlayLabels.read(image, labels.toPath(), format, entry, add, new LabelOptions(side));
    read.notes().forEach(IJ::log);
    read.keepColours(image);
    Results.show(image, read.planes(), false);
    IJ.showStatus(read.cells() + " cells");
  }
}
