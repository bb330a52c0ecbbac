package org.unstained.workflow.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.unstained.annotation.CsvFile;

/** Joins the tables of many images, row by row, so that their number doesn't matter. */
public final class CsvMerge {
  private CsvMerge() {}

  /** Of all our tables: commas, quotes where needed, lines that end in a line feed. */
  public static final CSVFormat FORMAT = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  private static final CSVFormat WITH_HEADER =
      FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();

  /**
   * Writes the rows of all files under the columns of all. Columns keep the order of the table
   * contract: what comes before {@code class} and {@code score}, these, {@code p_<class>}, then
   * measurements in the order in which they first appear. Cells of columns that a file lacks stay
   * empty. Of a file that has the very columns of all, the rows are copied as they stand.
   */
  public static void merge(List<Path> files, Path merged) throws IOException {
    List<String> columns = columns(files);
    byte[] header = line(columns);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(merged))) {
      out.write(header);
      for (Path file : files)
        try (InputStream in = Files.newInputStream(file)) {
          if (Arrays.equals(in.readNBytes(header.length), header)) in.transferTo(out);
          else rearrange(file, columns, out);
        }
    }
  }

  private static void rearrange(Path file, List<String> columns, OutputStream out)
      throws IOException {
    CsvFile.read(
        file,
        WITH_HEADER,
        rows -> {
          for (CSVRecord row : rows)
            out.write(line(columns.stream().map(c -> row.isSet(c) ? row.get(c) : "").toList()));
          return null;
        });
  }

  private static byte[] line(List<String> cells) throws IOException {
    StringBuilder line = new StringBuilder();
    new CSVPrinter(line, FORMAT).printRecord(cells);
    return line.toString().getBytes(StandardCharsets.UTF_8);
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
