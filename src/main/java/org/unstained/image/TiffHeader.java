package org.unstained.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the directories of a TIFF or BigTIFF file say, in either byte order, without its pixels.
 *
 * <p>Reading it is safe whatever the file holds: a chain of directories that comes back to itself
 * is an error and so is a value that lies outside the file, and nothing larger than the file is
 * ever taken from memory.
 *
 * <p>TIFF 6.0 (Aldus, 1992); BigTIFF as libtiff 4 defines it.
 *
 * @param length of the file in bytes
 * @param description of the first directory: OME-XML, or ImageJ's lines; empty if there is none
 * @param imagejCounts lengths of the parts of ImageJ's own data, or empty
 * @param imagejData ImageJ's own data (tag 50839), or empty
 */
record TiffHeader(
    Path file,
    long length,
    ByteOrder order,
    List<TiffDirectory> directories,
    String description,
    long[] imagejCounts,
    byte[] imagejData) {

  private static final int MOST_DIRECTORIES = 1_000_000;
  private static final long LONGEST_TEXT = 64 << 20;

  /** How often all bytes may be read as values: tables that pictures share are read for each. */
  private static final int MOST_TIMES = 4;

  private static final int LEAST_VALUES = 1 << 20;

  private static final int[] VENDORS = {33628, 33629, 33630, 33631, 34361, 34412};

  /** Bytes of each field type; 0 where there is no such type. */
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

  String name() {
    return file.getFileName().toString();
  }

  /** The same without the texts, which may be large and are the same in all files of a data set. */
  TiffHeader withoutTexts() {
    return new TiffHeader(file, length, order, directories, "", new long[0], new byte[0]);
  }

  /** Whether a file that begins like this is a TIFF. */
  static boolean isTiff(byte[] start) {
    if (start.length < 4) return false;
    boolean little = start[0] == 'I' && start[1] == 'I' && start[3] == 0;
    boolean big = start[0] == 'M' && start[1] == 'M' && start[2] == 0;
    int magic = little ? start[2] : start[3];
    return (little || big) && (magic == 42 || magic == 43);
  }

  /**
   * @throws IOException if the file can't be read, isn't a TIFF, or its directories make no sense;
   *     whether the pixels do says {@link TiffDirectory#check}
   */
  static TiffHeader read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return new Reader(channel, file).read();
    }
  }

  /** Where a value lies that a directory names. */
  private record Field(int type, long count, long at) {}

  private static final class Reader {
    private final FileChannel channel;
    private final Path file;
    private final String name;
    private final long length;
    private ByteOrder order;
    private boolean big;
    private long left;

    Reader(FileChannel channel, Path file) throws IOException {
      this.channel = channel;
      this.file = file;
      this.name = file.getFileName().toString();
      this.length = channel.size();
      this.left = MOST_TIMES * length + LEAST_VALUES;
    }

    TiffHeader read() throws IOException {
      ByteBuffer start = bytes(0, Math.min(16, length));
      if (!isTiff(start.array())) throw new IOException(name + " isn't a TIFF file.");
      order = start.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
      start.order(order);
      big = start.getShort(2) == 43;
      if (start.limit() < (big ? 16 : 8)) throw TiffDirectory.cutOff(name, length, big ? 16 : 8);
      if (big && (start.getShort(4) != 8 || start.getShort(6) != 0))
        throw TiffDirectory.damaged(name, "its BigTIFF header makes no sense");
      long at = big ? start.getLong(8) : start.getInt(4) & 0xffffffffL;

      List<TiffDirectory> directories = new ArrayList<>();
      Set<Long> seen = new HashSet<>();
      Map<Integer, Field> first = null;
      while (at != 0) {
        if (!seen.add(at))
          throw TiffDirectory.damaged(name, "its list of pictures runs in a circle");
        if (directories.size() >= MOST_DIRECTORIES)
          throw TiffDirectory.damaged(name, "it lists more than a million pictures");
        int countBytes = big ? 8 : 2;
        ByteBuffer count = bytes(at, countBytes);
        long entries = big ? count.getLong(0) : count.getShort(0) & 0xffff;
        int entryBytes = big ? 20 : 12;
        if (entries < 1 || entries > 0xffff)
          throw TiffDirectory.damaged(name, "a directory has " + entries + " entries");
        ByteBuffer table = bytes(at + countBytes, entries * entryBytes + (big ? 8 : 4));
        Map<Integer, Field> fields = new HashMap<>();
        for (int i = 0; i < entries; i++) addField(fields, table, i * entryBytes, at + countBytes);
        directories.add(directory(fields));
        if (first == null) first = fields;
        int next = (int) entries * entryBytes;
        at = big ? table.getLong(next) : table.getInt(next) & 0xffffffffL;
      }
      if (directories.isEmpty()) throw TiffDirectory.damaged(name, "it holds no picture");
      return new TiffHeader(
          file,
          length,
          order,
          List.copyOf(directories),
          new String(raw(first.get(270)), StandardCharsets.UTF_8).replaceAll("\0+$", ""),
          numbers(first.get(50838), 0),
          raw(first.get(50839)));
    }

    private void addField(Map<Integer, Field> fields, ByteBuffer table, int i, long tableAt)
        throws IOException {
      int tag = table.getShort(i) & 0xffff;
      int type = table.getShort(i + 2) & 0xffff;
      long count = big ? table.getLong(i + 4) : table.getInt(i + 4) & 0xffffffffL;
      if (type >= TYPE_BYTES.length || TYPE_BYTES[type] == 0) return; // readers must skip these
      int inline = big ? 8 : 4;
      int valueAt = i + (big ? 12 : 8);
      if (count < 0 || count > length)
        throw TiffDirectory.damaged(name, "tag %d has %,d values".formatted(tag, count));
      long at =
          count * TYPE_BYTES[type] <= inline
              ? tableAt + valueAt
              : big ? table.getLong(valueAt) : table.getInt(valueAt) & 0xffffffffL;
      fields.putIfAbsent(tag, new Field(type, count, at)); // Micro-Manager: OME-XML before ImageJ
    }

    private TiffDirectory directory(Map<Integer, Field> fields) throws IOException {
      long width = number(fields.get(256), 0);
      long height = number(fields.get(257), 0);
      long samples = number(fields.get(277), 1);
      long[] bits = numbers(fields.get(258), 1);
      for (long b : bits)
        if (b != bits[0]) bits[0] = 63; // samples of different depths: a kind that nobody reads
      boolean tiled = fields.containsKey(322) || fields.containsKey(324);
      long chunkHeight = number(fields.get(tiled ? 323 : 278), tiled ? 0 : height);
      long[] offsets = numbers(fields.get(tiled ? 324 : 273), 0);
      if (offsets.length == 0) offsets = numbers(fields.get(273), 0);
      long[] counts = numbers(fields.get(tiled ? 325 : 279), 0);
      if (counts.length == 0) counts = numbers(fields.get(279), 0);
      int vendor = 0;
      for (int tag : VENDORS) if (fields.containsKey(tag)) vendor = tag;
      if (number(fields.get(266), 1) == 2 && number(fields.get(259), 1) != 1) vendor = 266;
      TiffDirectory directory =
          new TiffDirectory(
              width,
              height,
              samples,
              bits.length == 0 ? 1 : bits[0],
              number(fields.get(339), 1),
              number(fields.get(259), 1),
              number(fields.get(262), 1),
              number(fields.get(284), 1) == 2 && samples > 1,
              number(fields.get(317), 1),
              tiled,
              tiled ? number(fields.get(322), 0) : width,
              tiled ? chunkHeight : Math.min(chunkHeight <= 0 ? height : chunkHeight, height),
              offsets,
              counts,
              (number(fields.get(254), 0) & 1) != 0,
              fields.containsKey(320) ? numbers(fields.get(320), 0) : null,
              rational(fields.get(282)),
              rational(fields.get(283)),
              number(fields.get(296), 2),
              vendor);
      // One strip is all there is, whatever its count says: some writers leave it out or get it
      // wrong in stacks.
      boolean sized =
          width > 0
              && height > 0
              && Math.max(width, height) <= Integer.MAX_VALUE
              && samples <= 4096;
      return sized && !tiled && offsets.length == 1 && !directory.compressed()
          ? directory.at(offsets[0])
          : directory;
    }

    private long number(Field field, long otherwise) throws IOException {
      long[] all = numbers(field, 0);
      return all.length == 0 ? otherwise : all[0];
    }

    private long[] numbers(Field field, int otherwise) throws IOException {
      if (field == null) return otherwise == 0 ? new long[0] : new long[] {otherwise};
      int size = TYPE_BYTES[field.type];
      left -= field.count * size;
      if (left < 0)
        throw TiffDirectory.damaged(name, "its pictures claim the same bytes again and again");
      ByteBuffer buffer = bytes(field.at, field.count * size);
      long[] values = new long[(int) field.count];
      for (int i = 0; i < values.length; i++)
        values[i] =
            switch (size) {
              case 1 -> buffer.get(i) & 0xff;
              case 2 -> buffer.getShort(2 * i) & 0xffff;
              case 4 -> buffer.getInt(4 * i) & 0xffffffffL;
              default -> buffer.getLong(8 * i);
            };
      return values;
    }

    private double rational(Field field) throws IOException {
      if (field == null || field.type != 5 || field.count < 1) return 0;
      ByteBuffer buffer = bytes(field.at, 8);
      double value = (double) (buffer.getInt(0) & 0xffffffffL) / (buffer.getInt(4) & 0xffffffffL);
      return Double.isFinite(value) ? value : 0;
    }

    private byte[] raw(Field field) throws IOException {
      if (field == null) return new byte[0];
      long size = field.count * TYPE_BYTES[field.type];
      if (size > LONGEST_TEXT) throw new UnsupportedImageException("TIFF with a huge description");
      return bytes(field.at, size).array();
    }

    /** Bytes of the file; the first ones are read before the byte order is known. */
    private ByteBuffer bytes(long at, long count) throws IOException {
      if (at < 0 || count < 0 || at + count < 0)
        throw TiffDirectory.damaged(name, "an offset points outside the file");
      if (at + count > length) throw TiffDirectory.cutOff(name, length, at + count);
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(count));
      if (order != null) buffer.order(order);
      while (buffer.hasRemaining())
        if (channel.read(buffer, at + buffer.position()) < 0)
          throw TiffDirectory.cutOff(name, length, at + count);
      return buffer.flip();
    }
  }
}
