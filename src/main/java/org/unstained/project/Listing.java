package org.unstained.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.unstained.annotation.CsvFile;
import org.unstained.models.FolderLock;
import org.unstained.overlay.WholeFile;

/**
 * A table of a project: shown in a window, printed, or kept as a CSV file (UTF-8, comma, decimal
 * dot, header).
 *
 * @param title for people
 * @param columns their names
 * @param rows a value for each column: a text, or a number; NaN for none
 */
public record Listing(String title, List<String> columns, List<List<Object>> rows) {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  public Listing {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Object> row : rows)
      if (row.size() != columns.size())
        throw new IllegalArgumentException(
            "A row has %d values for %d columns".formatted(row.size(), columns.size()));
  }

  /** The whole as CSV. */
  public String csv() {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter csv = new CSVPrinter(text, FORMAT)) {
      csv.printRecord(columns);
      for (List<Object> row : rows) csv.printRecord(row.stream().map(Listing::text).toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /** Replaces the file, whole or not at all; makes its folder. */
  void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] bytes = csv().getBytes(StandardCharsets.UTF_8);
    WholeFile.write(file, out -> out.write(bytes));
  }

  /**
   * Adds a row to a CSV file, or begins it. Two programs that do so at once wait for each other,
   * and a reader sees the file with the row or without it.
   *
   * @throws IOException if it can't be written, or has other columns
   */
  static void append(Path file, List<String> columns, List<Object> row) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    try (FolderLock lock = FolderLock.of(folder)) {
      List<List<Object>> rows = new ArrayList<>();
      for (Map<String, String> old : read(file)) {
        List<Object> values = new ArrayList<>();
        for (String column : columns) values.add(old.getOrDefault(column, ""));
        rows.add(values);
      }
      rows.add(row);
      new Listing("", columns, rows).write(file);
    }
  }

  /**
   * The rows of a CSV file with a header; none if there is no such file.
   *
   * @throws IOException if it can't be read
   */
  static List<Map<String, String>> read(Path file) throws IOException {
    if (!Files.exists(file)) return List.of();
    return CsvFile.read(
        file,
        csv -> {
          List<Map<String, String>> rows = new ArrayList<>();
          for (CSVRecord record : csv) rows.add(new LinkedHashMap<>(record.toMap()));
          return rows;
        });
  }

  static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  /** A number with four decimals at most and none where it is whole; nothing for NaN. */
  public static String text(Object value) {
    if (!(value instanceof Double number)) return value.toString();
    if (!Double.isFinite(number)) return "";
    if (number == Math.rint(number) && Math.abs(number) < 1e15)
      return Long.toString(number.longValue());
    return String.format(Locale.ROOT, "%.4f", number);
  }
}
