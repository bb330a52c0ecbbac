package org.unstained.command.training;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javax.swing.JComponent;
import org.unstained.command.Theme;
import org.unstained.learning.TrainingResult.Epoch;

/**
 * The loss over the epochs, and below it the scores on the validation images, with the epoch whose
 * weights are kept. Draws itself in any size; to be used on Swing's thread.
 */
final class TrainingCurves extends JComponent {
  private static final int LEFT = 42;
  private static final int RIGHT = 12;
  private static final int TITLE = 18;
  private static final int BOTTOM = 20;
  private static final int LINES = 5;

  /** A loss of more than so many times the median leaves the plot, and the others stay readable. */
  private static final double SPIKE = 4;

  /**
   * An epoch and its scores.
   *
   * @param scores in the order of the names; NaN leaves a gap
   */
  private record Point(Epoch epoch, List<Double> scores) {}

  private final int epochs;
  private final List<String> names;
  private final List<Point> points = new ArrayList<>();

  /**
   * @param epochs at most; the width of the axis
   * @param names of the scores, one or two; the first says which weights are kept
   */
  TrainingCurves(int epochs, List<String> names) {
    this.epochs = epochs;
    this.names = List.copyOf(names);
    setPreferredSize(new Dimension(400, 340));
    setMinimumSize(new Dimension(140, 120));
  }

  void add(Epoch epoch, List<Double> scores) {
    points.add(new Point(epoch, List.copyOf(scores)));
    repaint();
  }

  @Override
  protected void paintComponent(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics.create();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setFont(g.getFont().deriveFont(11f));
    g.setColor(Theme.ground());
    g.fillRect(0, 0, getWidth(), getHeight());
    int half = getHeight() / 2;
    loss(g, area(0, half));
    scores(g, area(half, getHeight() - half));
    g.dispose();
  }

  private Rectangle area(int top, int height) {
    return new Rectangle(
        LEFT,
        top + TITLE,
        Math.max(1, getWidth() - LEFT - RIGHT),
        Math.max(1, height - TITLE - BOTTOM));
  }

  private void loss(Graphics2D g, Rectangle area) {
    double[] sorted = points.stream().mapToDouble(p -> p.epoch.loss()).sorted().toArray();
    double most = sorted.length == 0 ? 1 : sorted[sorted.length - 1];
    if (sorted.length > 2) most = Math.min(most, SPIKE * sorted[sorted.length / 2]);
    Axis axis = new Axis(area, 0, most > 0 ? most * 1.05 : 1);
    axis.draw(g);
    title(g, area, Theme.text(), "loss", last(p -> p.epoch.loss()), 0);
    curve(g, axis, Theme.text(), p -> p.epoch.loss());
  }

  private void scores(Graphics2D g, Rectangle area) {
    Axis axis = new Axis(area, least(), 1);
    axis.draw(g);
    int x = 0;
    for (int i = 0; i < names.size(); i++) {
      int k = i;
      x = title(g, area, colour(i), names.get(i), last(p -> p.scores.get(k)), x);
      curve(g, axis, colour(i), p -> p.scores.get(k));
    }
    Point best = null;
    for (Point point : points) if (point.epoch.best()) best = point;
    if (best == null || best.scores.get(0).isNaN()) return;
    double bestX = axis.x(best.epoch.number());
    double bestY = axis.y(best.scores.get(0));
    g.setColor(colour(0));
    g.fill(new Ellipse2D.Double(bestX - 4, bestY - 4, 8, 8));
    String text = String.format(Locale.ROOT, "best: %.4f", best.scores.get(0));
    FontMetrics font = g.getFontMetrics();
    double left = Math.min(bestX + 6, area.getMaxX() - font.stringWidth(text) - 2);
    g.drawString(text, (float) left, (float) Math.min(bestY + 16, area.getMaxY() - 4));
  }

  private static Color colour(int score) {
    return score == 0 ? Theme.first() : Theme.second();
  }

  /** The scores' axis begins where the later half of the run lies, so that it shows differences. */
  private double least() {
    double least = 1;
    for (Point point : points.subList(points.size() / 2, points.size()))
      for (double score : point.scores) if (score < least) least = score;
    return points.isEmpty() ? 0 : Math.max(0, Math.floor(least * 10 - 0.5) / 10);
  }

  private double last(ToDoubleFunction<Point> value) {
    return points.isEmpty() ? Double.NaN : value.applyAsDouble(points.get(points.size() - 1));
  }

  /** Name and last value above the plot; returns where the next may begin. */
  private int title(
      Graphics2D g, Rectangle area, Color colour, String name, double value, int from) {
    String text = Double.isNaN(value) ? name : String.format(Locale.ROOT, "%s %.4f", name, value);
    g.setColor(colour);
    g.drawString(text, area.x + from, area.y - 5);
    return from + g.getFontMetrics().stringWidth(text) + 14;
  }

  private void curve(Graphics2D g, Axis axis, Color colour, ToDoubleFunction<Point> value) {
    g.setColor(colour);
    g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D path = new Path2D.Double();
    boolean drawing = false;
    for (Point point : points) {
      double v = value.applyAsDouble(point);
      if (Double.isNaN(v)) {
        drawing = false;
        continue;
      }
      double x = axis.x(point.epoch.number());
      double y = axis.y(v);
      if (drawing) path.lineTo(x, y);
      else path.moveTo(x, y);
      drawing = true;
      if (points.size() < 2) g.fill(new Ellipse2D.Double(x - 2, y - 2, 4, 4));
    }
    Shape before = g.getClip();
    g.clip(new Rectangle(axis.area.x, axis.area.y - 2, axis.area.width, axis.area.height + 4));
    g.draw(path);
    g.setClip(before);
  }

  /** From epochs and values to the screen. */
  private final class Axis {
    private final Rectangle area;
    private final double low;
    private final double high;

    Axis(Rectangle area, double low, double high) {
      this.area = area;
      this.low = low;
      this.high = high;
    }

    double x(int epoch) {
      return area.x + (epochs < 2 ? 0.5 : (epoch - 1.0) / (epochs - 1)) * area.width;
    }

    double y(double value) {
      return area.getMaxY() - (value - low) / (high - low) * area.height;
    }

    void draw(Graphics2D g) {
      FontMetrics font = g.getFontMetrics();
      int lines = area.height < 100 ? 2 : LINES;
      for (int i = 0; i <= lines; i++) {
        double value = low + (high - low) * i / lines;
        int y = (int) Math.round(y(value));
        g.setColor(Theme.grid());
        g.drawLine(area.x, y, area.x + area.width, y);
        g.setColor(Theme.text());
        String text = String.format(Locale.ROOT, high >= 10 ? "%.0f" : "%.2f", value);
        g.drawString(text, area.x - 5 - font.stringWidth(text), y + font.getAscent() / 2 - 1);
      }
      int baseline = area.y + area.height + font.getAscent() + 3;
      g.drawString("1", area.x, baseline);
      String right = "epoch " + epochs;
      g.drawString(right, area.x + area.width - font.stringWidth(right), baseline);
    }
  }
}
