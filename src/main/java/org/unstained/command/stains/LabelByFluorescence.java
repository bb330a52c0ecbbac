package org.unstained.command.stains;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.cells.PlaneCells;
import org.unstained.classical.GaussianMixture;
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.Results;
import org.unstained.command.WorkStatus;
import org.unstained.command.patches.ClassifyPatches;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.patches.PatchOptions.EmptyChoice;
import org.unstained.workflow.patches.PatchOptions.EmptyRule;
import org.unstained.workflow.stains.StainChoice;
import org.unstained.workflow.stains.StainLabelling;
import org.unstained.workflow.stains.StainNames;
import org.unstained.workflow.stains.UnknownUse;

/**
 * Gives cells, or patches of a grid, classes by the mean brightness of one or two stains, so that a
 * classifier of the channel without stain can learn from them.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Label by Fluorescence...", weight = 21)
    })
public class LabelByFluorescence extends CellCommand implements AsksItself {

  @Parameter(
      label = "Image",
      description =
          "The image with the stain in one of its channels. The current one if a macro doesn't name"
              + " another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Label",
      description =
          "overlay: the cells that we drew on the image. grid: squares, which replace our cells.",
      choices = {"overlay", "grid"},
      persist = false)
  String cells = "overlay";

  @Parameter(
      label = "Side of a square",
      description = "grid: how long it is, in pixels.",
      min = "1",
      max = "100000",
      persist = false)
  int size = 224;

  @Parameter(
      label = "From square to square",
      description = "grid: in pixels; less than the side makes them overlap.",
      min = "1",
      max = "100000",
      persist = false)
  int step = 224;

  @Parameter(
      label = "Empty squares",
      description =
          "grid: none: all count. content: those with little structure in focus are left out. model:"
              + " those that a classifier calls empty are. Looked at is the first channel that is no"
              + " stain.",
      choices = {"none", "content", "model"},
      persist = false)
  String empty = "none";

  @Parameter(
      label = "Content from",
      description =
          "content: what a square with cells has at least, in grey values. Empty to part the squares"
              + " of the image by themselves.",
      style = Input.NUMBER_OR_NOTHING,
      min = "0",
      max = "1e9",
      required = false,
      persist = false)
  String content = "";

  @Parameter(
      label = "Model for empty squares",
      description =
          "model: a classifier that knows the class empty, such as Train Empty Patches makes.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  ClassifierChoice filter = ClassifierChoice.NONE;

  @Parameter(
      label = "Stain",
      description = "Number of the channel with the stain, from 1. In an RGB image 1 is red.",
      min = "1",
      max = "1000",
      persist = false)
  int channel = 1;

  @Parameter(
      label = "Limits by",
      description =
          "mixture: two bell curves, as in the JIMT-1 paper; what lies between them gets no class."
              + " otsu: Otsu's threshold over the cells. threshold: low and high as set.",
      choices = {"mixture", "otsu", "threshold"},
      persist = false)
  String method = "mixture";

  @Parameter(
      label = "Low",
      description =
          "Cells of at most this mean grey value have no stain. Empty for what the method finds.",
      style = Input.NUMBER_OR_NOTHING,
      min = "-1e9",
      max = "1e9",
      required = false,
      persist = false)
  String low = "";

  @Parameter(
      label = "High",
      description =
          "Cells of at least this mean grey value have the stain. Empty for what the method finds.",
      style = Input.NUMBER_OR_NOTHING,
      min = "-1e9",
      max = "1e9",
      required = false,
      persist = false)
  String high = "";

  @Parameter(
      label = "Second stain",
      description = "Number of the channel with another stain, from 1. 0 for none.",
      min = "0",
      max = "1000",
      persist = false)
  int second = 0;

  @Parameter(
      label = "Its limits by",
      description = "How those of the second stain are found.",
      choices = {"mixture", "otsu", "threshold"},
      persist = false)
  String method2 = "mixture";

  @Parameter(
      label = "Its low",
      description = "Second stain: as Low, a mean grey value.",
      style = Input.NUMBER_OR_NOTHING,
      min = "-1e9",
      max = "1e9",
      required = false,
      persist = false)
  String low2 = "";

  @Parameter(
      label = "Its high",
      description = "Second stain: as High, a mean grey value.",
      style = Input.NUMBER_OR_NOTHING,
      min = "-1e9",
      max = "1e9",
      required = false,
      persist = false)
  String high2 = "";

  @Parameter(
      label = "Class with the stain",
      description = "With two stains: of cells that have the first only.",
      style = Input.FREE_TEXT,
      persist = false)
  String positive = "stained";

  @Parameter(
      label = "Class without",
      description = "With two stains: of cells that have the second only.",
      style = Input.FREE_TEXT,
      persist = false)
  String negative = "unstained";

  @Parameter(
      label = "Class of unknown cells",
      description = "Two stains: of cells that have neither or both.",
      style = Input.FREE_TEXT,
      persist = false)
  String unknown = "unknown";

  @Parameter(
      label = "Unknown cells",
      description =
          "keep: they are a class. leave-out: they get none. negative: they count as negative. pseudo:"
              + " the model says what they are. confident: it does where it is sure, the others get"
              + " none.",
      choices = {"keep", "leave-out", "negative", "pseudo", "confident"},
      persist = false)
  String use = "keep";

  @Parameter(
      label = "Model",
      description = "pseudo, confident: a classifier that knows both classes, by its name or path.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  ClassifierChoice model = ClassifierChoice.NONE;

  @Parameter(
      label = "Sure from",
      description = "confident: least score of the model, without unit (0-1).",
      min = "0",
      max = "1",
      persist = false)
  double confidence = 0.8;

  @Parameter(
      label = "Planes",
      description = "Only the current plane, or all slices and frames with one histogram.",
      choices = {"current", "all"},
      persist = false)
  String planes = "current";

  @Parameter(
      label = "Table",
      description = "Show a table with classes, scores and measurements, one row a cell.",
      persist = false)
  boolean table = true;

  @Override
  public boolean ask() {
    Inputs.requireImage(this);
    return new StainDialog(this, image).ask();
  }

  @Override
  public String page() {
    return "fluorescence-labels.md";
  }

  @Override
  protected void execute() throws IOException {
    Inputs.requireImage(this);
    StainNames names = names();
    UnknownUse unknowns = UnknownUse.of(use);
    StainLabelling labelling = measured(image);
    List<StainLabelling.Stained> stains = new ArrayList<>();
    for (StainChoice choice : choices()) {
      StainChoice.Found found = choice.find(labelling.values(choice.channel()));
      stains.add(new StainLabelling.Stained(choice.channel(), found.required(), found.mixture()));
      log(choice, found);
    }
    List<PlaneCells> labelled = labelling.label(stains, names);
    try (WorkStatus status = new WorkStatus("Labelling", 1)) {
      labelled =
          labelling.use(
              labelled, unknowns, names, ClassifyOptions.of(model.text()), confidence, status);
    }
    Results.show(image, labelled, table);
    IJ.log("Label by Fluorescence: " + text(StainLabelling.counts(labelled)));
  }

  /** The cells or patches, measured. */
  StainLabelling measured(ImagePlus of) throws IOException {
    EmptyChoice left = ClassifyPatches.choice(empty, content, filter);
    if (!cells.equals("grid") && left.rule() != EmptyRule.NONE)
      throw new IllegalArgumentException(
          "'empty' is for squares: set cells=grid, or leave '%s' out.".formatted(empty));
    boolean all = planes.equals("all");
    try (WorkStatus status = WorkStatus.of("Measuring", of, all)) {
      return cells.equals("grid")
          ? StainLabelling.ofGrid(of, size, step, left, seen(of), all, status, status)
          : StainLabelling.ofOverlay(of, all, status, status);
    }
  }

  /** The first channel that is no stain; the stain if there is no other. */
  private int seen(ImagePlus of) {
    int channels = of.getType() == ImagePlus.COLOR_RGB ? 3 : of.getNChannels();
    for (int c = 1; c <= channels; c++) if (c != channel && c != second) return c;
    return Math.min(channel, channels);
  }

  StainNames names() {
    return new StainNames(positive.strip(), negative.strip(), unknown.strip());
  }

  /** One stain, or both. */
  List<StainChoice> choices() {
    if (second == channel)
      throw new IllegalArgumentException(
          "'second' can't be %d: that is the first stain. Choose another channel, or 0 for none."
              .formatted(second));
    List<StainChoice> choices = new ArrayList<>(List.of(choice(channel, method, low, high)));
    if (second > 0) choices.add(choice(second, method2, low2, high2));
    return choices;
  }

  private static StainChoice choice(int channel, String method, String low, String high) {
    return new StainChoice(
        channel,
        StainChoice.Method.valueOf(method.toUpperCase(Locale.ROOT)),
        Inputs.numberIfGiven(low),
        Inputs.numberIfGiven(high));
  }

  private static void log(StainChoice choice, StainChoice.Found found) {
    String text =
        String.format(
            Locale.ROOT,
            "Channel %d: at most %.4g negative, at least %.4g positive",
            choice.channel(),
            found.required().low(),
            found.required().high());
    if (found.mixture().isPresent()) {
      GaussianMixture m = found.mixture().get();
      text +=
          String.format(
              Locale.ROOT,
              " (%d cells; %.1f %% at %.4g ± %.4g, the others at %.4g ± %.4g)",
              m.count(),
              100 * m.lowWeight(),
              m.lowMean(),
              m.lowDeviation(),
              m.highMean(),
              m.highDeviation());
    }
    IJ.log(text);
  }

  /** Such as "12 stained, 30 unstained, 4 without a class". */
  static String text(Map<String, Integer> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((name, n) -> parts.add(n + " " + (name.isEmpty() ? "without a class" : name)));
    return parts.isEmpty() ? "no cells" : String.join(", ", parts);
  }
}
