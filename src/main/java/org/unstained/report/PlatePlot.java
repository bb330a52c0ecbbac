package org.unstained.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.unstained.report.Canvas.Anchor;

/**
 * A figure for each well of a plate, the darker the greater. A well without a figure is empty.
 *
 * @param label what the figure is
 * @param series whose ink the wells have, from 0
 * @param low where the colour begins
 * @param high where it ends, above {@code low}
 * @param decimals of the figures
 * @param wells by row (A first), then column; NaN for none
 */
public record PlatePlot(
    String title,
    String label,
    int series,
    double low,
    double high,
    int decimals,
    List<List<Double>> wells)
    implements Plot {
  private static final double NAMES = 22;
  private static final double TOP = 42;
  private static final double BELOW = 40;
  private static final double GAP = 1;
  private static final double LEAST = 0.06;

  /** So that letters can be read on the darkest. */
  private static final double MOST = 0.8;

  private static final int STEPS = 40;

  public PlatePlot {
    wells = wells.stream().map(List::copyOf).toList();
    if (wells.isEmpty() || wells.get(0).isEmpty())
      throw new IllegalArgumentException("A plate has a well at least");
    for (List<Double> row : wells)
      if (row.size() != wells.get(0).size())
        throw new IllegalArgumentException("The rows of a plate have the same length: " + wells);
    if (!(low < high))
      throw new IllegalArgumentException(
          "Colours run from a number to a greater one, got %s and %s".formatted(low, high));
  }

  @Override
  public void draw(Canvas canvas, double width, double height) {
    canvas.heading(Ink.TEXT, Anchor.LEFT, Canvas.fitting(title, width - 12), 6, 16);
    double side = side(width, height);
    for (int c = 0; c < columns(); c++)
      canvas.text(
          Ink.QUIET, Anchor.MIDDLE, Integer.toString(c + 1), NAMES + (c + 0.5) * side, TOP - 5);
    for (int r = 0; r < wells.size(); r++) {
      canvas.text(Ink.QUIET, Anchor.MIDDLE, row(r), NAMES / 2, TOP + (r + 0.5) * side + 4);
      for (int c = 0; c < columns(); c++) well(canvas, r, c, side);
    }
    scale(canvas, TOP + wells.size() * side + 12);
  }

  private void well(Canvas canvas, int r, int c, double side) {
    double x = NAMES + c * side + GAP / 2;
    double y = TOP + r * side + GAP / 2;
    double wide = side - GAP;
    double value = wells.get(r).get(c);
    canvas.rectangle(Ink.GRID, Double.isNaN(value) ? 0.35 : 0.6, x, y, wide, wide);
    if (Double.isNaN(value)) return;
    double share = share(value);
    canvas.rectangle(Ink.GROUND, 1, x, y, wide, wide);
    canvas.rectangle(Ink.ofSeries(series), LEAST + (MOST - LEAST) * share, x, y, wide, wide);
    String text = Numbers.text(value, decimals);
    if (Canvas.width(text) < wide)
      canvas.text(Ink.TEXT, Anchor.MIDDLE, text, x + wide / 2, y + wide / 2 + 4);
  }

  private void scale(Canvas canvas, double y) {
    String from = Numbers.text(low, decimals);
    double x = NAMES + Canvas.width(from) + 6;
    double step = 3;
    canvas.text(Ink.QUIET, Anchor.LEFT, from, NAMES, y + 10);
    for (int i = 0; i < STEPS; i++)
      canvas.rectangle(
          Ink.ofSeries(series),
          LEAST + (MOST - LEAST) * i / (STEPS - 1),
          x + i * step,
          y,
          step,
          12);
    canvas.text(
        Ink.QUIET,
        Anchor.LEFT,
        Numbers.text(high, decimals) + "   " + label,
        x + STEPS * step + 6,
        y + 10);
  }

  private double share(double value) {
    return Math.min(1, Math.max(0, (value - low) / (high - low)));
  }

  private double side(double width, double height) {
    return Math.max(
        6, Math.min((width - NAMES - 6) / columns(), (height - TOP - BELOW) / wells.size()));
  }

  private int columns() {
    return wells.get(0).size();
  }

  private static String row(int r) {
    return String.valueOf((char) ('A' + r));
  }

  @Override
  public Optional<Spot> at(double x, double y, double width, double height) {
    double side = side(width, height);
    int c = (int) Math.floor((x - NAMES) / side);
    int r = (int) Math.floor((y - TOP) / side);
    if (c < 0 || r < 0 || c >= columns() || r >= wells.size()) return Optional.empty();
    double value = wells.get(r).get(c);
    String well = String.format(Locale.ROOT, "%s%02d", row(r), c + 1);
    return Optional.of(
        new Spot(
            series,
            r * columns() + c,
            NAMES + (c + 0.5) * side,
            TOP + (r + 0.5) * side,
            Double.isNaN(value)
                ? well + ": no image"
                : "%s: %s %s".formatted(well, label, Numbers.text(value, decimals))));
  }
}
