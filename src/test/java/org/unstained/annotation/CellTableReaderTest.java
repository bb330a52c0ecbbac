package org.unstained.annotation;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CellTableReaderTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void columnsThatAreThereAreNamedAsTheyAre() throws IOException {
    Path file = temporary.newFile("cells.csv").toPath();
    Files.writeString(file, "null,x_px, y_px\n1,2,3\n");
    String message =
        assertThrows(
                IOException.class,
                () ->
                    CellTableReader.read(file, CellTableReader.IMAGE_AND_BOX, columns -> row -> {}))
            .getMessage();
    assertTrue(message, message.contains("it has no column 'image'"));
    assertTrue(message, message.contains("there are: 'null', 'x_px', "));
  }
}
