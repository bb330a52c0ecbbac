package org.unstained.overlay;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.unstained.cells.Cell;
import org.unstained.cells.PlaneCells;

/**
 * Cells as CSV, written as they come, so that a table may have more rows than fit into memory. The
 * format is {@link CellTable}'s.
 */
public final class CellCsvWriter {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private final CSVPrinter csv;
  private final CellColumns columns;
  private final String[] line;
  private final CellColumns.Row row =
      new CellColumns.Row() {
        @Override
        public void text(int column, String value) {
          line[column] = value;
        }

        @Override
        public void number(int column, double value) {
          line[column] = CellTable.text(value);
        }
      };

  /**
   * Begins a table with its header.
   *
   * @param out flushed by {@link #flush}, closed by whoever opened it
   * @param like cells with all classes and measurements that there will be
   * @throws IllegalArgumentException if two columns would have the same name
   */
  public CellCsvWriter(OutputStream out, List<PlaneCells> like) throws IOException {
    columns = CellColumns.of(like);
    line = new String[columns.names().size()];
    csv =
        new CSVPrinter(
            new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), FORMAT);
    csv.printRecord(columns.names());
  }

  /** Adds a row for each cell. */
  public void add(PlaneCells plane) throws IOException {
    for (Cell cell : plane.cells()) {
      Arrays.fill(line, "");
      columns.fill(plane, cell, row);
      csv.printRecord((Object[]) line);
    }
  }

  public void flush() throws IOException {
    csv.flush();
  }
}
