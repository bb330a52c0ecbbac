package org.unstained.workflow.counts;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A well of a plate of up to 384 wells.
 *
 * @param row from 1, which is A
 * @param column from 1
 */
public record Well(int row, int column) implements Comparable<Well> {
  static final int ROWS = 16;
  static final int COLUMNS = 24;

  /** As the Opera and Operetta name their files: row 6, column 4. */
  private static final Pattern NUMBERS =
      Pattern.compile("(?i)(?<![a-z0-9])r(\\d{2})c(\\d{2})(?=f|p|-|_|\\.|k|$)");

  /** A05, also as "A - 05", which the IN Cell Analyzer writes. */
  private static final Pattern TWO_DIGITS =
      Pattern.compile("(?i)(?<![a-z0-9])([a-p])(?: - )?(0[1-9]|1\\d|2[0-4])(?![0-9])");

  /** A5, which is looked for last, as C1 may be a channel. */
  private static final Pattern ONE_DIGIT =
      Pattern.compile("(?<![A-Za-z0-9])([A-P])([1-9])(?![A-Za-z0-9])");

  public Well {
    if (row < 1 || row > ROWS || column < 1 || column > COLUMNS)
      throw new IllegalArgumentException(
          "A plate has %d rows and %d columns at most, got %d, %d"
              .formatted(ROWS, COLUMNS, row, column));
  }

  /**
   * The well that a file name, or the last folder of a path in which one is found, names; the last
   * part of the path first.
   *
   * @param path parted by slashes
   */
  public static Optional<Well> find(String path) {
    String[] parts = path.replace('\\', '/').split("/");
    for (int i = parts.length - 1; i >= 0; i--) {
      Optional<Well> well = inName(parts[i]);
      if (well.isPresent()) return well;
    }
    return Optional.empty();
  }

  private static Optional<Well> inName(String name) {
    Matcher numbers = NUMBERS.matcher(name);
    while (numbers.find()) {
      int row = Integer.parseInt(numbers.group(1));
      int column = Integer.parseInt(numbers.group(2));
      if (row >= 1 && row <= ROWS && column >= 1 && column <= COLUMNS)
        return Optional.of(new Well(row, column));
    }
    for (Pattern pattern : new Pattern[] {TWO_DIGITS, ONE_DIGIT}) {
      Matcher letters = pattern.matcher(name);
      if (letters.find())
        return Optional.of(
            new Well(
                letters.group(1).toUpperCase(Locale.ROOT).charAt(0) - 'A' + 1,
                Integer.parseInt(letters.group(2))));
    }
    return Optional.empty();
  }

  /** Such as {@code A05}. */
  public String text() {
    return String.format(Locale.ROOT, "%c%02d", 'A' + row - 1, column);
  }

  @Override
  public int compareTo(Well other) {
    return row == other.row
        ? Integer.compare(column, other.column)
        : Integer.compare(row, other.row);
  }
}
