package org.unstained.command;

import ij.IJ;
import ij.ImagePlus;
import ij.io.OpenDialog;
import ij.plugin.frame.Recorder;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.image.ImageFiles;
import org.unstained.image.ImageSeries;
import org.unstained.image.Loading;

/**
 * Opens images with the axes and the pixel size that their maker wrote, the same in Fiji, in plain
 * ImageJ and without a screen. Of a file with several images the user chooses; large stacks are
 * virtual.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Open Image...", weight = 1)
    })
public class OpenImage extends CellCommand implements AsksItself {

  @Parameter(
      label = "File",
      description =
          "The image file: TIFF, OME-TIFF, PNG, JPEG and, where Bio-Formats is installed, those of"
              + " the makers of microscopes (ND2, CZI, LIF and many more).",
      style = Input.FILE,
      required = false,
      persist = false)
  private File path;

  @Parameter(
      label = "Series",
      description =
          "Which images of a file that holds several: numbers with commas between them (1,3-5), all,"
              + " or the name of one.",
      style = Input.FREE_TEXT,
      persist = false)
  private String series = "1";

  @Parameter(
      label = "Virtual",
      description =
          "Whether planes are read one by one when they are looked at: auto does so if they would"
              + " take more than half of the free memory. What is drawn into a virtual stack is lost.",
      choices = {"auto", "always", "never"},
      persist = false)
  private String virtual = "auto";

  @Override
  public boolean ask() {
    OpenDialog dialog = new OpenDialog("Open Image");
    String chosen = dialog.getPath();
    if (chosen == null) return false;
    path = new File(chosen);
    List<ImageSeries> all;
    try {
      all = ImageFiles.series(file());
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    boolean going = true;
    if (all.size() > 1) {
      SeriesDialog which = new SeriesDialog(file().getFileName().toString(), all);
      going = which.ask();
      series = which.series();
      virtual = which.virtual();
    }
    Recorder.resetCommandOptions(); // ImageJ's dialogs have recorded their own
    return going;
  }

  @Override
  public String page() {
    return "files.md";
  }

  @Override
  protected void execute() throws IOException {
    Path file = file();
    IJ.showStatus("Looking into " + file.getFileName());
    List<ImageSeries> wanted = ImageSeries.chosen(series, ImageFiles.series(file));
    Loading loading =
        switch (virtual) {
          case "always" -> Loading.VIRTUAL;
          case "never" -> Loading.MEMORY;
          default -> Loading.AUTO;
        };
    for (int i = 0; i < wanted.size(); i++) {
      if (IJ.escapePressed()) throw new CancellationException();
      IJ.showProgress(i, wanted.size());
      IJ.showStatus("Opening %s, %s".formatted(file.getFileName(), wanted.get(i).label()));
      ImagePlus image = ImageFiles.open(file, wanted.get(i).index(), loading);
      OpenImages.show(image);
    }
    IJ.showProgress(1);
    IJ.showStatus("");
  }

  private Path file() {
    if (path == null || path.getPath().isBlank())
      throw new IllegalArgumentException(
          "There is no file to open. In a macro give it as path=[/folder/image.tif].");
    try {
      return path.toPath();
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'%s' can't be the name of a file.".formatted(path), e);
    }
  }
}
