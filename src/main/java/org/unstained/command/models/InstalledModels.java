package org.unstained.command.models;

import ij.IJ;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.StatusProgress;
import org.unstained.models.InstalledModel;
import org.unstained.models.ModelDefaults;
import org.unstained.models.ModelLibrary;
import org.unstained.models.ModelPackage;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.ModelRow;

/**
 * Lists the models that are here, installs and removes them, and sets what their commands start
 * from. Without a macro it opens a window.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Models...", weight = 90)
    })
public class InstalledModels extends CellCommand implements AsksItself {

  /** Title of the table. */
  static final String TABLE = "Installed models";

  private static final double AS_IT_IS = -1;

  @Parameter(
      label = "Action",
      description =
          "What to do: list shows a table of the models; install takes one from a folder, a zip or"
              + " an address; remove deletes one; defaults sets what its commands start from; reset"
              + " gives it its own defaults again; trust notes that it may run without a question.",
      choices = {"list", "install", "remove", "defaults", "reset", "trust"},
      persist = false)
  private String action = "list";

  @Parameter(
      label = "Model",
      description = "remove, defaults, reset, trust: name of the model, as in the list.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String model = "";

  @Parameter(
      label = "Source",
      description = "install: the folder, zip or address of the model.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String source = "";

  @Parameter(
      label = "Replace",
      description = "install: take the place of an installed model of the same name.",
      persist = false)
  private boolean replace = false;

  @Parameter(
      label = "Trust",
      description =
          "install: run this model without a question. The file of a network is a program; otherwise"
              + " you are asked before it runs for the first time, and macros name its source in the"
              + " log.",
      persist = false)
  private boolean trust = false;

  @Parameter(
      label = "Score",
      description =
          "defaults: least score of the cells that are shown, without unit (0-1). -1 leaves it.",
      min = "-1",
      max = "1",
      persist = false)
  private double score = AS_IT_IS;

  @Parameter(
      label = "Overlap",
      description =
          "defaults: how much two cells may overlap before the weaker one goes, as intersection over"
              + " union, without unit (0-1). -1 leaves it.",
      min = "-1",
      max = "1",
      persist = false)
  private double overlap = AS_IT_IS;

  @Parameter(
      label = "Weight",
      description =
          "defaults: weight of the classifier's score beside the detector's, without unit (0-1). -1"
              + " leaves it.",
      min = "-1",
      max = "1",
      persist = false)
  private double weight = AS_IT_IS;

  /** Opens the window, which does all that is to be done. */
  @Override
  public boolean ask() {
    Recorder.disableCommandRecording();
    ModelsWindow.open();
    return false;
  }

  @Override
  public String page() {
    return "models.md";
  }

  @Override
  protected void execute() throws IOException {
    ModelLibrary library = Installation.models();
    if (action.equals("install") && source.isBlank())
      throw new IllegalArgumentException(
          "'source' is empty. Give the folder, zip or address of the model.");
    switch (action) {
      case "install" -> install(library);
      case "trust" -> library.agree(library.find(model), "trust");
      case "remove" -> library.remove(model);
      case "defaults" -> library.setDefaults(model, Optional.of(defaults(library)));
      case "reset" -> library.setDefaults(model, Optional.empty());
      default -> show(ModelRow.of(library));
    }
  }

  private void install(ModelLibrary library) throws IOException {
    InstalledModel done = library.install(source, replace, new StatusProgress("Downloading"));
    if (trust) library.agree(done.model().orElseThrow(), "trust");
    IJ.showStatus("Installed " + done.key());
  }

  private ModelDefaults defaults(ModelLibrary library) throws IOException {
    ModelPackage found = library.find(model);
    ModelDefaults before = library.defaults(found);
    return new ModelDefaults(
        score == AS_IT_IS ? before.score() : score,
        overlap == AS_IT_IS ? before.overlap() : overlap,
        weight == AS_IT_IS ? before.weight() : weight);
  }

  /** As a table, or in the log where no table can be shown. */
  private static void show(List<ModelRow> rows) {
    if (GraphicsEnvironment.isHeadless()) {
      if (rows.isEmpty()) IJ.log("No model is installed");
      rows.forEach(row -> IJ.log(row.toString()));
      return;
    }
    ResultsTable table = new ResultsTable();
    table.showRowNumbers(false);
    ModelRow.COLUMNS.forEach(table::getFreeColumn);
    for (ModelRow row : rows) {
      table.addRow();
      List<Object> values = row.values();
      for (int column = 0; column < values.size(); column++)
        if (values.get(column) instanceof Double number)
          table.setValue(column, table.size() - 1, number);
        else table.setValue(column, table.size() - 1, (String) values.get(column));
    }
    table.show(TABLE);
  }
}
