package org.unstained.docs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.Test;

/** The page that lists commands and keys says what the program says. */
public class ReferenceTest {

  @Test
  public void thePageIsUpToDate() throws IOException {
    assertEquals(
        "Commands have changed. Write the page anew: " + Reference.COMMAND,
        Reference.text(),
        Files.readString(Reference.FILE).replace("\r\n", "\n"));
  }

  @Test
  public void keysDefaultsAndOptionsOfTheCommandLineAreInIt() throws IOException {
    String page = Reference.text();
    assertTrue(page.contains("| `method` | `otsu`, `triangle`, `li`, `local`, `manual` | `local`"));
    assertTrue(page.contains("## Train Detector\n"));
    assertTrue(page.contains("--detect"));
  }
}
