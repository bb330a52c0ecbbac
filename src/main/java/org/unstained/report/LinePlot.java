package org.unstained.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unstained.report.Series.Style;

/**
 * Curves and points over two axes: precision–recall, ROC, reliability, learning curves, scatter.
 *
 * @param series each has its own colour and dashes; references have none of them
 */
public record LinePlot(String title, Axis x, Axis y, List<Series> series) implements Plot {
  private static final double BAND = 0.18;
  private static final int MANY = 400;
  private static final double NEAR = 14;

  public LinePlot {
    series = List.copyOf(series);
  }

  public LinePlot(String title, Axis x, Axis y, Series... series) {
    this(title, x, y, List.of(series));
  }

  @Override
  public void draw(Canvas canvas, double width, double height) {
    Frame frame = frame(canvas, width, height);
    frame.xAxis(x);
    List<Ink> inks = inks();
    for (int i = 0; i < series.size(); i++) draw(canvas, frame, series.get(i), inks.get(i));
  }

  private Frame frame(Canvas canvas, double width, double height) {
    List<Ink> inks = inks();
    List<Frame.Entry> legend = new ArrayList<>();
    for (int i = 0; i < series.size(); i++)
      if (!series.get(i).name().isEmpty())
        legend.add(
            new Frame.Entry(
                series.get(i).name(), inks.get(i), series.get(i).style() == Style.POINTS));
    return new Frame(canvas, width, height, this, y, legend);
  }

  private List<Ink> inks() {
    List<Ink> inks = new ArrayList<>();
    int coloured = 0;
    for (Series s : series)
      inks.add(s.style() == Style.REFERENCE ? Ink.QUIET : Ink.ofSeries(coloured++));
    return inks;
  }

  /** The nearest point of all series, if one is within {@value #NEAR} pixels. */
  @Override
  public Optional<Spot> at(double atX, double atY, double width, double height) {
    Frame frame = frame(new NoCanvas(), width, height);
    Spot nearest = null;
    double least = NEAR;
    for (int k = 0; k < series.size(); k++) {
      Series s = series.get(k);
      if (s.style() == Style.REFERENCE) continue;
      for (int i = 0; i < s.size(); i++) {
        double px = frame.x(x, s.x(i));
        double py = frame.y(y, s.y(i));
        double away = Math.hypot(px - atX, py - atY);
        if (!(away < least)) continue;
        least = away;
        nearest = new Spot(k, i, px, py, text(s, i));
      }
    }
    return Optional.ofNullable(nearest);
  }

  private String text(Series s, int i) {
    String range =
        s.hasRange() && !Double.isNaN(s.low(i)) && !Double.isNaN(s.high(i))
            ? " (%s–%s)".formatted(y.figure(s.low(i)), y.figure(s.high(i)))
            : "";
    return "%s%s%s at %s %s"
        .formatted(
            s.name().isEmpty() ? "" : s.name() + ": ",
            y.figure(s.y(i)),
            range,
            x.label(),
            x.figure(s.x(i)));
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
    boolean marked = s.style() == Style.MARKED || s.style() == Style.BANDED;
    double radius = px.length > MANY ? 1.6 : marked ? 3 : 2.6;
    double opacity = marked ? 1 : px.length > MANY ? 0.45 : 0.7;
    for (int i = 0; i < px.length; i++)
      if (!Double.isNaN(px[i]) && !Double.isNaN(py[i]))
        canvas.dot(ink, opacity, px[i], py[i], radius);
  }

  private void range(Canvas canvas, Frame frame, Series s, Ink ink, double[] px) {
    if (s.style() == Style.LINE || s.style() == Style.BANDED) {
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

  /** One shape for each stretch without gaps. */
  private void band(Canvas canvas, Frame frame, Series s, Ink ink, double[] px) {
    List<Integer> run = new ArrayList<>();
    for (int i = 0; i <= px.length; i++) {
      boolean there =
          i < px.length
              && !Double.isNaN(px[i])
              && !Double.isNaN(s.low(i))
              && !Double.isNaN(s.high(i));
      if (there) run.add(i);
      else if (i == px.length || Double.isNaN(s.y(i)) || Double.isNaN(px[i])) {
        if (!run.isEmpty()) band(canvas, frame, s, ink, px, run);
        run.clear();
      }
    }
  }

  private void band(Canvas canvas, Frame frame, Series s, Ink ink, double[] px, List<Integer> run) {
    int n = run.size();
    double[] bx = new double[2 * n];
    double[] by = new double[2 * n];
    for (int k = 0; k < n; k++) {
      int i = run.get(k);
      bx[k] = bx[2 * n - 1 - k] = px[i];
      by[k] = frame.y(y, s.low(i));
      by[2 * n - 1 - k] = frame.y(y, s.high(i));
    }
    canvas.fill(ink, BAND, bx, by);
  }
}
