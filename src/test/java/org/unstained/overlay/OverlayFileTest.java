package org.unstained.overlay;

import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.fuzz.Allocated;

public class OverlayFileTest {
  private static final int LARGE = 256 << 20;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  /** What says of which image it is was unpacked, whatever its size. */
  @Test
  public void aCopyThatUnpacksToAllTheMemoryIsRefusedBefore() throws IOException {
    Path file = temporary.newFile("copy.zip").toPath();
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("image.properties"));
      byte[] piece = new byte[1 << 20];
      for (int i = 0; i < LARGE / piece.length; i++) zip.write(piece);
      zip.closeEntry();
    }
    assertTrue(Files.size(file) + " bytes", Files.size(file) < 1 << 20);
    long taken =
        Allocated.bytes(
            () -> {
              IOException e = assertThrows(IOException.class, () -> OverlayFile.read(file));
              assertTrue(e.getMessage(), e.getMessage().contains("copy.zip"));
            });
    assertTrue(taken + " bytes", taken < LARGE / 2);
  }
}
