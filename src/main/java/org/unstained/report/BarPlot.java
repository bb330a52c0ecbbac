package org.unstained.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.unstained.report.Canvas.Anchor;

/**
 * Bars side by side, in one group a name. A value that is NaN has no bar but a dash.
 *
 * @param y should hold 0
 * @param names below the groups
 * @param bars what each group has a bar of
 */
public record BarPlot(String title, Axis y, List<String> names, List<Bars> bars) implements Plot {

  /**
   * One bar a group.
   *
   * @param name in the legend; empty for none
   * @param low of the interval of each value; empty for none
   */
  public record Bars(String name, List<Double> values, List<Double> low, List<Double> high) {
    public Bars {
      values = List.copyOf(values);
      low = List.copyOf(low);
      high = List.copyOf(high);
    }

    public static Bars of(String name, double... values) {
      return new Bars(name, Arrays.stream(values).boxed().toList(), List.of(), List.of());
    }
  }

  public BarPlot {
    names = List.copyOf(names);
    bars = List.copyOf(bars);
    for (Bars b : bars)
      if (b.values.size() != names.size()
          || b.low.size() != b.high.size()
          || (!b.low.isEmpty() && b.low.size() != names.size()))
        throw new IllegalArgumentException(
            "Bars '%s' have a value a name, got %d for %d"
                .formatted(b.name, b.values.size(), names.size()));
  }

  private Frame frame(Canvas canvas, double width, double height) {
    List<Frame.Entry> legend = new ArrayList<>();
    for (int i = 0; i < bars.size(); i++)
      if (!bars.get(i).name.isEmpty())
        legend.add(new Frame.Entry(bars.get(i).name, Ink.ofSeries(i), true));
    return new Frame(canvas, width, height, this, y, legend);
  }

  /** The bar of this column, above or below it, too. */
  @Override
  public Optional<Spot> at(double x, double atY, double width, double height) {
    Frame frame = frame(new NoCanvas(), width, height);
    if (names.isEmpty() || bars.isEmpty() || atY < frame.top || atY > frame.top + frame.height)
      return Optional.empty();
    double slot = frame.width / names.size();
    double bar = slot * 0.8 / bars.size();
    int n = (int) Math.floor((x - frame.left) / slot);
    if (n < 0 || n >= names.size()) return Optional.empty();
    int which = (int) Math.floor((x - frame.left - n * slot - slot * 0.1) / bar);
    if (which < 0 || which >= bars.size()) return Optional.empty();
    Bars b = bars.get(which);
    double value = b.values.get(n);
    String range =
        b.low.isEmpty() || b.low.get(n).isNaN() || b.high.get(n).isNaN()
            ? ""
            : " (%s–%s)".formatted(y.figure(b.low.get(n)), y.figure(b.high.get(n)));
    return Optional.of(
        new Spot(
            which,
            n,
            frame.left + n * slot + slot * 0.1 + (which + 0.5) * bar,
            Double.isNaN(value) ? frame.y(y, Math.max(0, y.low())) : frame.y(y, value),
            "%s%s: %s%s"
                .formatted(
                    names.get(n), b.name.isEmpty() ? "" : ", " + b.name, y.figure(value), range)));
  }

  @Override
  public void draw(Canvas canvas, double width, double height) {
    Frame frame = frame(canvas, width, height);
    if (names.isEmpty()) return;
    double slot = frame.width / names.size();
    double bar = slot * 0.8 / Math.max(1, bars.size());
    double base = frame.y(y, Math.max(0, y.low()));
    int every = (int) Math.ceil(names.size() * 14.0 / frame.width);
    for (int n = 0; n < names.size(); n++) {
      double x = frame.left + n * slot + slot * 0.1;
      for (int b = 0; b < bars.size(); b++) draw(canvas, frame, b, n, x + b * bar, bar, base);
      double wide = Canvas.width(names.get(n));
      int step = Math.max(every, (int) Math.ceil(Math.min(wide, 48) / slot));
      if (n % step == 0)
        canvas.text(
            Ink.QUIET,
            Anchor.MIDDLE,
            Canvas.fitting(names.get(n), slot * step - 2),
            frame.left + (n + 0.5) * slot,
            frame.top + frame.height + 17);
    }
    canvas.line(Ink.TEXT, frame.left, base, frame.left + frame.width, base);
  }

  private void draw(
      Canvas canvas, Frame frame, int which, int n, double x, double wide, double base) {
    Bars b = bars.get(which);
    double value = b.values.get(n);
    double middle = x + wide / 2;
    if (Double.isNaN(value)) {
      canvas.text(Ink.QUIET, Anchor.MIDDLE, Numbers.NONE, middle, base - 4);
      return;
    }
    double top = frame.y(y, value);
    canvas.rectangle(
        Ink.ofSeries(which),
        0.85,
        x + 0.5,
        Math.min(top, base),
        Math.max(1, wide - 1),
        Math.abs(base - top));
    if (b.low.isEmpty() || b.low.get(n).isNaN() || b.high.get(n).isNaN()) return;
    double from = frame.y(y, b.low.get(n));
    double to = frame.y(y, b.high.get(n));
    canvas.line(Ink.TEXT, middle, from, middle, to);
    canvas.line(Ink.TEXT, middle - 3, from, middle + 3, from);
    canvas.line(Ink.TEXT, middle - 3, to, middle + 3, to);
  }
}
