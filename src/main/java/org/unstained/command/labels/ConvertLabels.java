package org.unstained.command.labels;

import ij.IJ;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.annotation.LabelOptions;
import org.unstained.command.CellCommand;
import org.unstained.workflow.labels.LabelConversion;

/** Makes labels of one format into another: a file, or all files of a folder. */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Convert Labels...", weight = 25)
    })
public class ConvertLabels extends CellCommand {

  @Parameter(
      label = "Labels",
      description = "A folder of labels, or one file of them.",
      style = "both",
      required = false,
      persist = false)
  private File source;

  @Parameter(
      label = "They are",
      description = "Their format; auto finds out from the content.",
      choices = {
        "auto", "voc", "coco", "labelme", "geojson", "rois", "labels", "csv", "points", "crops"
      },
      persist = false)
  private String reading = "auto";

  @Parameter(
      label = "Make them",
      description =
          "The format to write; what it can't hold is said in the log. crops: a picture of each"
              + " cell in a folder for each class.",
      choices = {"coco", "voc", "labelme", "geojson", "rois", "labels", "csv", "points", "crops"},
      persist = false)
  private String format = "coco";

  @Parameter(
      label = "Write to",
      description =
          "A folder, which is made if need be; for coco and csv the file, or the folder for it.",
      style = "both",
      required = false,
      persist = false)
  private File target;

  @Parameter(
      label = "Folder of the images",
      description =
          "For names and sizes that the labels don't tell, and to cut crops. May stay empty.",
      style = "directory",
      required = false,
      persist = false)
  private File images;

  @Parameter(
      label = "Side of a point",
      description = "Points become squares with sides of so many pixels. 0: points are left out.",
      min = "0",
      max = "100000",
      persist = false)
  private double side = 0;

  @Override
  public String page() {
    return "labels.md";
  }

  @Override
  protected void execute() throws IOException {
    LabelConversion done =
        LabelConversion.of(
            path(source, "source"),
            reading,
            path(target, "target"),
            format,
            images == null ? null : images.toPath(),
            new LabelOptions(side));
    done.notes().forEach(IJ::log);
    IJ.showStatus(
        "%d cells of %d images: %s to %s"
            .formatted(done.objects(), done.images(), done.from().title(), done.to().title()));
  }

  private static Path path(File file, String key) {
    if (file == null)
      throw new IllegalArgumentException("'%s' is empty. Choose a file or folder.".formatted(key));
    return file.toPath();
  }
}
