package org.unstained.command.project;

import ij.IJ;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import java.awt.GraphicsEnvironment;
import java.util.List;
import org.unstained.command.Results;
import org.unstained.command.training.TrainingLines;
import org.unstained.command.training.TrainingView;
import org.unstained.command.training.TrainingWindow;
import org.unstained.project.Listing;

/** Tells a macro what becomes of an action: sentences in the log, a table, the status bar. */
final class ProjectLog implements ProjectView {
  @Override
  public void said(String sentence) {
    IJ.log(sentence);
    IJ.showStatus(sentence);
  }

  @Override
  public void listed(Listing listing) {
    Results.showOther(table(listing));
  }

  /** A listing as ImageJ's tables are. */
  static ResultsTable table(Listing listing) {
    ResultsTable table = new ResultsTable();
    table.showRowNumbers(false);
    listing.columns().forEach(table::getFreeColumn);
    for (List<Object> row : listing.rows()) {
      table.addRow();
      for (int column = 0; column < row.size(); column++) {
        Object value = row.get(column);
        boolean number = value instanceof Number || isNumber(value.toString());
        if (number) table.setValue(column, table.size() - 1, Double.parseDouble(value.toString()));
        else table.setValue(column, table.size() - 1, value.toString());
      }
    }
    for (int column = 0; column <= table.getLastColumn(); column++)
      table.setDecimalPlaces(column, decimals(listing, column));
    return table;
  }

  private static int decimals(Listing listing, int column) {
    for (List<Object> row : listing.rows())
      if (Listing.text(row.get(column)).matches("-?\\d*\\.\\d+")) return 4;
    return ResultsTable.AUTO_FORMAT;
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d+(\\.\\d+)?");
  }

  @Override
  public boolean at(int done, int all, String image) {
    IJ.showProgress(done, all);
    if (!image.isEmpty())
      IJ.showStatus("%d of %d images: %s (Esc stops)".formatted(done, all, image));
    return !IJ.escapePressed();
  }

  @Override
  public TrainingView training() {
    return GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()
        ? new TrainingLines(IJ::log, IJ::escapePressed)
        : new TrainingWindow();
  }

  /** Takes the progress bar away. */
  void end() {
    IJ.showProgress(1);
  }
}
