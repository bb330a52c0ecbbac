package org.unstained.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** One directory of a BigTIFF file that is to be written, little-endian. */
final class TiffWriting {
  private static final int ASCII = 2;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int LONG8 = 16;
  private static final int IFD8 = 18;

  private static final int INLINE = 8;
  private static final int ENTRY = 20;

  private record Value(int type, long count, byte[] bytes) {}

  private final Map<Integer, Value> values = new TreeMap<>();

  void shorts(int tag, int value) {
    put(tag, SHORT, 1, buffer(2).putShort((short) value));
  }

  void longs(int tag, int value) {
    put(tag, LONG, 1, buffer(4).putInt(value));
  }

  void offsets(int tag, long... all) {
    put(tag, LONG8, all);
  }

  void directories(int tag, long... all) {
    put(tag, IFD8, all);
  }

  /** To nine digits, as a quotient of whole numbers. */
  void rational(int tag, double value) {
    long below = (long) Math.max(1, Math.min(1e9, Math.floor(4e9 / Math.max(1, value))));
    put(tag, RATIONAL, 1, buffer(8).putInt((int) Math.round(value * below)).putInt((int) below));
  }

  void text(int tag, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(tag, ASCII, bytes.length + 1, buffer(bytes.length + 1).put(bytes).put((byte) 0));
  }

  private void put(int tag, int type, long[] all) {
    ByteBuffer buffer = buffer(8 * all.length);
    for (long each : all) buffer.putLong(each);
    put(tag, type, all.length, buffer);
  }

  private void put(int tag, int type, long count, ByteBuffer buffer) {
    values.put(tag, new Value(type, count, buffer.array()));
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Bytes of the values that stand before the directory itself. */
  int valueBytes() {
    int bytes = 0;
    for (Value value : values.values())
      if (value.bytes.length > INLINE) bytes += value.bytes.length + (value.bytes.length & 1);
    return bytes;
  }

  /**
   * The values, then the directory.
   *
   * @param at where these bytes will stand in the file
   * @param next where the next directory stands, or 0
   */
  ByteBuffer bytes(long at, long next) {
    ByteBuffer out = buffer(valueBytes() + 8 + ENTRY * values.size() + 8);
    Map<Integer, Long> places = new TreeMap<>();
    values.forEach(
        (tag, value) -> {
          if (value.bytes.length <= INLINE) return;
          places.put(tag, at + out.position());
          out.put(value.bytes);
          if ((value.bytes.length & 1) == 1) out.put((byte) 0);
        });
    out.putLong(values.size());
    values.forEach(
        (tag, value) -> {
          out.putShort(tag.shortValue()).putShort((short) value.type).putLong(value.count);
          if (places.containsKey(tag)) out.putLong(places.get(tag));
          else out.put(java.util.Arrays.copyOf(value.bytes, INLINE));
        });
    return out.putLong(next).flip();
  }
}
