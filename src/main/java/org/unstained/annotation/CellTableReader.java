package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads tables of cells, one row a cell, as all commands and folder runs write them. The rows come
 * one by one; the table is never held in memory as a whole. Empty lines are passed over.
 */
public final class CellTableReader {
  /** The columns of a box, in pixels. */
  public static final List<String> BOX = List.of("x_px", "y_px", "width_px", "height_px");

  /** Needed where cells have to be found on images. */
  public static final List<String> IMAGE_AND_BOX =
      List.of("image", "x_px", "y_px", "width_px", "height_px");

  private CellTableReader() {}

  /** Takes the rows. */
  public interface Rows {
    /**
     * @throws IllegalArgumentException if the row can't be used; see {@link CellRow#fail}
     */
    void take(CellRow row);
  }

  /** Is told of the headings before the first row. */
  public interface Opening {
    Rows open(List<String> columns) throws IOException;
  }

  /**
   * @param needed columns without which it is no table of this kind
   * @throws IOException if the file is missing or no table, a column is missing, or a row can't be
   *     used; names file and line and says what to do
   */
  public static void read(Path file, List<String> needed, Opening opening) throws IOException {
    read(file, CsvFile.WITH_HEADINGS, needed, opening);
  }

  /** As the other, of a table with a line of headings in another format. */
  public static void read(Path file, CSVFormat format, List<String> needed, Opening opening)
      throws IOException {
    CsvFile.read(
        file,
        format,
        table -> {
          List<String> columns = table.getHeaderNames();
          require(file, columns, needed);
          Map<String, Integer> places = new HashMap<>();
          for (int i = 0; i < columns.size(); i++) places.put(columns.get(i), i);
          Rows rows = opening.open(columns);
          for (CSVRecord record : table) {
            if (record.size() == 1 && record.get(0).isBlank()) continue; // an empty line
            try {
              rows.take(
                  new CellRow(
                      "line " + table.getCurrentLineNumber(),
                      column -> {
                        Integer at = places.get(column);
                        return at == null || at >= record.size() ? "" : record.get(at);
                      }));
            } catch (IllegalArgumentException e) {
              throw new IOException(
                  "%s, %s. Mend it, or write the table again."
                      .formatted(file, e.getMessage().replaceAll("\\.$", "")),
                  e);
            }
          }
          return null;
        });
  }

  private static void require(Path file, List<String> columns, List<String> needed)
      throws IOException {
    for (String column : needed)
      if (!columns.contains(column))
        throw new IOException(
            "%s is no table of cells that can be read: it has no column '%s'. Needed %s, as tables of Unstained have; there are: %s."
                .formatted(
                    file,
                    column,
                    needed.size() == 1
                        ? "is '" + needed.get(0) + "'"
                        : "are " + String.join(", ", needed),
                    shortened("'" + String.join("', '", columns) + "'")));
  }

  private static String shortened(String text) {
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }
}
