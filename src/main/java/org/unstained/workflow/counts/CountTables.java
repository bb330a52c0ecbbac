package org.unstained.workflow.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.unstained.learning.Estimate;
import org.unstained.learning.Spread;
import org.unstained.report.Numbers;
import org.unstained.report.Table;

/**
 * Counts as tables, whose columns carry the unit: {@code n_<class>}, {@code fraction_<class>},
 * {@code time_min}. A figure that doesn't exist is a dash.
 */
public final class CountTables {
  private static final int DECIMALS = 4;

  private CountTables() {}

  /** A row for each frame of each image. */
  public static Table images(CellCounts counts) {
    List<String> columns = new ArrayList<>(List.of("image"));
    if (counts.rule().isPresent()) columns.add("group");
    columns.add(counts.along());
    List<String> units = units(counts);
    for (String unit : units) columns.add("time_" + unit);
    for (String name : counts.classes()) columns.add("n_" + name);
    columns.add("total");
    for (String name : counts.classes())
      columns.addAll(
          List.of("fraction_" + name, "fraction_" + name + "_low", "fraction_" + name + "_high"));
    List<List<String>> rows = new ArrayList<>();
    for (ImageCounts image : counts.images())
      for (FrameCounts frame : image.frames()) {
        List<String> row = new ArrayList<>(List.of(image.image()));
        if (counts.rule().isPresent()) row.add(image.group());
        row.add(Integer.toString(frame.frame()));
        for (String unit : units) row.add(time(image, frame.frame(), unit));
        for (int c = 0; c < counts.classes().size(); c++) row.add(Numbers.text(frame.count(c), 0));
        row.add(frame.worked() ? Integer.toString(frame.total()) : Numbers.NONE);
        for (int c = 0; c < counts.classes().size(); c++) {
          Estimate share = frame.fraction(c);
          for (double value : new double[] {share.value(), share.low(), share.high()})
            row.add(Numbers.text(value, DECIMALS));
        }
        rows.add(row);
      }
    return new Table("", columns, rows);
  }

  /**
   * A row for each group and, where there are several frames, before it one for each frame; in the
   * row of all frames the frame is a dash.
   */
  public static Table groups(CellCounts counts) {
    List<String> columns = new ArrayList<>(List.of("group"));
    boolean series = counts.isSeries();
    if (series) columns.add(counts.along());
    if (series) counts.interval().ifPresent(i -> columns.add("time_" + i.unit()));
    columns.add("images");
    for (String name : counts.classes())
      columns.addAll(List.of("n_" + name + "_mean", "n_" + name + "_sd"));
    columns.addAll(List.of("total_mean", "total_sd"));
    for (String name : counts.classes())
      columns.addAll(List.of("fraction_" + name + "_mean", "fraction_" + name + "_sd"));
    List<List<String>> rows = new ArrayList<>();
    for (GroupCounts all : counts.byGroup()) {
      if (series) for (GroupCounts one : counts.overTime(all.group())) rows.add(row(counts, one));
      rows.add(row(counts, all));
    }
    return new Table("", columns, rows);
  }

  private static List<String> row(CellCounts counts, GroupCounts group) {
    List<String> row = new ArrayList<>(List.of(group.group()));
    boolean all = group.frame() == GroupCounts.ALL;
    if (counts.isSeries()) {
      row.add(all ? Numbers.NONE : Integer.toString(group.frame()));
      counts.interval().ifPresent(i -> row.add(all ? Numbers.NONE : plain(i.time(group.frame()))));
    }
    row.add(Integer.toString(group.images()));
    for (Spread spread : group.counts()) add(row, spread, 2);
    add(row, group.total(), 2);
    for (Spread spread : group.fractions()) add(row, spread, DECIMALS);
    return row;
  }

  private static void add(List<String> row, Spread spread, int decimals) {
    row.add(Numbers.text(spread.mean(), decimals));
    row.add(Numbers.text(spread.sd(), decimals));
  }

  /** The units of the images' times. */
  private static List<String> units(CellCounts counts) {
    return counts.images().stream()
        .flatMap(i -> i.interval().stream())
        .map(FrameInterval::unit)
        .distinct()
        .toList();
  }

  private static String time(ImageCounts image, int frame, String unit) {
    return image
        .interval()
        .filter(i -> i.unit().equals(unit))
        .map(i -> plain(i.time(frame)))
        .orElse(Numbers.NONE);
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.ROOT, "%.0f", value)
        : Double.toString(value);
  }
}
