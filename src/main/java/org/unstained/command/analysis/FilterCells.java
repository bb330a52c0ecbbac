package org.unstained.command.analysis;

import ij.IJ;
import ij.ImagePlus;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.AsksItself;
import org.unstained.command.CellCommand;
import org.unstained.command.Input;
import org.unstained.command.Inputs;
import org.unstained.command.Results;
import org.unstained.overlay.CellFilter;
import org.unstained.overlay.FilterSettings;

/**
 * Shows the cells of our overlay that have a high enough score and one of the chosen classes, on
 * all planes, and their rows in the table of results. The others are hidden, not lost: the command
 * always chooses among all cells, so {@code score=0} brings them back.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Filter Cells...", weight = 5)
    })
public class FilterCells extends CellCommand implements AsksItself {

  @Parameter(
      label = "Image",
      description =
          "The image on which cells were detected or classified. The current one if a macro doesn't"
              + " name another.",
      required = false,
      persist = false)
  private ImagePlus image;

  @Parameter(
      label = "Score",
      description =
          "Least score of the cells that are shown, without unit (0-1). Cells without a score stay.",
      min = "0",
      max = "1",
      persist = false)
  private double score = FilterSettings.ALL.score();

  @Parameter(
      label = "Classes",
      description =
          "Classes of the cells that are shown, with commas between them; (none) for cells without"
              + " a class. Empty for all.",
      style = Input.FREE_TEXT,
      required = false,
      persist = false)
  private String classes = "";

  private CellFilter filter;

  @Override
  public boolean ask() {
    Inputs.requireImage(this);
    filter = CellFilter.of(image);
    FilterDialog dialog = new FilterDialog(image, filter);
    boolean chosen = dialog.ask();
    if (chosen) {
      FilterSettings settings = dialog.settings();
      score = settings.score();
      classes = String.join(",", settings.classes().stream().sorted().toList());
    } else filter.restore();
    return chosen;
  }

  @Override
  public String page() {
    return "filter.md";
  }

  @Override
  protected void execute() {
    Inputs.requireImage(this);
    CellFilter cells = filter == null ? CellFilter.of(image) : filter;
    filter = null;
    FilterSettings settings =
        new FilterSettings(score, FilterSettings.classes(classes, cells.knownClasses()));
    Results.filter(image, cells, settings);
    IJ.showStatus(cells.count(settings) + " of " + cells.cells() + " cells");
  }
}
