package org.unstained.report;

import java.util.ArrayList;
import java.util.List;
import org.unstained.report.Canvas.Anchor;

/** Title, axes and legend of a plot, and the area between them. */
final class Frame {
  private static final double RIGHT = 14;
  private static final double TITLE = 26;
  private static final double LINE = 17;
  private static final double SWATCH = 26;

  /** An entry of the legend. */
  record Entry(String name, Ink ink, boolean dot) {}

  private record Placed(Entry entry, double x, int row) {}

  final double left;
  final double top = TITLE;
  final double width;
  final double height;

  private final Canvas canvas;

  /** Draws all but what is in the area. */
  Frame(
      Canvas canvas, double wholeWidth, double wholeHeight, Plot plot, Axis y, List<Entry> legend) {
    this(canvas, wholeWidth, wholeHeight, plot, widest(y) + 32, legend, true);
    for (double mark : y.marks()) {
      double at = y(y, mark);
      canvas.line(Ink.GRID, left, at, left + width, at);
      canvas.text(Ink.QUIET, Anchor.RIGHT, y.text(mark), left - 5, at + 4);
    }
    canvas.upright(Ink.TEXT, Canvas.fitting(y.label(), height + 20), 13, top + height / 2);
  }

  /** Without axis at the left. */
  Frame(
      Canvas canvas,
      double wholeWidth,
      double wholeHeight,
      Plot plot,
      double left,
      List<Entry> legend,
      boolean hasLabel) {
    this.canvas = canvas;
    this.left = left;
    width = Math.max(20, wholeWidth - left - RIGHT);
    List<Placed> placed = placed(legend, wholeWidth);
    int rows = placed.isEmpty() ? 0 : placed.get(placed.size() - 1).row + 1;
    double below = 20 + (hasLabel ? LINE : 0) + rows * LINE + (rows > 0 ? 4 : 0);
    height = Math.max(20, wholeHeight - TITLE - below);
    canvas.heading(Ink.TEXT, Anchor.LEFT, Canvas.fitting(plot.title(), wholeWidth - 12), 6, 16);
    for (Placed p : placed) draw(p.entry, p.x, wholeHeight - (rows - 1 - p.row) * LINE - 6);
  }

  private static double widest(Axis axis) {
    return axis.marks().stream().mapToDouble(m -> Canvas.width(axis.text(m))).max().orElse(10);
  }

  private static List<Placed> placed(List<Entry> legend, double wholeWidth) {
    List<Placed> placed = new ArrayList<>();
    double x = 8;
    int row = 0;
    for (Entry entry : legend) {
      double need = SWATCH + Canvas.width(entry.name) + 14;
      if (x > 8 && x + need > wholeWidth) {
        x = 8;
        row++;
      }
      placed.add(new Placed(entry, x, row));
      x += need;
    }
    return placed;
  }

  private void draw(Entry entry, double x, double y) {
    if (entry.dot) canvas.dot(entry.ink, 0.9, x + 10, y - 4, 3.5);
    else canvas.curve(entry.ink, new double[] {x, x + 20}, new double[] {y - 4, y - 4});
    canvas.text(Ink.TEXT, Anchor.LEFT, entry.name, x + SWATCH, y);
  }

  void xAxis(Axis x) {
    double last = Double.NEGATIVE_INFINITY;
    for (double mark : x.marks()) {
      double at = x(x, mark);
      canvas.line(Ink.GRID, at, top, at, top + height + 4);
      String text = x.text(mark);
      if (at - Canvas.width(text) / 2 < last + 6) continue;
      canvas.text(Ink.QUIET, Anchor.MIDDLE, text, at, top + height + 17);
      last = at + Canvas.width(text) / 2;
    }
    canvas.text(Ink.TEXT, Anchor.MIDDLE, x.label(), left + width / 2, top + height + 17 + LINE);
  }

  double x(Axis axis, double value) {
    return left + clamped(axis.part(value)) * width;
  }

  double y(Axis axis, double value) {
    return top + (1 - clamped(axis.part(value))) * height;
  }

  /** What lies outside is drawn at the edge. */
  private static double clamped(double part) {
    return Double.isNaN(part) ? part : Math.min(1, Math.max(0, part));
  }
}
