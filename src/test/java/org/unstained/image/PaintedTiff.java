package org.unstained.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes TIFF files tag by tag, sound ones and forged ones. */
public final class PaintedTiff {

  private final ByteOrder order;
  private final boolean big;
  private final List<Map<Integer, Object>> directories = new ArrayList<>();
  private final List<byte[][]> chunks = new ArrayList<>();
  private int next = -1;

  public PaintedTiff(ByteOrder order, boolean big) {
    this.order = order;
    this.big = big;
  }

  /** A page; its strips or tiles follow from {@code data}. Tags may be overwritten after. */
  public PaintedTiff page(
      int width, int height, int samples, int bits, int format, byte[]... data) {
    Map<Integer, Object> tags = new TreeMap<>();
    tags.put(256, new long[] {width});
    tags.put(257, new long[] {height});
    tags.put(258, repeat(bits, samples));
    tags.put(259, new long[] {1});
    tags.put(262, new long[] {samples >= 3 ? 2 : 1});
    tags.put(277, new long[] {samples});
    tags.put(278, new long[] {height});
    tags.put(339, repeat(format, samples));
    directories.add(tags);
    chunks.add(data);
    return this;
  }

  private static long[] repeat(long value, int n) {
    long[] all = new long[n];
    java.util.Arrays.fill(all, value);
    return all;
  }

  /** Sets a tag of the last page: whole numbers. */
  public PaintedTiff tag(int tag, long... values) {
    directories.get(directories.size() - 1).put(tag, values);
    return this;
  }

  public PaintedTiff text(int tag, String text) {
    directories.get(directories.size() - 1).put(tag, text);
    return this;
  }

  /** The last directory points to directory {@code i} as the next. */
  PaintedTiff loopTo(int i) {
    next = i;
    return this;
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }

  public byte[] bytes() {
    // Data first, then the directories with their values behind them.
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int start = big ? 16 : 8;
    for (int d = 0; d < directories.size(); d++) {
      byte[][] pieces = chunks.get(d);
      long[] offsets = new long[pieces.length];
      long[] counts = new long[pieces.length];
      for (int i = 0; i < pieces.length; i++) {
        offsets[i] = start + data.size();
        counts[i] = pieces[i].length;
        data.writeBytes(pieces[i]);
      }
      boolean tiled = directories.get(d).containsKey(322);
      directories.get(d).putIfAbsent(tiled ? 324 : 273, offsets);
      directories.get(d).putIfAbsent(tiled ? 325 : 279, counts);
    }
    int[] at = new int[directories.size()];
    int end = start + data.size();
    for (int d = 0; d < at.length; d++) {
      at[d] = end;
      end += size(directories.get(d));
    }
    ByteBuffer out = ByteBuffer.allocate(end).order(order);
    out.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'));
    out.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M'));
    out.putShort((short) (big ? 43 : 42));
    if (big) out.putShort((short) 8).putShort((short) 0).putLong(at[0]);
    else out.putInt(at[0]);
    out.put(data.toByteArray());
    for (int d = 0; d < at.length; d++) {
      boolean last = d == at.length - 1;
      put(out, directories.get(d), last ? (next < 0 ? 0 : at[next]) : at[d + 1]);
    }
    return out.array();
  }

  private int size(Map<Integer, Object> tags) {
    int size = big ? 16 : 6;
    for (Object value : tags.values()) {
      int bytes = count(value) * (value instanceof String ? 1 : width());
      size += (big ? 20 : 12) + (bytes > width() ? bytes : 0);
    }
    return size;
  }

  private int width() {
    return big ? 8 : 4;
  }

  private static int count(Object value) {
    return value instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8).length + 1
        : ((long[]) value).length;
  }

  private void put(ByteBuffer out, Map<Integer, Object> tags, long nextAt) {
    int entry = big ? 20 : 12;
    int values = out.position() + (big ? 16 : 6) + entry * tags.size();
    if (big) out.putLong(tags.size());
    else out.putShort((short) tags.size());
    for (Map.Entry<Integer, Object> tag : tags.entrySet()) {
      boolean text = tag.getValue() instanceof String;
      int count = count(tag.getValue());
      int bytes = count * (text ? 1 : width());
      out.putShort((short) (int) tag.getKey());
      out.putShort((short) (text ? 2 : big ? 16 : 4));
      if (big) out.putLong(count);
      else out.putInt(count);
      ByteBuffer to = out;
      if (bytes > width()) {
        if (big) out.putLong(values);
        else out.putInt(values);
        to = out.duplicate().order(order).position(values);
        values += bytes;
      }
      int from = to.position();
      if (text) to.put((((String) tag.getValue()) + "\0").getBytes(StandardCharsets.UTF_8));
      else
        for (long v : (long[]) tag.getValue())
          if (big) to.putLong(v);
          else to.putInt((int) v);
      if (to == out) out.position(from + width());
    }
    if (big) out.putLong(nextAt);
    else out.putInt((int) nextAt);
    out.position(values);
  }
}
