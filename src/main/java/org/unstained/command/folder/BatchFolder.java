package org.unstained.command.folder;

import ij.IJ;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.cells.CropSettings;
import org.unstained.command.Advanced;
import org.unstained.command.CellCommand;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.DetectorChoice;
import org.unstained.command.Input;
import org.unstained.command.MacroOptions;
import org.unstained.image.NumberRanges;
import org.unstained.workflow.crops.CropOptions;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.folder.FolderChoice;
import org.unstained.workflow.folder.FolderProgress;
import org.unstained.workflow.folder.FolderRun;
import org.unstained.workflow.folder.ImageTask;

/**
 * Finds the cells of all images of a folder and writes label maps, ROIs, tables, pictures and
 * crops. A run that was cut off goes on when it is started again. If an image fails, the others are
 * done, and then the command fails.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Batch Folder...", weight = 9)
    })
public class BatchFolder extends CellCommand {

  private static final CropSettings CROPS = CropSettings.defaults();

  @Parameter(
      label = "Folder with images",
      description = "The images to work on: a folder, or in a macro also one file.",
      style = "directory",
      required = false,
      persist = false)
  private File input;

  @Parameter(
      label = "Folder for results",
      description =
          "Label maps, ROIs, tables and pictures go there. What an earlier run with the same settings"
              + " has finished stays; it goes on with the rest.",
      style = "directory",
      required = false,
      persist = false)
  private File output;

  @Parameter(
      label = "Name pattern",
      description =
          "Images to take, such as *.tif or day?_{a,b}*; with a slash it is for the path below the"
              + " folder. Empty for all.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String pattern = "";

  @Parameter(
      label = "Include subfolders",
      description =
          "Read the folders in the folder, too; the results lie in subfolders of the same names.",
      persist = false)
  private boolean recursive = false;

  @Parameter(
      label = "Find cells by",
      description =
          "segment: by their brightness, as Segment Cells does. detect: with a network, as Detect"
              + " Cells does. patches: not at all; the classifier looks at patches, as Classify Patches"
              + " does.",
      choices = {"segment", "detect", "patches"},
      persist = false)
  private String task = "segment";

  @Parameter(
      label = "Detector",
      description =
          "The model that finds the cells, if they are to be detected: an installed one, or in a"
              + " macro the path of its folder or zip.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private DetectorChoice model = DetectorChoice.NONE;

  @Parameter(
      label = "Classifier",
      description =
          "The model that says what each cell is, behind the segmentation or the detector; none for"
              + " no classes, or those of the detector alone.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private ClassifierChoice classifier = ClassifierChoice.NONE;

  @Parameter(
      label = "Channels of the models",
      description =
          "The channels that the models look at, such as 1 or 2,1, or all. Empty for the first, or"
              + " the brightness of an RGB image. The segmentation's channel is among the options.",
      style = Input.CHANNELS,
      required = false,
      persist = false)
  private String channels = "";

  @Parameter(
      label = "Further options",
      description =
          "Further options as Record... gives them for Segment Cells, Detect Cells or Classify Patches, such as"
              + " method=otsu smallest=30 channel=2, or score=0.4 weight=0.3. Empty for the defaults.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String options = "";

  @Parameter(
      label = "Crops of the cells",
      description =
          "none; stack: one file for an image, with one slice a cell; files: a folder for an image,"
              + " with one file a cell.",
      choices = {"none", "stack", "files"},
      persist = false)
  private String crops = "none";

  @Advanced
  @Parameter(
      label = "Series",
      description =
          "Of files with several images, those to take: 1, or such as 1,3-5,8- (8- goes to the last),"
              + " or all.",
      style = Input.FREE_TEXT,
      persist = false)
  private String series = "1";

  @Advanced
  @Parameter(
      label = "Slices",
      description = "Slices (z) of an image to work on, such as 1,3-5,8-; empty or all for all.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String slices = "";

  @Advanced
  @Parameter(
      label = "Frames",
      description = "Frames (t) of an image to work on, such as 1,3-5,8-; empty or all for all.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String frames = "";

  @Advanced
  @Parameter(
      label = "Side of a crop",
      description = "Side of the square crops, in pixels or in \u00b5m as chosen beside.",
      min = "0.001",
      max = "16384",
      persist = false)
  private double side = CropSettings.DEFAULT_SIDE;

  @Advanced
  @Parameter(
      label = "Side is in",
      description = "The unit of the side: pixels, or um for \u00b5m.",
      choices = {"pixels", "um"},
      persist = false)
  private String unit = "pixels";

  @Advanced
  @Parameter(
      label = "Normalise crops",
      description = "Make brightness and background of all crops alike; they become 32-bit.",
      persist = false)
  private boolean normalise = CROPS.normalised();

  @Advanced
  @Parameter(
      label = "Mask crops",
      description = "Paint over what lies outside the cell with the background.",
      persist = false)
  private boolean masked = CROPS.masked();

  @Advanced
  @Parameter(
      label = "Device",
      description =
          "What networks run on: auto for the fastest that works; cuda, mps (Apple) or cpu for this"
              + " one and no other; cuda-half or mps-half to calculate with 16 bits there.",
      choices = {"auto", "cuda", "cuda-half", "mps", "mps-half", "cpu"},
      persist = false)
  private String device = "auto";

  @Advanced
  @Parameter(
      label = "Start anew",
      description = "Do all images again, those too that an earlier run has finished.",
      persist = false)
  private boolean again = false;

  /**
   * The run with its models loaded; close its task when it is over.
   *
   * @param more options besides those of the input {@code options}, each {@code key=value}
   * @param on the device, as the command line takes it
   * @throws IllegalArgumentException if the inputs make no sense
   * @throws IOException if a model or the device can't be used
   */
  public FolderRun.Plan plan(List<String> more, String on) throws IOException {
    FolderChoice choice = choice();
    CropOutput cut = crops();
    return found(all(more), on).withChoice(choice).withCrops(cut).anew(again);
  }

  private FolderRun.Plan found(List<String> settings, String on) throws IOException {
    Path from = folder(input, "input", "images");
    Path to = folder(output, "output", "results");
    if (task.equals("detect")) {
      if (model.text().isBlank())
        throw new IllegalArgumentException(
            "To detect cells choose a detector ('model'), or segment them: task=segment.");
      add(settings, "model", model.text());
      add(settings, "classifier", classifier.text());
      add(settings, "channels", channels);
      return FolderPlans.detect(from, to, settings, on);
    }
    if (!model.text().isBlank())
      throw new IllegalArgumentException(
          "A detector ('model') finds cells by itself: choose task=detect, or no detector.");
    if (task.equals("patches")) {
      if (classifier.text().isBlank())
        throw new IllegalArgumentException("To classify patches choose the model ('classifier').");
      add(settings, "model", classifier.text());
      add(settings, "channels", channels);
      return FolderPlans.patches(from, to, settings, on);
    }
    if (classifier.text().isBlank()) {
      if (!channels.isBlank())
        throw new IllegalArgumentException(
            "'channels' are those of models, and none is chosen. The channel of the segmentation is"
                + " among the options: channel=2.");
      return FolderPlans.segment(from, to, settings);
    }
    List<String> classification = new ArrayList<>();
    add(classification, "model", classifier.text());
    add(classification, "channels", channels);
    return FolderPlans.segmentAndClassify(from, to, settings, classification, on);
  }

  private FolderChoice choice() {
    if (series.isBlank())
      throw new IllegalArgumentException("'series' is empty: say 1 for the first, or all.");
    return new FolderChoice(
        pattern,
        recursive,
        NumberRanges.parse("series", series),
        NumberRanges.parse("slices", slices),
        NumberRanges.parse("frames", frames));
  }

  private CropOutput crops() {
    if (crops.equals("none")) return CropOutput.none();
    return new CropOutput(
        CropOutput.Form.valueOf(crops.toUpperCase(Locale.ROOT)),
        new CropOptions(side, unit.equals("um"), normalise, masked));
  }

  private List<String> all(List<String> more) {
    List<String> all = new ArrayList<>();
    for (Map.Entry<String, String> option : MacroOptions.parse(options).entrySet())
      all.add(option.getKey() + "=" + option.getValue());
    all.addAll(more);
    return all;
  }

  private static void add(List<String> settings, String key, String value) {
    if (!value.isBlank()) settings.add(key + "=" + value);
  }

  private static Path folder(File file, String key, String what) {
    if (file == null)
      throw new IllegalArgumentException(
          "Choose the folder of the %s ('%s').".formatted(what, key));
    return file.toPath();
  }

  @Override
  public String page() {
    return "folders.md";
  }

  @Override
  protected void execute() throws IOException {
    IJ.showStatus("Looking through the folder...");
    FolderRun.Plan plan = plan(List.of(), device);
    FolderRun.Outcome outcome;
    try (ImageTask work = plan.task()) {
      outcome = FolderRun.run(plan, new Status(), IJ::escapePressed);
    }
    IJ.showProgress(1);
    IJ.showStatus(outcome.text());
    IJ.log(outcome.text() + ". Results are in " + output.getAbsolutePath());
    if (outcome.canceled()) {
      if (outcome.failures() > 0) IJ.log(failures(outcome));
      throw new CancellationException();
    }
    if (outcome.failures() > 0) throw new IOException(failures(outcome));
  }

  private String failures(FolderRun.Outcome outcome) {
    int all = outcome.images() + outcome.failures();
    return "%d of %d images failed; failures.csv in %s says why. The others are done. Run it again to try only the failed ones."
        .formatted(outcome.failures(), all, output.getAbsolutePath());
  }

  /** Tells the user in the status bar, and of failures in the log. */
  private static final class Status implements FolderRun.Listener {
    @Override
    public void working(FolderProgress progress) {
      show(progress);
    }

    @Override
    public void done(FolderProgress progress, String image, int cells, double seconds) {
      show(progress);
    }

    @Override
    public void kept(FolderProgress progress, String image, int cells) {
      show(progress);
    }

    @Override
    public void failed(FolderProgress progress, String image, String reason) {
      show(progress);
      IJ.log("%s failed: %s".formatted(image, reason));
    }

    private static void show(FolderProgress progress) {
      IJ.showProgress(progress.fraction());
      IJ.showStatus("Batch: " + progress.text() + " (Esc to stop)");
    }
  }

  @Override
  public String unit(Input asked) {
    return asked.key().equals("side") ? "pixels or \u00b5m" : "";
  }
}
