package org.unstained.models;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a pickle of a TorchScript archive, so far as to know which of the archive's files hold
 * numbers of 32 bits: tensors name their storage as ('storage', torch.FloatStorage, file, device,
 * count). Nothing of it is executed.
 *
 * <p>The instructions are those of Python's pickle protocol 2 that PyTorch's {@code Pickler} writes
 * (torch/csrc/jit/serialization/pickler.h).
 */
final class PickledStorages {
  private static final String FLOATS = "torch\nFloatStorage\n";
  private static final String HALVES = "torch\nHalfStorage\n";
  private static final int PARTS = 5;

  /** Instructions without an argument whose result isn't asked for. */
  private static final String PLAIN = "().tRb}]sueaN0\u0081\u0085\u0086\u0087\u0088\u0089";

  /**
   * @param pickle the same with half storages
   * @param files names of the files, whose numbers now have to have 16 bits
   */
  record Halved(byte[] pickle, Set<String> files) {}

  private final ByteBuffer in;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<Integer, Object> memo = new HashMap<>();
  private final Deque<Object> values = new ArrayDeque<>();
  private final Set<String> files = new TreeSet<>();

  /** What the last instruction left, or an object that stands for anything. */
  private Object last = "";

  private PickledStorages(byte[] pickle) {
    in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The pickle with all storages of 32 bits named as such of 16 bits.
   *
   * @throws IOException if it is damaged or has instructions that PyTorch doesn't write
   */
  static Halved halved(byte[] pickle) throws IOException {
    PickledStorages reader = new PickledStorages(pickle);
    try {
      while (reader.in.hasRemaining()) reader.instruction();
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("its pickle ends too early", e);
    }
    return new Halved(reader.out.toByteArray(), reader.files);
  }

  private void instruction() throws IOException {
    int from = in.position();
    int code = in.get() & 0xff;
    switch (code) {
      case 'c' -> {
        String name = line() + line();
        value(name);
        if (name.equals(FLOATS)) {
          out.writeBytes(("c" + HALVES).getBytes(StandardCharsets.US_ASCII));
          return;
        }
      }
      case 'X' -> value(text(in.getInt()));
      case 'q' -> memo.put(in.get() & 0xff, last);
      case 'r' -> memo.put(in.getInt(), last);
      case 'h' -> value(memo.getOrDefault(in.get() & 0xff, ""));
      case 'j' -> value(memo.getOrDefault(in.getInt(), ""));
      case 'K' -> value(in.get() & 0xff);
      case 'M' -> value(in.getShort());
      case 'J' -> value(in.getInt());
      case 'G' -> value(in.getDouble());
      case 0x8a -> value(text(in.get() & 0xff));
      case 0x80 -> in.get(); // the protocol
      case 'Q' -> storage();
      default -> {
        if (PLAIN.indexOf(code) < 0)
          throw new IOException(
              "its pickle has an instruction that isn't known, 0x%02x".formatted(code));
        last = "";
      }
    }
    out.write(in.array(), from, in.position() - from);
  }

  private void value(Object value) {
    last = value;
    values.addLast(value);
    if (values.size() > PARTS) values.removeFirst();
  }

  private void storage() throws IOException {
    List<Object> parts = new ArrayList<>(values);
    if (parts.size() < PARTS
        || !parts.get(0).equals("storage")
        || !(parts.get(2) instanceof String file))
      throw new IOException("its pickle names a storage in a way that isn't known");
    if (parts.get(1).equals(FLOATS)) files.add(file);
    last = "";
  }

  private String line() {
    StringBuilder line = new StringBuilder();
    char c;
    do line.append(c = (char) (in.get() & 0xff));
    while (c != '\n');
    return line.toString();
  }

  private String text(int length) {
    if (length < 0 || length > in.remaining()) throw new BufferUnderflowException();
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
