package org.unstained.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.unstained.learning.TrainingResult.Epoch;

/** Checkpoints that were spoilt. */
public final class FuzzedTrainings {
  private static final String SETTINGS = "of this run";

  private FuzzedTrainings() {}

  public static byte[] checkpoint(Path file) throws IOException {
    List<Epoch> epochs =
        List.of(new Epoch(1, 3, 0.5, 0.25, false), new Epoch(2, 3, 0.4, 0.5, true));
    List<float[]> state = List.of(new float[] {1, 2, 3}, new float[40], new float[] {-1});
    new Checkpoint(SETTINGS, epochs, 12, new byte[300], state).write(file);
    return Files.readAllBytes(file);
  }

  public static void read(Path file) throws IOException {
    Checkpoint.read(file, SETTINGS);
  }
}
