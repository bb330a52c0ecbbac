package org.unstained.workflow.crops;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.unstained.cells.PlaneCells;
import org.unstained.overlay.CellTable;
import org.unstained.workflow.files.CsvMerge;

/**
 * The table beside crops that were written as files, {@value #NAME}: the columns of a table of
 * cells, and before them {@code file}, so that whoever sorts the crops knows how sure a model was.
 */
final class CropTable {
  static final String NAME = "crops.csv";

  private CropTable() {}

  /**
   * Adds a row for each crop behind those that are there. The file is written whole.
   *
   * @param names of the crops without ending, in the order of the cells
   * @param workshop a folder for what is only needed meanwhile
   */
  static void add(Path folder, List<PlaneCells> planes, List<String> names, Path workshop)
      throws IOException {
    Path cells = workshop.resolve("cells.csv");
    Path rows = workshop.resolve("rows.csv");
    Path all = workshop.resolve("all.csv");
    CellTable.writeCsv(cells, planes);
    try (CSVParser from =
            CSVParser.parse(cells, java.nio.charset.StandardCharsets.UTF_8, CsvMerge.FORMAT);
        BufferedWriter out = Files.newBufferedWriter(rows);
        CSVPrinter to = new CSVPrinter(out, CsvMerge.FORMAT)) {
      int row = -1;
      for (CSVRecord record : from) {
        List<String> values = new ArrayList<>();
        values.add(row < 0 ? "file" : names.get(row) + ".tif");
        record.forEach(values::add);
        to.printRecord(values);
        row++;
      }
    }
    Path table = folder.resolve(NAME);
    CsvMerge.merge(Files.exists(table) ? List.of(table, rows) : List.of(rows), all);
    Files.move(all, table, StandardCopyOption.REPLACE_EXISTING);
  }
}
