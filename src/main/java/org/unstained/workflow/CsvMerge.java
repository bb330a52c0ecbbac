package org.unstained.workflow;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.unstained.annotation.CsvFile;

/** Joins the tables of many images, row by row, so that their number doesn't matter. */
final class CsvMerge {
  private CsvMerge() {}

  static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private static final CSVFormat WITH_HEADER =
      FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();

  /**
   * Writes the rows of all files under the columns of all. Columns keep the order of the table
   * contract: what comes before {@code class} and {@code score}, these, {@code p_<class>}, then
   * measurements in the order in which they first appear. Cells of columns that a file lacks stay
   * empty.
   */
  static void merge(List<Path> files, Path merged) throws IOException {
    List<String> columns = columns(files);
    try (BufferedWriter out = Files.newBufferedWriter(merged);
        CSVPrinter printer = new CSVPrinter(out, FORMAT)) {
      printer.printRecord(columns);
      for (Path file : files)
        CsvFile.read(
            file,
            WITH_HEADER,
            rows -> {
              for (CSVRecord row : rows)
                printer.printRecord(columns.stream().map(c -> row.isSet(c) ? row.get(c) : ""));
              return null;
            });
    }
  }

  private static List<String> columns(List<Path> files) throws IOException {
    Set<String> first = new LinkedHashSet<>();
    Set<String> probabilities = new LinkedHashSet<>();
    Set<String> measurements = new LinkedHashSet<>();
    for (Path file : files) {
      List<String> names = CsvFile.read(file, WITH_HEADER, CSVParser::getHeaderNames);
      int score = names.indexOf("score");
      for (int i = 0; i < names.size(); i++) {
        String name = names.get(i);
        if (i <= score) first.add(name);
        else if (name.startsWith("p_")) probabilities.add(name);
        else measurements.add(name);
      }
    }
    List<String> all = new ArrayList<>(first);
    all.addAll(probabilities);
    all.addAll(measurements);
    return all;
  }
}
