package org.unstained.workflow.files;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileContentTest {

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private Path file;

  @Before
  public void setUp() throws IOException {
    file = temporary.newFile().toPath();
    Files.writeString(file, "abc");
  }

  @Test
  public void theChecksumIsThatOfTheWholeFile() throws IOException {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        FileContent.of(file).sha256());
  }

  @Test
  public void aCopyWithAnotherDateIsTheSame() throws IOException {
    FileContent content = FileContent.of(file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertTrue(content.isThatOf(file));
  }

  @Test
  public void otherContentOfTheSameLengthIsNot() throws IOException {
    FileContent content = FileContent.of(file);
    Files.writeString(file, "abd");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    assertFalse(content.isThatOf(file));
    Files.delete(file);
    assertFalse(content.isThatOf(file));
  }

  @Test
  public void ofALargeFileTheFirstAndTheLastByteCount() throws IOException {
    long length = FileContent.WHOLE + 12_345;
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(length);
      String before = FileContent.of(file).sha256();
      large.seek(length - 1);
      large.write(7);
      String last = FileContent.of(file).sha256();
      large.seek(0);
      large.write(7);
      assertNotEquals(before, last);
      assertNotEquals(last, FileContent.of(file).sha256());
    }
  }
}
