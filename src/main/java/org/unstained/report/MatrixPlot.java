package org.unstained.report;

import java.util.List;
import java.util.Locale;
import org.unstained.report.Canvas.Anchor;

/**
 * Counts in rows and columns, such as a confusion matrix: each field says its count and which share
 * of its row it is, and is the darker the greater the share.
 *
 * @param rowLabel what the rows are
 * @param columnLabel what the columns are
 * @param counts by row, then column
 */
public record MatrixPlot(
    String title,
    String rowLabel,
    String columnLabel,
    List<String> rows,
    List<String> columns,
    List<List<Long>> counts)
    implements Plot {
  private static final double DARK = 0.5;
  private static final double MOST_NAME = 110;

  public MatrixPlot {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    counts = counts.stream().map(List::copyOf).toList();
    int wide = columns.size();
    if (counts.size() != rows.size() || counts.stream().anyMatch(row -> row.size() != wide))
      throw new IllegalArgumentException(
          "A matrix of %d x %d needs as many counts, got %s"
              .formatted(rows.size(), columns.size(), counts));
  }

  @Override
  public void draw(Canvas canvas, double width, double height) {
    double names =
        Math.min(MOST_NAME, rows.stream().mapToDouble(Canvas::width).max().orElse(10)) + 4;
    Frame frame = new Frame(canvas, width, height, this, names + 26, List.of(), true);
    if (rows.isEmpty() || columns.isEmpty()) return;
    double wide = frame.width / columns.size();
    double high = frame.height / rows.size();
    for (int r = 0; r < rows.size(); r++) {
      double y = frame.top + r * high;
      canvas.text(
          Ink.TEXT,
          Anchor.RIGHT,
          Canvas.fitting(rows.get(r), names),
          frame.left - 5,
          y + high / 2 + 4);
      long all = counts.get(r).stream().mapToLong(n -> n).sum();
      for (int c = 0; c < columns.size(); c++)
        field(canvas, frame.left + c * wide, y, wide, high, counts.get(r).get(c), all);
    }
    double below = frame.top + frame.height;
    for (int c = 0; c < columns.size(); c++)
      canvas.text(
          Ink.TEXT,
          Anchor.MIDDLE,
          Canvas.fitting(columns.get(c), wide - 2),
          frame.left + (c + 0.5) * wide,
          below + 16);
    canvas.text(Ink.QUIET, Anchor.MIDDLE, columnLabel, frame.left + frame.width / 2, below + 33);
    canvas.upright(Ink.QUIET, rowLabel, 13, frame.top + frame.height / 2);
  }

  private static void field(
      Canvas canvas, double x, double y, double wide, double high, long count, long all) {
    double share = all == 0 ? 0 : (double) count / all;
    canvas.rectangle(Ink.GRID, 0.5, x + 0.5, y + 0.5, wide - 1, high - 1);
    canvas.rectangle(Ink.FIRST, share, x + 0.5, y + 0.5, wide - 1, high - 1);
    Ink ink = share > DARK ? Ink.GROUND : Ink.TEXT;
    boolean two = high > 34 && wide > 30;
    double middle = x + wide / 2;
    canvas.text(
        ink,
        Anchor.MIDDLE,
        Canvas.fitting(Long.toString(count), wide),
        middle,
        y + high / 2 + (two ? -1 : 4));
    if (two && all > 0)
      canvas.text(
          ink,
          Anchor.MIDDLE,
          String.format(Locale.ROOT, "%.1f %%", 100 * share),
          middle,
          y + high / 2 + 14);
  }
}
