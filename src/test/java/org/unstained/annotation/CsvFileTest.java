package org.unstained.annotation;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CsvFileTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.getRoot().toPath().resolve("a.csv"), content);
  }

  private static List<String> headings(Path file) throws IOException {
    return CsvFile.read(
        file,
        rows -> {
          rows.getRecords();
          return rows.getHeaderNames();
        });
  }

  @Test
  public void whatIsWrongIsSaidWithFileAndLineAndWhatToDo() throws IOException {
    String[][] cases = {
      {"a,b\n1,\"2\"x\n", "quotes in line 2"},
      {"a,b\n1,2\n1,\"2\n", "quotes in line"},
      {"a,b\n1,\u00e4\n", "UTF-8"},
    };
    for (String[] one : cases) {
      Path file = file(one[0].getBytes(StandardCharsets.ISO_8859_1));
      String message = assertThrows(IOException.class, () -> headings(file)).getMessage();
      assertTrue(message, message.startsWith(file.toString()));
      assertTrue(message, message.contains(one[1]) && message.contains("Save it as CSV"));
      assertTrue(message, !message.contains("Exception"));
    }
  }

  @Test
  public void theMarkThatExcelWritesIsNoPartOfTheFirstHeading() throws IOException {
    assertEquals(
        List.of("image", "b"),
        headings(file("\ufeffimage,b\n1,2\n".getBytes(StandardCharsets.UTF_8))));
  }

  @Test
  public void aMissingFileIsNamed() {
    Path file = folder.getRoot().toPath().resolve("none.csv");
    String message = assertThrows(IOException.class, () -> headings(file)).getMessage();
    assertTrue(message, message.contains("none.csv") && message.contains("no such table"));
  }
}
