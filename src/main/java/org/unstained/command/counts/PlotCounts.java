package org.unstained.command.counts;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.filter.Analyzer;
import java.awt.Color;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.OpenImages;
import org.unstained.command.Results;
import org.unstained.command.Windows;
import org.unstained.overlay.ShownCells;
import org.unstained.workflow.counts.CellCounts;
import org.unstained.workflow.counts.CountFiles;
import org.unstained.workflow.counts.CountOptions;
import org.unstained.workflow.counts.CountTables;
import org.unstained.workflow.counts.FrameInterval;
import org.unstained.workflow.counts.GroupRule;

/**
 * Counts cells by class, frame by frame and by groups of images such as the wells of a plate: a
 * table, a window with plots, and on request files.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Plot Counts...", weight = 62)
    })
public class PlotCounts extends CellCommand {

  @Parameter(
      label = "Image",
      description = "The image whose cells are counted, if the cells are those of an image.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Cells of",
      description =
          "image: the overlay of the current image, all frames. images: of all open images. table:"
              + " the open table of cells. file: a table as CSV, or the results of Batch Folder.",
      choices = {"image", "images", "table", "file"},
      persist = false)
  private String source = "image";

  @Parameter(
      label = "Table or results",
      description =
          "CSV file of cells, one row a cell, or cells.csv of Batch Folder, beside which summary.csv"
              + " says which images have no cell. Only for cells of a file.",
      style = Input.FILE,
      required = false,
      persist = false)
  private File file;

  @Parameter(
      label = "Group images by",
      description =
          "none: not at all. folder: the folder they lie in. well: the well in their names, such as"
              + " A05 or r01c05. name: what the pattern finds in their names.",
      choices = {"none", "folder", "well", "name"},
      persist = false)
  private String groups = "none";

  @Parameter(
      label = "Pattern of names",
      description =
          "Regular expression that finds the group in the name of an image; its first bracket if it"
              + " has one. Only if grouped by name.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String pattern = "";

  @Parameter(
      label = "Count along",
      description =
          "Cells are counted in each frame or in each slice. auto: slices if there are no frames.",
      choices = {"auto", "frame", "slice"},
      persist = false)
  private String axis = "auto";

  @Parameter(
      label = "Classes",
      description =
          "Classes that are shown, with commas between them; (none) for cells without one. Empty for"
              + " all. Fractions are of all cells all the same.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String classes = "";

  @Parameter(
      label = "Without classes",
      description =
          "Classes whose cells don't count, with commas between them: fractions are of the others.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String without = "";

  @Parameter(
      label = "Least score",
      description =
          "Cells with a lower score don't count, without unit (0-1). Cells without a score do.",
      min = "0",
      max = "1",
      persist = false)
  private double score = 0;

  @Parameter(
      label = "Frames without cells",
      description =
          "known: they count 0 if cells were looked for there, otherwise they are missing. zero: all"
              + " of them count 0.",
      choices = {"known", "zero"},
      persist = false)
  private String empty = "known";

  @Parameter(
      label = "Time between frames",
      description = "Such as 90 (seconds), 5 min or 0.5 h. Empty for what the image itself says.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String interval = "";

  @Parameter(
      label = "Show",
      description = "What the window plots first: how many cells, or the fraction of all cells.",
      choices = {"counts", "fractions"},
      persist = false)
  private String show = "counts";

  @Parameter(
      label = "Table",
      description =
          "frames: a row for each frame of each image. groups: a row for each group and frame, with"
              + " mean and standard deviation over its images.",
      choices = {"frames", "groups"},
      persist = false)
  private String table = "frames";

  @Parameter(
      label = "Folder to save in",
      description =
          "Tables (CSV), plots (PNG, SVG) and a report (HTML) are saved here. Empty to save nothing;"
              + " the window can do it later.",
      style = "directory",
      required = false,
      persist = false)
  private File output;

  @Override
  public String page() {
    return "counts.md";
  }

  @Override
  protected void execute() throws IOException {
    CellCounts counts = counts();
    List<Color> colours = ShownCells.colours(images(), counts.classes());
    Optional<Path> page = saved(counts, colours);
    counts.notes().forEach(IJ::log);
    Results.showOther(
        Results.of(
            table.equals("groups") ? CountTables.groups(counts) : CountTables.images(counts)));
    if (!GraphicsEnvironment.isHeadless())
      CountsWindow.open(counts, colours, show.equals("fractions"), line());
    page.ifPresent(saved -> IJ.log("Report: " + saved));
    IJ.showStatus(summary(counts));
  }

  /**
   * What the command line does: counts, saves if a folder is given, and says how many there are.
   *
   * @param lines takes a line at a time
   */
  public void count(Consumer<String> lines) throws IOException {
    Inputs.check(this);
    CellCounts counts = counts();
    Optional<Path> page = saved(counts, ShownCells.colours(List.of(), counts.classes()));
    counts.notes().forEach(lines);
    lines.accept(summary(counts));
    page.ifPresent(saved -> lines.accept("Report: " + saved));
  }

  private Optional<Path> saved(CellCounts counts, List<Color> colours) throws IOException {
    return output == null
        ? Optional.empty()
        : Optional.of(CountFiles.write(counts, colours, output.toPath()));
  }

  private CellCounts counts() throws IOException {
    CountOptions options = options();
    if (source.equals("file")) {
      if (file == null)
        throw new IllegalArgumentException(
            "'file' is empty. Give a table of cells (CSV), such as cells.csv of Batch Folder.");
      return CellCounts.of(file.toPath(), options);
    }
    if (!source.equals("table")) return CellCounts.of(images(), options);
    return CellCounts.of(
        GraphicsEnvironment.isHeadless() ? Analyzer.getResultsTable() : Results.ofCells(),
        Results.TABLE,
        options);
  }

  /** The images whose cells are counted; none if they are those of a table or a file. */
  private List<ImagePlus> images() {
    if (source.equals("image")) {
      if (image == null)
        throw new IllegalArgumentException(
            "There is no image. Open one first (File > Open), or count the cells of a table or file.");
      return List.of(image);
    }
    if (!source.equals("images")) return List.of();
    List<ImagePlus> open = OpenImages.all();
    if (open.isEmpty())
      throw new IllegalArgumentException("There is no image. Open one first (File > Open).");
    return open;
  }

  /** What the inputs say, as the workflow takes it. */
  CountOptions options() {
    return new CountOptions(
        rule(),
        CountOptions.Axis.valueOf(axis.toUpperCase(Locale.ROOT)),
        classes,
        without,
        score,
        empty.equals("zero"),
        FrameInterval.parse(interval));
  }

  private Optional<GroupRule> rule() {
    if (groups.equals("name") && pattern.isBlank())
      throw new IllegalArgumentException(
          "'pattern' is empty, but images are grouped by what it finds in their names. For plates as in 'plate3_A05.png' take plate\\d+.");
    return switch (groups) {
      case "folder" -> Optional.of(GroupRule.folder());
      case "well" -> Optional.of(GroupRule.well());
      case "name" -> Optional.of(GroupRule.name(pattern));
      default -> Optional.empty();
    };
  }

  private static String summary(CellCounts counts) {
    return "%d cells in %d %s, %d %s"
        .formatted(
            counts.cells(),
            counts.images().size(),
            counts.images().size() == 1 ? "image" : "images",
            counts.groups().size(),
            counts.groups().size() == 1 ? "group" : "groups");
  }

  /** The options of this run as a macro gives them, without a folder. */
  private String line() {
    StringBuilder line = new StringBuilder();
    for (Input input : Inputs.of(PlotCounts.class)) {
      if (input.isImage() || input.key().equals("output")) continue;
      String text = Inputs.text(input, this);
      if (!text.isEmpty())
        line.append(input.key()).append('=').append(Windows.quoted(text)).append(' ');
    }
    return line.toString().strip();
  }
}
