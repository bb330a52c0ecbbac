package org.unstained.report;

import java.util.ArrayList;
import java.util.List;
import org.unstained.report.Series.Style;

/**
 * Curves and points over two axes: precision–recall, ROC, reliability, learning curves, scatter.
 *
 * @param series each has its own colour and dashes; references have none of them
 */
public record LinePlot(String title, Axis x, Axis y, List<Series> series) implements Plot {
  private static final double BAND = 0.18;
  private static final int MANY = 400;

  public LinePlot {
    series = List.copyOf(series);
  }

  public LinePlot(String title, Axis x, Axis y, Series... series) {
    this(title, x, y, List.of(series));
  }

  @Override
  public void draw(Canvas canvas, double width, double height) {
    List<Ink> inks = new ArrayList<>();
    List<Frame.Entry> legend = new ArrayList<>();
    int coloured = 0;
    for (Series s : series) {
      Ink ink = s.style() == Style.REFERENCE ? Ink.QUIET : Ink.ofSeries(coloured++);
      inks.add(ink);
      if (!s.name().isEmpty())
        legend.add(new Frame.Entry(s.name(), ink, s.style() == Style.POINTS));
    }
    Frame frame = new Frame(canvas, width, height, this, y, legend);
    frame.xAxis(x);
    for (int i = 0; i < series.size(); i++) draw(canvas, frame, series.get(i), inks.get(i));
  }

  private void draw(Canvas canvas, Frame frame, Series s, Ink ink) {
    double[] px = new double[s.size()];
    double[] py = new double[s.size()];
    for (int i = 0; i < px.length; i++) {
      px[i] = frame.x(x, s.x(i));
      py[i] = frame.y(y, s.y(i));
    }
    if (s.hasRange()) range(canvas, frame, s, ink, px);
    if (s.style() != Style.POINTS) canvas.curve(ink, px, py);
    if (s.style() == Style.LINE || s.style() == Style.REFERENCE) return;
    double radius = px.length > MANY ? 1.6 : s.style() == Style.MARKED ? 3 : 2.6;
    double opacity = s.style() == Style.MARKED ? 1 : px.length > MANY ? 0.45 : 0.7;
    for (int i = 0; i < px.length; i++)
      if (!Double.isNaN(px[i]) && !Double.isNaN(py[i]))
        canvas.dot(ink, opacity, px[i], py[i], radius);
  }

  private void range(Canvas canvas, Frame frame, Series s, Ink ink, double[] px) {
    if (s.style() == Style.LINE) {
      band(canvas, frame, s, ink, px);
      return;
    }
    for (int i = 0; i < px.length; i++) {
      double from = frame.y(y, s.low(i));
      double to = frame.y(y, s.high(i));
      if (Double.isNaN(px[i]) || Double.isNaN(from) || Double.isNaN(to)) continue;
      canvas.line(ink, px[i], from, px[i], to);
      canvas.line(ink, px[i] - 3, from, px[i] + 3, from);
      canvas.line(ink, px[i] - 3, to, px[i] + 3, to);
    }
  }

  private void band(Canvas canvas, Frame frame, Series s, Ink ink, double[] px) {
    List<Integer> there = new ArrayList<>();
    for (int i = 0; i < px.length; i++)
      if (!Double.isNaN(px[i]) && !Double.isNaN(s.low(i)) && !Double.isNaN(s.high(i))) there.add(i);
    int n = there.size();
    double[] bx = new double[2 * n];
    double[] by = new double[2 * n];
    for (int k = 0; k < n; k++) {
      int i = there.get(k);
      bx[k] = bx[2 * n - 1 - k] = px[i];
      by[k] = frame.y(y, s.low(i));
      by[2 * n - 1 - k] = frame.y(y, s.high(i));
    }
    canvas.fill(ink, BAND, bx, by);
  }
}
