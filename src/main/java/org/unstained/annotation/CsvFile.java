package org.unstained.annotation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;

/**
 * Tables in CSV files (UTF-8, comma, a line of headings) from whoever wrote them. Whatever is wrong
 * with the file as a table is said in one way and with its name. The mark that Excel puts before
 * UTF-8 is passed over.
 */
public final class CsvFile {
  /** With a line of headings, as most tables have. */
  public static final CSVFormat WITH_HEADINGS =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private static final Pattern LINE = Pattern.compile("line:? ?(\\d+)");

  private CsvFile() {}

  /** Takes the rows of a table. */
  public interface Rows<T> {
    T read(CSVParser rows) throws IOException;
  }

  /** As {@link #read(Path, CSVFormat, Rows)} with a line of headings. */
  public static <T> T read(Path file, Rows<T> rows) throws IOException {
    return read(file, WITH_HEADINGS, rows);
  }

  /**
   * @throws IOException if the file is missing or no table: names the file and the line and says
   *     what to do; or whatever {@code rows} throws
   */
  public static <T> T read(Path file, CSVFormat format, Rows<T> rows) throws IOException {
    if (!Files.isRegularFile(file))
      throw new NoSuchFileException(
          file.toString(), null, "there is no such table. Check its name");
    try (BufferedReader text = Files.newBufferedReader(file)) {
      text.mark(1);
      if (text.read() != '\uFEFF') text.reset();
      try (CSVParser parser = parser(file, format, text)) {
        return rows.read(parser);
      }
    } catch (CharacterCodingException | CSVException e) {
      throw broken(file, e);
    } catch (UncheckedIOException e) {
      throw broken(file, e.getCause());
    }
  }

  private static CSVParser parser(Path file, CSVFormat format, BufferedReader text)
      throws IOException {
    try {
      return format.parse(text);
    } catch (IllegalArgumentException e) { // a heading stands there twice, or is empty
      throw broken(file, "its line of headings can't be used: " + e.getMessage(), e);
    }
  }

  private static IOException broken(Path file, IOException cause) {
    if (cause instanceof CharacterCodingException)
      return broken(file, "it isn't UTF-8 text", cause);
    Matcher line = LINE.matcher(String.valueOf(cause.getMessage()));
    String where = line.find() ? "in line " + line.group(1) : "somewhere";
    return broken(file, "the quotes %s don't match".formatted(where), cause);
  }

  private static IOException broken(Path file, String why, Exception cause) {
    String shortened = why.length() > 300 ? why.substring(0, 300) + "…" : why;
    return new IOException(
        "%s can't be read as a table: %s. Save it as CSV (UTF-8) with a line of headings."
            .formatted(file, shortened.replaceAll("\\.$", "")),
        cause);
  }
}
