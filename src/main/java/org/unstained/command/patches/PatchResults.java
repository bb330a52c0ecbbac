package org.unstained.command.patches;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.plugin.filter.Analyzer;
import java.awt.GraphicsEnvironment;
import java.util.List;
import java.util.Locale;
import org.unstained.command.NetworkResults;
import org.unstained.command.OpenImages;
import org.unstained.command.Results;
import org.unstained.overlay.PatchLayer;
import org.unstained.workflow.networks.UsedNetworks;
import org.unstained.workflow.patches.PatchFractions;
import org.unstained.workflow.patches.PatchMaps;
import org.unstained.workflow.patches.PatchResult;

/** Shows what the patches of an image are. */
final class PatchResults {
  /** Title of the table with a row for each plane. */
  static final String FRACTIONS = "Patch fractions";

  private static final int DECIMALS = 4;

  /** Columns of a row that say what plane it is of. */
  private static final List<String> PLANE = List.of("image", "frame", "slice");

  private PatchResults() {}

  /** The layer, if its opacity is above 0, and on request the maps; the image stays in front. */
  static void images(
      ImagePlus image, PatchResult result, double opacity, boolean classes, boolean probability) {
    PatchMaps maps = PatchMaps.of(image, result);
    if (probability) maps.probabilityImages().values().forEach(OpenImages::show);
    if (classes) OpenImages.show(maps.classImage());
    OpenImages.select(image);
    if (opacity > 0)
      PatchLayer.show(image, result.planes(), maps.classes(), result.classes(), opacity);
    else PatchLayer.remove(image, result.planes());
  }

  /** The patches in the overlay, and on request the tables of patches and of fractions. */
  static void tables(ImagePlus image, PatchResult result, boolean table, boolean fractions) {
    Results.show(image, result.planes(), table);
    if (!fractions) return;
    boolean headless = GraphicsEnvironment.isHeadless();
    if (headless && table) return;
    ResultsTable open =
        headless ? Analyzer.getResultsTable() : ResultsTable.getResultsTable(FRACTIONS);
    ResultsTable made = with(open, PatchFractions.of(result));
    if (headless) Analyzer.setResultsTable(made);
    else made.show(FRACTIONS);
  }

  /** The rows behind those that are there; rows of the same planes are replaced. */
  static ResultsTable with(ResultsTable open, PatchFractions fractions) {
    boolean same =
        open != null && open.size() > 0 && List.of(open.getHeadings()).equals(fractions.columns());
    ResultsTable table = same ? open : new ResultsTable();
    table.showRowNumbers(false);
    for (PatchFractions.Row row : fractions.rows()) {
      for (int i = table.size() - 1; i >= 0; i--) if (isOf(table, i, row)) table.deleteRow(i);
      add(table, fractions, row);
    }
    for (int column = 0; column <= table.getLastColumn(); column++)
      table.setDecimalPlaces(
          column, column < PLANE.size() + 2 ? ResultsTable.AUTO_FORMAT : DECIMALS);
    return table;
  }

  private static boolean isOf(ResultsTable table, int i, PatchFractions.Row row) {
    return table.getStringValue("image", i).equals(row.image())
        && table.getValue("frame", i) == row.frame()
        && table.getValue("slice", i) == row.slice();
  }

  private static void add(ResultsTable table, PatchFractions fractions, PatchFractions.Row row) {
    table.addRow();
    table.addValue("image", row.image());
    table.addValue("frame", row.frame());
    table.addValue("slice", row.slice());
    table.addValue("patches", row.patches());
    table.addValue("empty", row.empty());
    for (int c = 0; c < fractions.classes().size(); c++)
      table.addValue("fraction_" + fractions.classes().get(c), row.fractions()[c]);
    for (int c = 0; c < fractions.classes().size(); c++)
      table.addValue("mean_p_" + fractions.classes().get(c), row.probabilities()[c]);
  }

  /** What was found, by which models, in the log, the status bar and the image's properties. */
  static void log(ImagePlus image, PatchResult result, UsedNetworks used) {
    image.setProp(NetworkResults.DEVICE, used.device().name());
    image.setProp(NetworkResults.MODELS, used.names());
    boolean open = NetworkResults.logWindow() != null;
    used.notes().forEach(IJ::log);
    result.notes().forEach(IJ::log);
    int all = result.grid().count() * result.planes().size();
    int filled = result.cells().cells();
    StringBuilder classes = new StringBuilder();
    for (String name : result.classes()) {
      long count =
          result.planes().stream()
              .flatMap(plane -> plane.cells().stream())
              .filter(patch -> patch.classification().name().equals(name))
              .count();
      classes.append(", %d %s".formatted(count, name));
    }
    String text =
        String.format(
            Locale.ROOT,
            "%d patches of %d pixels in '%s': %d empty%s",
            all,
            result.grid().size(),
            image.getTitle(),
            all - filled,
            classes);
    IJ.log(
        String.format(
            Locale.ROOT,
            "Classify Patches: %s; by %s in %.2f s on %s",
            text,
            used.names(),
            result.seconds(),
            used.device().name()));
    // A new window would lie over the image and the tables.
    if (!open && used.notes().isEmpty() && NetworkResults.logWindow() != null)
      NetworkResults.logWindow().toBack();
    IJ.showProgress(1);
    IJ.showStatus(text);
  }
}
