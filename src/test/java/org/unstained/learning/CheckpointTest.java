package org.unstained.learning;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.unstained.fuzz.Allocated;

public class CheckpointTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Test
  public void whatWasWrittenIsReadAgain() throws IOException {
    Path file = temporary.newFile().toPath();
    FuzzedTrainings.checkpoint(file);
    Checkpoint read = Checkpoint.read(file, "of this run");
    assertEquals(2, read.epochs().size());
    assertEquals(12, read.steps());
    assertEquals(300, read.weights().length);
    assertArrayEquals(new float[] {1, 2, 3}, read.state().get(0), 0);
    IOException other =
        assertThrows(IOException.class, () -> Checkpoint.read(file, "of another run"));
    assertTrue(other.getMessage(), other.getMessage().contains("other settings"));
  }

  /** Each four bytes of the file in turn claim two thousand million, or less than nothing. */
  @Test
  public void memoryIsNotTakenForWhatItOnlyClaims() throws IOException {
    Path file = temporary.newFile().toPath();
    byte[] sound = FuzzedTrainings.checkpoint(file);
    int refused = 0;
    for (int at = 0; at < sound.length - 4; at++)
      for (int claim : new int[] {Integer.MAX_VALUE - 8, -7}) {
        byte[] spoilt = Arrays.copyOf(sound, sound.length);
        ByteBuffer.wrap(spoilt).putInt(at, claim);
        Files.write(file, spoilt);
        boolean[] failed = new boolean[1];
        long bytes =
            Allocated.bytes(
                () -> {
                  try {
                    FuzzedTrainings.read(file);
                  } catch (IOException e) {
                    assertTrue(e.getMessage(), e.getMessage().startsWith(file + ": can't go on"));
                    failed[0] = true;
                  }
                });
        assertTrue(at + ": " + bytes + " bytes", bytes < 1 << 20);
        if (failed[0]) refused++;
      }
    assertTrue(refused + " were refused", refused > 40);
  }
}
