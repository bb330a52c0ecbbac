package org.unstained.command.evaluation;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import java.awt.GraphicsEnvironment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.CellCommand;
import org.unstained.command.ClassifierChoice;
import org.unstained.command.DetectorChoice;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.Lines;
import org.unstained.command.Results;
import org.unstained.command.Windows;
import org.unstained.command.WorkStatus;
import org.unstained.overlay.ErrorOverlay;
import org.unstained.report.Table;
import org.unstained.workflow.evaluation.Evaluated;
import org.unstained.workflow.evaluation.Evaluation;
import org.unstained.workflow.evaluation.EvaluationFiles;
import org.unstained.workflow.evaluation.EvaluationOptions;

/**
 * Judges predictions by what people annotated: a table of cells, annotations or label images, an
 * installed model on a data set, or the cells on the open image. Shows a report with curves and the
 * errors on the images.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Evaluate...", weight = 44)
    })
public class Evaluate extends CellCommand {

  @Parameter(
      label = "Image",
      description =
          "An image with cells in its overlay. It is judged if neither predictions nor models are"
              + " given.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Truth",
      description =
          "What is taken for right: a data set or folder of annotations (Pascal VOC), one such"
              + " file, or label images.",
      style = "directory",
      required = false,
      persist = false)
  private File truth;

  @Parameter(
      label = "Predictions",
      description =
          "What is judged: a table of cells (CSV) with the names of the images, a folder of"
              + " annotations, or label images. Empty to run a model or judge the open image.",
      style = "directory",
      required = false,
      persist = false)
  private File predicted;

  @Parameter(
      label = "List",
      description =
          "Name of the list of the data set whose images are judged, such as val or test. Empty for"
              + " all images.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String list = "";

  @Parameter(
      label = "Model to run",
      description = "A detector that is run on the images of the data set; none to run none.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private DetectorChoice model = DetectorChoice.NONE;

  @Parameter(
      label = "Classifier to run",
      description =
          "A classifier that looks at each detection again; without a detector it is judged on the"
              + " annotated cells themselves. None to run none.",
      style = Input.OR_NONE,
      required = false,
      persist = false)
  private ClassifierChoice classifier = ClassifierChoice.NONE;

  @Parameter(
      label = "Least overlap (IoU)",
      description =
          "A prediction is a cell if their intersection over union is at least so much, without"
              + " unit (0-1).",
      min = "0.01",
      max = "1",
      persist = false)
  private double iou = 0.5;

  @Parameter(
      label = "Least score (0-1)",
      description =
          "Predictions with a lower score don't count, without unit (0-1). Empty for the model's"
              + " own, or for all of a table.",
      style = Input.NUMBER_OR_NOTHING,
      min = "0",
      max = "1",
      required = false,
      persist = false)
  private String score = "";

  @Parameter(
      label = "List to choose the score on",
      description =
          "Name of another list of the data set, such as val: the score with the best F1 there is"
              + " taken. Empty to choose none.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String tuning = "";

  @Parameter(
      label = "Compare scores with",
      description =
          "Column of the table that the scores are correlated with, such as the mean of a stain's"
              + " channel. Empty for none.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String against = "";

  @Parameter(
      label = "Folder for the report",
      description =
          "The report is saved here as report.html, images.csv, cells.csv and scores.json. Empty to"
              + " save nothing; its window can do it later.",
      style = "directory",
      required = false,
      persist = false)
  private File output;

  @Override
  public String page() {
    return "evaluate.md";
  }

  @Override
  public String note() {
    return "Give the truth, and one of these: predictions, a model to run, or an open image with cells.";
  }

  @Override
  protected void execute() throws IOException {
    Optional<Path> page;
    Evaluated evaluated;
    try (WorkStatus status = new WorkStatus("Evaluating", 1)) {
      evaluated = evaluated(status, status);
      page = saved(evaluated);
    }
    evaluated.notes().forEach(IJ::log);
    Results.showOther(table(evaluated.images()));
    Optional<ImagePlus> open = open();
    open.ifPresent(imp -> ErrorOverlay.show(imp, evaluated.planes().get(0).marks()));
    if (!GraphicsEnvironment.isHeadless()) EvaluationWindow.open(evaluated, open, line());
    page.ifPresent(file -> IJ.log("Report: " + file));
    IJ.showStatus(Lines.summary(evaluated));
  }

  /**
   * What the command line does: evaluates, saves if a folder is given, and says how it went.
   *
   * @param lines takes a line at a time
   */
  public void evaluate(Consumer<String> lines) throws IOException {
    Inputs.check(this);
    Evaluated evaluated = evaluated(part -> {}, () -> false);
    Optional<Path> page = saved(evaluated);
    Lines.of(evaluated).forEach(lines);
    page.ifPresent(file -> lines.accept("Report: " + file));
  }

  private Evaluated evaluated(DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    return Evaluation.of(options(), open().orElse(null), progress, canceled);
  }

  private Optional<Path> saved(Evaluated evaluated) throws IOException {
    return output == null
        ? Optional.empty()
        : Optional.of(EvaluationFiles.write(evaluated, output.toPath()));
  }

  /** The open image, if it is what is judged. */
  private Optional<ImagePlus> open() {
    boolean judged = predicted == null && model.text().isEmpty() && classifier.text().isEmpty();
    return judged ? Optional.ofNullable(image) : Optional.empty();
  }

  /** What the inputs say, as the workflow takes it. */
  public EvaluationOptions options() {
    if (truth == null)
      throw new IllegalArgumentException(
          "'truth' is empty. Give the folder of the annotations or label images.");
    return new EvaluationOptions(
        truth.toPath(),
        Optional.ofNullable(predicted).map(File::toPath),
        list,
        model.text(),
        classifier.text(),
        iou,
        Inputs.numberIfGiven(score),
        tuning,
        against);
  }

  /** The options of this run as a macro gives them, without a folder for the report. */
  private String line() {
    StringBuilder line = new StringBuilder();
    for (Input input : Inputs.of(Evaluate.class)) {
      if (input.isImage() || input.key().equals("output")) continue;
      String text = Inputs.text(input, this);
      if (!text.isEmpty())
        line.append(input.key()).append('=').append(Windows.quoted(text)).append(' ');
    }
    return line.toString().strip();
  }

  private static ResultsTable table(Table images) {
    ResultsTable table = new ResultsTable();
    table.showRowNumbers(false);
    for (List<String> row : images.rows()) {
      table.addRow();
      for (int c = 0; c < row.size(); c++) {
        String column = images.columns().get(c).replace(' ', '_');
        if (c == 0) table.addValue(column, row.get(c));
        else table.addValue(column, Lines.number(row.get(c)));
      }
    }
    for (int c = 1; c < images.columns().size(); c++) {
      int column = c;
      boolean whole = images.rows().stream().noneMatch(r -> r.get(column).contains("."));
      table.setDecimalPlaces(c, whole ? 0 : 3);
    }
    return table;
  }
}
