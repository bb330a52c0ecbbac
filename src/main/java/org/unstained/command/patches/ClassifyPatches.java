package org.unstained.command.patches;

import ij.IJ;
import ij.ImagePlus;
import java.io.IOException;
import java.util.Locale;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.Advanced;
import org.unstained.command.CellCommand;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.WorkStatus;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.patches.PatchOptions;
import org.unstained.workflow.patches.PatchOptions.EmptyChoice;
import org.unstained.workflow.patches.PatchOptions.EmptyRule;
import org.unstained.workflow.patches.PatchResult;
import org.unstained.workflow.patches.PatchWorkflow;

/**
 * Says with a classifier what the patches of a picture are, where cells can't be told from one
 * another: a square window slides over it, empty patches are left out, and what is found is shown
 * as a class map and heat maps.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Classify Patches...", weight = 4.5)
    })
public class ClassifyPatches extends CellCommand {

  @Parameter(
      label = "Image",
      description = "The picture. The current one if a macro doesn't name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Model",
      description =
          "The classifier: an installed model, see Models..., by its name. A macro may also give"
              + " the path of a model's folder or zip.",
      required = false,
      persist = false)
  private ClassifierChoice model = ClassifierChoice.NONE;

  @Parameter(
      label = "Channels",
      description =
          "The channels that the model looks at, in its order, such as 1 or 2,1; all for all. Of an"
              + " RGB image 1 is red, 2 green, 3 blue. Empty for the first, or the brightness of an"
              + " RGB image, or for a model of several channels all.",
      style = Input.CHANNELS,
      required = false,
      persist = false)
  private String channels = "";

  @Parameter(
      label = "Side of a patch",
      description = "How long the side of the square window is, in pixels.",
      min = "1",
      max = "100000",
      persist = false)
  private int size = 224;

  @Parameter(
      label = "From patch to patch",
      description =
          "How far the window moves, in pixels; half the side makes each place lie in four patches."
              + " The last ones are moved inwards, so that the whole picture is looked at.",
      min = "1",
      max = "100000",
      persist = false)
  private int step = 112;

  @Parameter(
      label = "Empty patches",
      description =
          "none: each patch gets a class. content: those with little structure in focus are left"
              + " out. model: those that a classifier calls empty are left out.",
      choices = {"none", "content", "model"},
      persist = false)
  private String empty = "content";

  @Parameter(
      label = "Content from",
      description =
          "content: what a patch with cells has at least, in grey values, see the column content of"
              + " the table. Empty to part the patches of the image by themselves.",
      style = Input.NUMBER_OR_NOTHING,
      min = "0",
      max = "1e9",
      required = false,
      persist = false)
  private String content = "";

  @Parameter(
      label = "Model for empty patches",
      description =
          "model: a classifier that knows the class empty, such as Train Empty Patches makes.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private ClassifierChoice filter = ClassifierChoice.NONE;

  @Parameter(
      label = "Planes",
      description = "Only the current plane, or all slices and frames.",
      choices = {"current", "all"},
      persist = false)
  private String planes = "current";

  @Advanced
  @Parameter(
      label = "Device",
      description =
          "What the network runs on: auto for the fastest that works; cuda, mps (Apple) or cpu for"
              + " this one and no other; cuda-half or mps-half to calculate with 16 bits there.",
      choices = {"auto", "cuda", "cuda-half", "mps", "mps-half", "cpu"},
      persist = false)
  private String device = "auto";

  @Advanced
  @Parameter(
      label = "Flip and turn",
      description =
          "Look at each patch in eight positions and take the mean: a little surer, eight times"
              + " slower.",
      persist = false)
  private boolean turns = false;

  @Parameter(
      label = "Colour the image",
      description = "Lay the class map over the image as a coloured layer below the patches.",
      persist = false)
  private boolean layer = true;

  @Parameter(
      label = "Opacity",
      description = "How much the layer covers, without unit: 0 is nothing, 1 all.",
      min = "0",
      max = "1",
      persist = false)
  private double opacity = 0.3;

  @Parameter(
      label = "Class map",
      description = "Show the class of each pixel as an image: 0 is empty, 1 the first class.",
      persist = false)
  private boolean map = true;

  @Parameter(
      label = "Heat maps",
      description =
          "Show the probability of each class as a 32-bit image: 0 to 1, NaN where all is empty.",
      persist = false)
  private boolean probability = true;

  @Parameter(
      label = "Table",
      description = "Show a table with classes, scores and measurements, one row a patch.",
      persist = false)
  private boolean table = true;

  @Parameter(
      label = "Fractions",
      description =
          "Show a table with the fractions of the classes, one row a plane. Without a screen it is"
              + " to be had with table=false only.",
      persist = false)
  private boolean fractions = true;

  /** What the inputs say, as the workflow takes it. */
  public PatchOptions options() {
    return new PatchOptions(
        new ClassifyOptions(model.text(), channels, turns, device),
        size,
        step,
        choice(empty, content, filter));
  }

  /** How empty patches are found, by the inputs of commands. */
  public static EmptyChoice choice(String empty, String content, ClassifierChoice filter) {
    return new EmptyChoice(
        EmptyRule.valueOf(empty.toUpperCase(Locale.ROOT)),
        Inputs.numberIfGiven(content),
        filter.text());
  }

  @Override
  public String page() {
    return "patches.md";
  }

  @Override
  protected void execute() throws IOException {
    Inputs.requireImage(this);
    PatchOptions options = options();
    IJ.showStatus("Loading the model...");
    try (PatchWorkflow work = PatchWorkflow.open(options);
        WorkStatus status = new WorkStatus("Classifying patches", 1)) {
      PatchResult result = work.run(image, planes.equals("all"), status, status);
      PatchResults.images(image, result, layer ? opacity : 0, map, probability);
      PatchResults.tables(image, result, table, fractions);
      PatchResults.log(image, result, work.used());
    }
  }
}
