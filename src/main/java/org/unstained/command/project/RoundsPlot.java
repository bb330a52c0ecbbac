package org.unstained.command.project;

import ij.gui.Plot;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.unstained.project.Listing;

/**
 * F1 and mAP50 on the validation images of a project against the number of images that were learned
 * from: what annotating more has brought. Models from elsewhere, and rows that were judged by other
 * annotations than the last one, are left out.
 */
final class RoundsPlot {
  static final String TITLE = "What annotating has brought";

  private RoundsPlot() {}

  /**
   * @return null if there is no round to show
   */
  static Plot of(Listing rounds) {
    int images = rounds.columns().indexOf("training_images");
    int truth = rounds.columns().indexOf("truth");
    List<List<Object>> rows = new ArrayList<>();
    if (rounds.rows().isEmpty()) return null;
    Object last = rounds.rows().get(rounds.rows().size() - 1).get(truth);
    for (List<Object> row : rounds.rows())
      if (!row.get(images).toString().isEmpty() && row.get(truth).equals(last)) rows.add(row);
    if (rows.isEmpty()) return null;
    rows.sort((a, b) -> Double.compare(number(a, images), number(b, images)));
    double[] x = rows.stream().mapToDouble(row -> number(row, images)).toArray();
    double most = x[x.length - 1];
    Plot plot = new Plot(TITLE, "Images learned from", "On the validation images");
    plot.setLimits(0, most * 1.1 + 1, 0, 1.05);
    curve(plot, rounds, rows, x, "f1", new Color(0x0072b2), "circle");
    curve(plot, rounds, rows, x, "map50", new Color(0xb84f00), "box");
    plot.setColor(Color.BLACK);
    plot.addLegend("F1\nmAP50", "bottom-right");
    return plot;
  }

  private static void curve(
      Plot plot,
      Listing rounds,
      List<List<Object>> rows,
      double[] x,
      String column,
      Color colour,
      String mark) {
    int at = rounds.columns().indexOf(column);
    double[] y = rows.stream().mapToDouble(row -> number(row, at)).toArray();
    plot.setColor(colour, colour);
    plot.setLineWidth(2);
    plot.add("connected " + mark, x, y);
  }

  private static double number(List<Object> row, int column) {
    String text = row.get(column).toString();
    return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
  }
}
