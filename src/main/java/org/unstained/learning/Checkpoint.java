package org.unstained.learning;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.unstained.learning.TrainingResult.Epoch;

/**
 * A run after a whole epoch, enough to go on with it.
 *
 * @param settings of the run, as text; another run doesn't go on with it
 * @param epochs done so far
 * @param steps done so far
 * @param weights TorchScript
 * @param state of the optimiser
 */
record Checkpoint(
    String settings, List<Epoch> epochs, long steps, byte[] weights, List<float[]> state) {
  private static final int MAGIC = 0x554e5431;

  /** Replaces the file at once, so that one that was cut off is never seen. */
  void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      out.writeInt(MAGIC);
      out.writeUTF(settings);
      out.writeInt(epochs.size());
      for (Epoch epoch : epochs) {
        out.writeInt(epoch.number());
        out.writeInt(epoch.of());
        out.writeDouble(epoch.loss());
        out.writeDouble(epoch.score());
        out.writeBoolean(epoch.best());
      }
      out.writeLong(steps);
      out.writeInt(weights.length);
      out.write(weights);
      out.writeInt(state.size());
      for (float[] values : state) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asFloatBuffer().put(values);
        out.writeInt(values.length);
        out.write(bytes.array());
      }
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * @throws IOException if it can't be read, is none, or belongs to a run with other settings
   */
  static Checkpoint read(Path file, String settings) throws IOException {
    long size = Files.size(file);
    try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) throw new IOException("it is none");
      if (!in.readUTF().equals(settings))
        throw new IOException("it belongs to a run with other settings or examples");
      List<Epoch> epochs = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--)
        epochs.add(
            new Epoch(
                in.readInt(), in.readInt(), in.readDouble(), in.readDouble(), in.readBoolean()));
      long steps = in.readLong();
      byte[] weights = block(in, length(in, 1, size));
      List<float[]> state = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        float[] values = new float[length(in, Float.BYTES, size)];
        ByteBuffer.wrap(block(in, 4 * values.length)).asFloatBuffer().get(values);
        state.add(values);
      }
      return new Checkpoint(settings, epochs, steps, weights, state);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "it is cut off" : e.getMessage();
      throw new IOException(
          "%s: can't go on from this checkpoint: %s; delete it or choose another folder"
              .formatted(file, reason),
          e);
    }
  }

  /** How many values follow; no more than the file can hold, whatever it claims. */
  private static int length(DataInputStream in, int bytes, long size) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > size / bytes) throw new IOException("it is cut off or damaged");
    return length;
  }

  private static byte[] block(DataInputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) throw new IOException("it is cut off");
    return bytes;
  }
}
