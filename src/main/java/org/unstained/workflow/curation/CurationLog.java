package org.unstained.workflow.curation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.unstained.annotation.CsvFile;
import org.unstained.image.ImageFiles;

/**
 * The file {@value #NAME} of a folder of crops: who went from where to where and when, one line a
 * decision, in the order in which they were made. A line is written before its crop is moved, so
 * that after a crash at most the last line isn't done yet.
 */
public final class CurationLog {
  /** Of the file in a folder of crops. */
  public static final String NAME = "curation.csv";

  private static final String[] HEADER = {"file", "from", "to", "when", "decision"};
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();

  /**
   * One decision.
   *
   * @param from path in the folder, with slashes
   * @param to the same if the crop stays where it is
   */
  record Line(String from, String to, CropDecision decision) {}

  private CurationLog() {}

  /**
   * @return nothing if there is no such file
   * @throws IOException if it can't be read. A last line that was cut off is left out
   */
  static List<Line> read(Path file) throws IOException {
    if (!Files.exists(file)) return List.of();
    try {
      return CsvFile.read(file, FORMAT, CurationLog::lines);
    } catch (IOException e) {
      throw new IOException(
          "%s can't be read (%s). Mend it, or move it away: the crops are where they are, but what was accepted is forgotten."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static List<Line> lines(CSVParser rows) throws IOException {
    List<Line> lines = new ArrayList<>();
    for (CSVRecord row : rows) {
      if (row.getRecordNumber() == 1 || row.size() < HEADER.length) continue;
      try {
        lines.add(new Line(place(row.get(1)), place(row.get(2)), CropDecision.of(row.get(4))));
      } catch (IllegalArgumentException e) {
        throw new IOException("line %d: %s".formatted(row.getRecordNumber(), e.getMessage()), e);
      }
    }
    return lines;
  }

  /**
   * A crop of the folder or of the folder of a class in it; nobody else's files are moved, and none
   * to where it wouldn't be found again.
   */
  private static String place(String text) {
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("it names a file that no folder can hold", e);
    }
    boolean inside = !path.isAbsolute() && path.equals(path.normalize()) && !path.startsWith("..");
    String in = FolderCuration.folderOf(text);
    boolean known =
        in.isEmpty() || in.equals(FolderCuration.REJECTED) || FolderCuration.isClassName(in);
    if (!inside || path.getNameCount() > 2 || !known || !ImageFiles.looksLikeImage(path))
      throw new IllegalArgumentException(
          "'%s' is no crop of this folder".formatted(shortened(text)));
    return text;
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  /** Takes lines one by one; each is on the disk before the call ends. */
  static final class Writer implements AutoCloseable {
    private final BufferedWriter text;
    private final CSVPrinter csv;
    private final String when = LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString();

    Writer(Path file) throws IOException {
      boolean fresh = !Files.exists(file) || Files.size(file) == 0;
      boolean cut = !fresh && !endsLine(file);
      text =
          Files.newBufferedWriter(
              file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      csv = new CSVPrinter(text, FORMAT);
      if (fresh) csv.printRecord((Object[]) HEADER);
      if (cut) csv.println();
    }

    private static boolean endsLine(Path file) throws IOException {
      try (var channel = Files.newByteChannel(file)) {
        channel.position(channel.size() - 1);
        java.nio.ByteBuffer last = java.nio.ByteBuffer.allocate(1);
        channel.read(last);
        return last.get(0) == '\n';
      }
    }

    void write(Line line) throws IOException {
      String name = line.from().substring(line.from().lastIndexOf('/') + 1);
      csv.printRecord(name, line.from(), line.to(), when, line.decision().text());
      csv.flush();
    }

    @Override
    public void close() throws IOException {
      csv.close();
    }
  }
}
