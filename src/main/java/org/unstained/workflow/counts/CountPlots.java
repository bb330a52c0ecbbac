package org.unstained.workflow.counts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.unstained.learning.Estimate;
import org.unstained.learning.Spread;
import org.unstained.report.Axis;
import org.unstained.report.BarPlot;
import org.unstained.report.LinePlot;
import org.unstained.report.PlatePlot;
import org.unstained.report.Series;

/**
 * Plots of counts. The n-th class has the n-th colour in all of them.
 *
 * <p>Of one image, fractions have Wilson's interval of 95 %; of several, counts and fractions are
 * means with one standard deviation over images to either side.
 */
public final class CountPlots {
  private static final int SMALL_ROWS = 8;
  private static final int SMALL_COLUMNS = 12;

  private CountPlots() {}

  /** A line for each class along the frames of a group, be it of one image or of several. */
  public static LinePlot overTime(CellCounts counts, String group, boolean fractions) {
    List<ImageCounts> images = counts.groups().get(group);
    if (images.size() == 1) return ofImage(counts, images.get(0), fractions);
    List<GroupCounts> frames = counts.overTime(group);
    Optional<FrameInterval> interval = counts.interval();
    double[] x = x(frames.size(), interval);
    List<Series> series = new ArrayList<>();
    for (int c = 0; c < counts.classes().size(); c++) {
      int type = c;
      Function<GroupCounts, Spread> spread =
          f -> fractions ? f.fractions().get(type) : f.counts().get(type);
      double[] mean = frames.stream().mapToDouble(f -> spread.apply(f).mean()).toArray();
      double[] low = frames.stream().mapToDouble(f -> low(spread.apply(f))).toArray();
      double[] high = frames.stream().mapToDouble(f -> high(spread.apply(f), fractions)).toArray();
      series.add(
          Series.of(counts.classes().get(c), Series.Style.BANDED, x, mean).within(low, high));
    }
    String what = fractions ? "fraction of the cells" : "cells in an image";
    return plot(
        "%s, mean ± sd of %d images".formatted(group, images.size()),
        xAxis(counts, interval, x),
        what,
        fractions,
        series);
  }

  /** A line for each class along the frames of an image. */
  public static LinePlot ofImage(CellCounts counts, ImageCounts image, boolean fractions) {
    List<FrameCounts> frames = image.frames();
    double[] x = x(frames.size(), image.interval());
    List<Series> series = new ArrayList<>();
    for (int c = 0; c < counts.classes().size(); c++) {
      int type = c;
      String name = counts.classes().get(c);
      if (!fractions) {
        double[] y = frames.stream().mapToDouble(f -> f.count(type)).toArray();
        series.add(Series.of(name, Series.Style.BANDED, x, y));
        continue;
      }
      List<Estimate> shares = frames.stream().map(f -> f.fraction(type)).toList();
      series.add(
          Series.of(name, Series.Style.BANDED, x, values(shares, Estimate::value))
              .within(values(shares, Estimate::low), values(shares, Estimate::high)));
    }
    return plot(
        image.image(),
        xAxis(counts, image.interval(), x),
        fractions ? "fraction of the cells, 95 % interval" : "cells",
        fractions,
        series);
  }

  private static LinePlot plot(
      String title, Axis x, String what, boolean fractions, List<Series> series) {
    return new LinePlot(title, x, fractions ? Axis.share(what) : fromZero(what, series), series);
  }

  private static Axis fromZero(String label, List<Series> series) {
    List<Double> values = new ArrayList<>();
    for (Series s : series)
      for (int i = 0; i < s.size(); i++) {
        values.add(s.y(i));
        if (s.hasRange()) values.add(s.high(i));
      }
    return Axis.fromZero(label, values.stream().mapToDouble(v -> v).toArray());
  }

  private static double[] values(List<Estimate> shares, Function<Estimate, Double> part) {
    return shares.stream().mapToDouble(part::apply).toArray();
  }

  private static double[] x(int frames, Optional<FrameInterval> interval) {
    double[] x = new double[frames];
    for (int i = 0; i < frames; i++) {
      int frame = i + 1;
      x[i] = interval.map(t -> t.time(frame)).orElse((double) frame);
    }
    return x;
  }

  private static Axis xAxis(CellCounts counts, Optional<FrameInterval> interval, double[] x) {
    String label = interval.map(t -> "time (" + t.unit() + ")").orElse(counts.along());
    return Axis.around(label, x);
  }

  /**
   * Bars for each group, all frames together; for each image where there are no groups. The
   * interval is one standard deviation over images, or, if no group has more than one, Wilson's of
   * the fraction.
   */
  public static BarPlot bars(CellCounts counts, boolean fractions) {
    boolean grouped = counts.rule().isPresent();
    boolean single = !grouped || counts.groups().values().stream().allMatch(g -> g.size() == 1);
    List<GroupCounts> groups =
        grouped
            ? counts.byGroup()
            : counts.images().stream()
                .map(
                    i ->
                        GroupCounts.of(
                            i.image(), List.of(i), GroupCounts.ALL, counts.classes().size()))
                .toList();
    List<ImageCounts> images =
        grouped ? counts.groups().values().stream().map(g -> g.get(0)).toList() : counts.images();
    List<BarPlot.Bars> bars = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (int c = 0; c < counts.classes().size(); c++) {
      int type = c;
      List<Spread> spreads =
          groups.stream()
              .map(g -> fractions ? g.fractions().get(type) : g.counts().get(type))
              .toList();
      List<Double> low = new ArrayList<>(spreads.stream().map(CountPlots::low).toList());
      List<Double> high = new ArrayList<>(spreads.stream().map(s -> high(s, fractions)).toList());
      if (single && fractions)
        for (int i = 0; i < images.size(); i++) {
          Estimate share = images.get(i).share(type);
          low.set(i, share.low());
          high.set(i, share.high());
        }
      for (int i = 0; i < spreads.size(); i++)
        all.addAll(List.of(spreads.get(i).mean(), high.get(i)));
      bars.add(
          new BarPlot.Bars(
              counts.classes().get(c), spreads.stream().map(Spread::mean).toList(), low, high));
    }
    String spread = single ? fractions ? ", 95 % interval" : "" : ", mean ± sd over images";
    String what = (fractions ? "fraction of the cells" : "cells in an image") + spread;
    return new BarPlot(
        counts.rule().map(r -> "By " + r.kind()).orElse("By image")
            + (counts.isSeries() ? ", all %ss".formatted(counts.along()) : ""),
        fractions
            ? Axis.share(what)
            : Axis.fromZero(what, all.stream().mapToDouble(v -> v).toArray()),
        groups.stream().map(GroupCounts::group).toList(),
        bars);
  }

  private static double low(Spread spread) {
    return Double.isNaN(spread.sd()) ? Double.NaN : Math.max(0, spread.mean() - spread.sd());
  }

  private static double high(Spread spread, boolean fraction) {
    double high = spread.mean() + spread.sd();
    return fraction ? Math.min(1, high) : high; // NaN stays
  }

  /**
   * For each plate a picture a class, if the groups are wells: the mean over the images of a well.
   */
  public static List<PlatePlot> plates(CellCounts counts, boolean fractions) {
    if (!counts.rule().map(r -> r.kind().equals(GroupRule.WELL)).orElse(false)) return List.of();
    Map<String, Map<Well, GroupCounts>> plates = new TreeMap<>();
    for (GroupCounts group : counts.byGroup()) {
      int slash = group.group().lastIndexOf('/');
      Well.find(group.group().substring(slash + 1))
          .ifPresent(
              well ->
                  plates
                      .computeIfAbsent(
                          group.group().substring(0, Math.max(0, slash)), p -> new TreeMap<>())
                      .put(well, group));
    }
    List<PlatePlot> plots = new ArrayList<>();
    plates.forEach(
        (plate, wells) -> {
          for (int c = 0; c < counts.classes().size(); c++)
            plots.add(plate(counts, plate, wells, c, fractions));
        });
    return plots;
  }

  private static PlatePlot plate(
      CellCounts counts, String plate, Map<Well, GroupCounts> groups, int type, boolean fractions) {
    boolean small =
        groups.keySet().stream()
            .allMatch(w -> w.row() <= SMALL_ROWS && w.column() <= SMALL_COLUMNS);
    List<List<Double>> wells = new ArrayList<>();
    for (int r = 0; r < (small ? SMALL_ROWS : Well.ROWS); r++)
      wells.add(
          new ArrayList<>(Collections.nCopies(small ? SMALL_COLUMNS : Well.COLUMNS, Double.NaN)));
    double most = 0;
    for (Map.Entry<Well, GroupCounts> one : groups.entrySet()) {
      List<Spread> figures = fractions ? one.getValue().fractions() : one.getValue().counts();
      double value = figures.get(type).mean();
      wells.get(one.getKey().row() - 1).set(one.getKey().column() - 1, value);
      if (value > most) most = value;
    }
    boolean whole =
        wells.stream().flatMap(List::stream).allMatch(v -> v.isNaN() || v == Math.rint(v));
    String name = counts.classes().get(type);
    return new PlatePlot(
        plate.isEmpty() ? name : plate + ": " + name,
        fractions ? "fraction of the cells" : "cells in an image",
        type,
        0,
        fractions ? 1 : Math.max(1, most),
        fractions ? 2 : whole || most >= 100 ? 0 : 1,
        wells);
  }
}
