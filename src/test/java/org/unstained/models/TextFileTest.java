package org.unstained.models;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TextFileTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path file(byte... bytes) throws IOException {
    return Files.write(temporary.newFile().toPath(), bytes);
  }

  @Test
  public void linesAreWithoutSpaceAndWithoutTheMarkOfWindows() throws IOException {
    Path file = temporary.newFile().toPath();
    Files.writeString(file, "\uFEFFa b.png\r\n\n  zwölf \nlast");
    assertEquals(List.of("a b.png", "zwölf", "last"), TextFile.lines(file));
    assertEquals("", TextFile.read(file()));
  }

  @Test
  public void whatIsNoTextIsSaidWithTheName() throws IOException {
    Path other = file((byte) 'a', (byte) 0xFC, (byte) 'b');
    String message = assertThrows(TextFile.NoText.class, () -> TextFile.read(other)).getMessage();
    assertEquals(other + " can't be read: it isn't UTF-8 text. Save it as UTF-8.", message);
    Path long11 = file(new byte[11]);
    message = assertThrows(TextFile.NoText.class, () -> TextFile.read(long11, 10)).getMessage();
    assertTrue(message, message.contains("longer than 10 bytes"));
    assertEquals(10, TextFile.read(file(new byte[10]), 10).length());
    Path missing = other.resolveSibling("missing");
    assertThrows(NoSuchFileException.class, () -> TextFile.read(missing));
    assertThrows(NoSuchFileException.class, () -> TextFile.read(other.getParent()));
  }

  @Test
  public void nestingIsCountedOutsideOfQuotes() {
    String deepest = "[".repeat(Nesting.DEEPEST);
    assertFalse(Nesting.isTooDeep(deepest));
    assertTrue(Nesting.isTooDeep(deepest + "{"));
    assertFalse(Nesting.isTooDeep("[\"" + deepest + deepest + "\\\"" + deepest + "\"]"));
    assertFalse(Nesting.isTooDeep("[],".repeat(1000)));
  }

  @Test
  public void deepYamlIsRefusedBeforeTheCallStackEnds() {
    String message =
        assertThrows(
                ModelPackageException.class,
                () -> Yaml.parse("rdf.yaml", "a: " + "[".repeat(5000) + "]".repeat(5000)))
            .getMessage();
    assertTrue(message, message.contains("is nested too deep"));
  }
}
