package org.unstained.report;

import java.util.List;

/**
 * A table of text. Numbers are made text by {@link Numbers}, so that a figure that doesn't exist is
 * a dash in every report.
 *
 * @param caption above the table; may be empty
 * @param columns their headings
 * @param rows each with as many cells as there are columns
 * @throws IllegalArgumentException if a row has more or fewer
 */
public record Table(String caption, List<String> columns, List<List<String>> rows) implements Part {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows)
      if (row.size() != columns.size())
        throw new IllegalArgumentException(
            "A row of this table has %d cells, got %d: %s"
                .formatted(columns.size(), row.size(), row));
  }

  /** Whether all cells of a column are numbers, or dashes in their place; these stand right. */
  public boolean isNumeric(int column) {
    return !rows.isEmpty() && rows.stream().allMatch(row -> Numbers.isNumber(row.get(column)));
  }

  /** Comma separated, with a line of headings, quoted where needed (RFC 4180). */
  public String csv() {
    StringBuilder text = new StringBuilder();
    line(text, columns);
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      if (i > 0) text.append(',');
      boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      text.append(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
    }
    text.append('\n');
  }
}
