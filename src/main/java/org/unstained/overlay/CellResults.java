package org.unstained.overlay;

import ij.measure.ResultsTable;
import java.util.stream.IntStream;

/**
 * ImageJ's results table, whose window opens sooner when it has many rows: before ImageJ asks for
 * the text of one row after the other, all are made in parallel. The text is ImageJ's own; if a
 * sample of rows says otherwise (row numbers, labels and whatever else ImageJ may put there),
 * ImageJ makes them as it always does.
 */
final class CellResults extends ResultsTable {
  /** Below this, nobody has to wait. */
  private static final int MANY = 500;

  private static final int SAMPLES = 5;

  /** ImageJ's formats are for one thread. */
  private static final Object FORMATS = new Object();

  /** Only while ImageJ fills the window. */
  private String[] ready;

  /**
   * How ImageJ writes the numbers of a column: with how many digits behind the point, -1 where only
   * ImageJ knows.
   */
  private record Digits(int ofWhole, int ofOthers) {
    int of(double value) {
      return isWhole(value) ? ofWhole : ofOthers;
    }
  }

  private static boolean isWhole(double value) {
    return (int) value == value;
  }

  @Override
  public void show(String title) {
    ready = rows();
    try {
      super.show(title);
    } finally {
      ready = null;
    }
  }

  @Override
  public String getRowAsString(int row) {
    String[] rows = ready;
    return rows != null && row >= 0 && row < Math.min(rows.length, size())
        ? rows[row]
        : super.getRowAsString(row);
  }

  @Override
  public synchronized Object clone() {
    CellResults copy = (CellResults) super.clone();
    copy.ready = null;
    return copy;
  }

  /** The text of all rows, or null if ImageJ has to make it. */
  String[] rows() {
    int size = size();
    if (size < MANY) return null;
    Digits[] digits = new Digits[getLastColumn() + 1];
    for (int c = 0; c < digits.length; c++) if (columnExists(c)) digits[c] = digits(c);
    for (int i = 0; i < SAMPLES; i++) {
      int row = (int) ((long) (size - 1) * i / (SAMPLES - 1));
      if (!row(row, digits).equals(super.getRowAsString(row))) return null;
    }
    String[] rows = new String[size];
    IntStream.range(0, size).parallel().forEach(row -> rows[row] = row(row, digits));
    return rows;
  }

  private String row(int row, Digits[] digits) {
    StringBuilder text = new StringBuilder(200);
    for (int c = 0; c < digits.length; c++) {
      if (digits[c] == null) continue;
      double value = getValueAsDouble(c, row);
      // A text is no number, and of both ImageJ knows what to write.
      if (Double.isNaN(value)) text.append(getStringValue(c, row));
      else if (digits[c].of(value) < 0 || !Decimals.append(text, value, digits[c].of(value)))
        text.append(one(c, row));
      if (c < digits.length - 1) text.append('\t');
    }
    return text.toString();
  }

  private String one(int column, int row) {
    synchronized (FORMATS) {
      return getStringValue(column, row);
    }
  }

  /** Read off what ImageJ writes: it doesn't tell otherwise. */
  private Digits digits(int column) {
    int whole = -1;
    int others = -1;
    for (int row = 0; row < size() && (whole < 0 || others < 0); row++) {
      double value = getValueAsDouble(column, row);
      boolean tells = Double.isFinite(value) && (value == 0 || Math.abs(value) >= 1);
      if (!tells || (isWhole(value) ? whole : others) >= 0) continue;
      String text = getStringValue(column, row);
      int point = text.indexOf('.');
      if (text.indexOf('E') >= 0) return new Digits(-1, -1);
      int digits = point < 0 ? 0 : text.length() - 1 - point;
      if (isWhole(value)) whole = digits;
      else others = digits;
    }
    // Numbers below 1 have the digits of the others if those are fixed.
    return new Digits(whole, others >= 0 || whole <= 0 ? others : whole);
  }
}
