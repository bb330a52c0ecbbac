package org.unstained.overlay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a zip of any number of entries. What Java's own keeps of each entry in memory until the
 * end, the zip's directory, waits in a file beside it; and entries are compressed by {@link #pack},
 * many at the same time. The zip is whole once {@link #finish} has been called.
 *
 * <p>Zip with the extension for more than 65,535 entries and 4 GB (Zip64), as PKWARE's APPNOTE
 * 6.3.10 has it; names are UTF-8, and there are no dates.
 */
final class LargeZip implements AutoCloseable {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;

  private static final short VERSION = 20;
  private static final short VERSION_64 = 45;
  private static final short UTF_8 = 1 << 11;
  private static final short DEFLATED = 8;

  /** The first of January 1980, the first that a zip can hold. */
  private static final short NO_DATE = 1 << 5 | 1;

  private static final int MOST_ENTRIES = 0xffff;
  private static final long FARTHEST = 0xffffffffL;

  private final long far;
  private final Path waiting;
  private final OutputStream directory;
  private final OutputStream out;
  private long at;
  private long entries;
  private long directoryBytes;

  /** An entry that is compressed already. */
  record Packed(byte[] name, int crc, int length, byte[] data) {}

  /**
   * @param zip replaced if it is there
   */
  LargeZip(Path zip) throws IOException {
    this(zip, FARTHEST);
  }

  /**
   * @param far from which byte on 32 bits are taken not to suffice
   */
  LargeZip(Path zip, long far) throws IOException {
    this.far = far;
    waiting = zip.resolveSibling(zip.getFileName() + ".directory");
    out = new BufferedOutputStream(Files.newOutputStream(zip), 1 << 16);
    try {
      directory = new BufferedOutputStream(Files.newOutputStream(waiting), 1 << 16);
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  /** Compresses an entry; on any thread. */
  static Packed pack(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(content);
      deflater.finish();
      byte[] packed = new byte[content.length / 2 + 64];
      int size = 0;
      while (!deflater.finished()) {
        if (size == packed.length) packed = Arrays.copyOf(packed, 2 * size);
        size += deflater.deflate(packed, size, packed.length - size);
      }
      return new Packed(
          name.getBytes(StandardCharsets.UTF_8),
          (int) crc.getValue(),
          content.length,
          Arrays.copyOf(packed, size));
    } finally {
      deflater.end();
    }
  }

  void add(Packed entry) throws IOException {
    ByteBuffer local = buffer(30);
    local.putInt(LOCAL).putShort(VERSION);
    common(local, entry);
    local.putShort((short) 0);
    boolean beyond = at >= far;
    ByteBuffer central = buffer(46);
    central.putInt(CENTRAL).putShort(VERSION).putShort(beyond ? VERSION_64 : VERSION);
    common(central, entry);
    central.putShort((short) (beyond ? 12 : 0)).putShort((short) 0).putShort((short) 0);
    central.putShort((short) 0).putInt(0).putInt((int) (beyond ? FARTHEST : at));
    directory.write(central.array());
    directory.write(entry.name());
    if (beyond)
      directory.write(buffer(12).putShort((short) 1).putShort((short) 8).putLong(at).array());
    directoryBytes += central.capacity() + entry.name().length + (beyond ? 12 : 0);
    out.write(local.array());
    out.write(entry.name());
    out.write(entry.data());
    at += local.capacity() + entry.name().length + entry.data().length;
    entries++;
  }

  private static void common(ByteBuffer header, Packed entry) {
    header.putShort(UTF_8).putShort(DEFLATED).putShort((short) 0).putShort(NO_DATE);
    header.putInt(entry.crc()).putInt(entry.data().length).putInt(entry.length());
    header.putShort((short) entry.name().length);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Writes the directory; afterwards the zip is whole. */
  void finish() throws IOException {
    directory.close();
    Files.copy(waiting, out);
    boolean large = entries >= MOST_ENTRIES || at >= far || directoryBytes >= far;
    if (large) {
      ByteBuffer end = buffer(76);
      end.putInt(END_64).putLong(44).putShort(VERSION_64).putShort(VERSION_64).putInt(0).putInt(0);
      end.putLong(entries).putLong(entries).putLong(directoryBytes).putLong(at);
      end.putInt(LOCATOR_64).putInt(0).putLong(at + directoryBytes).putInt(1);
      out.write(end.array());
    }
    short count = (short) Math.min(MOST_ENTRIES, entries);
    ByteBuffer end = buffer(22).putInt(END).putShort((short) 0).putShort((short) 0);
    end.putShort(count).putShort(count);
    end.putInt((int) Math.min(FARTHEST, directoryBytes)).putInt((int) Math.min(FARTHEST, at));
    out.write(end.putShort((short) 0).array());
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out;
        directory) {
      Files.deleteIfExists(waiting);
    }
  }
}
