package org.unstained.command.labels;

import ij.IJ;
import ij.measure.ResultsTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.unstained.command.CellCommand;
import org.unstained.command.Results;
import org.unstained.workflow.labels.AnnotationComparison;

/**
 * Says how well two folders of annotations agree: two people's, or a person's and a program's. The
 * table has a row an image and, as its last, one for all images together.
 */
@Plugin(
    type = Command.class,
    headless = true,
    menu = {
      @Menu(label = "Plugins"),
      @Menu(label = "Unstained"),
      @Menu(label = "Compare Annotations...", weight = 45)
    })
public class CompareAnnotations extends CellCommand {

  /** Before this column are counts. */
  private static final int FIRST_SHARE = 6;

  private static final int DECIMALS = 4;

  @Parameter(
      label = "Folder of the truth",
      description =
          "Annotations that are taken for right: Pascal VOC, COCO, LabelMe, GeoJSON, ROI sets, label"
              + " images or a table; a folder, or one file of a data set.",
      style = "directory",
      required = false,
      persist = false)
  private File truth;

  @Parameter(
      label = "Folder to compare",
      description = "Annotations of the same images, under the same names, that are judged.",
      style = "directory",
      required = false,
      persist = false)
  private File predicted;

  @Parameter(
      label = "Least overlap (IoU)",
      description =
          "Two boxes are the same cell if their intersection over union is at least so much,"
              + " without unit (0-1).",
      min = "0.01",
      max = "1",
      persist = false)
  private double iou = 0.5;

  @Override
  public String page() {
    return "compare.md";
  }

  @Override
  protected void execute() throws IOException {
    AnnotationComparison compared =
        AnnotationComparison.of(path(truth, "truth"), path(predicted, "predicted"), iou);
    compared.notes().forEach(IJ::log);
    ResultsTable table = new ResultsTable();
    table.showRowNumbers(false);
    compared.images().forEach(row -> add(table, row));
    add(table, compared.all());
    for (int column = 0; column <= table.getLastColumn(); column++)
      table.setDecimalPlaces(column, column < FIRST_SHARE ? ResultsTable.AUTO_FORMAT : DECIMALS);
    Results.showOther(table);
    IJ.showStatus(
        String.format(
            Locale.ROOT,
            "%d images, F1 %.3f, classes alike %.3f",
            compared.images().size(),
            compared.all().counts().f1(),
            compared.all().classes().accuracy()));
  }

  private static void add(ResultsTable table, AnnotationComparison.Row row) {
    table.addRow();
    table.addValue("image", row.image());
    table.addValue("truth_cells", row.counts().found() + row.counts().missed());
    table.addValue("predicted_cells", row.counts().found() + row.counts().wrong());
    table.addValue("found", row.counts().found());
    table.addValue("wrong", row.counts().wrong());
    table.addValue("missed", row.counts().missed());
    table.addValue("precision", row.counts().precision());
    table.addValue("recall", row.counts().recall());
    table.addValue("f1", row.counts().f1());
    table.addValue("mean_iou", row.meanIou());
    table.addValue("class_accuracy", row.classes().accuracy());
    table.addValue("class_kappa", row.classes().kappa());
  }

  private static Path path(File folder, String key) {
    if (folder == null)
      throw new IllegalArgumentException(
          "'%s' is empty. Give the folder of annotations.".formatted(key));
    return folder.toPath();
  }
}
