package org.unstained.fuzz;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Writes zips that no sound program writes: with the same name twice, sums and sizes that lie,
 * links. As in the application note of the format, without its 64-bit parts.
 */
final class RawZip {
  /** The mode of a Unix link in the upper half of the external attributes. */
  private static final int LINK = 0120777 << 16;

  /**
   * @param crc added to the true one; sizes likewise
   * @param link whether it says that it is a symbolic link
   */
  record Entry(String name, byte[] content, boolean deflated, int crc, int size, boolean link) {
    static Entry of(String name, byte[] content) {
      return new Entry(name, content, true, 0, 0, false);
    }

    Entry named(String other) {
      return new Entry(other, content, deflated, crc, size, link);
    }

    Entry with(byte[] other) {
      return new Entry(name, other, deflated, crc, size, link);
    }
  }

  private RawZip() {}

  static List<Entry> read(byte[] zip) {
    List<Entry> entries = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry())
        entries.add(Entry.of(e.getName(), in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  static byte[] write(List<Entry> entries) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      int at = out.size();
      byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
      byte[] packed = entry.deflated ? deflated(entry.content) : entry.content;
      CRC32 crc = new CRC32();
      crc.update(entry.content);
      ByteBuffer same = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
      same.putShort((short) 20).putShort((short) 0x800).putShort((short) (entry.deflated ? 8 : 0));
      same.putInt(0x58210000).putInt((int) crc.getValue() + entry.crc);
      same.putInt(packed.length + (entry.deflated ? 0 : entry.size));
      same.putInt(entry.content.length + entry.size);
      same.putShort((short) name.length).putShort((short) 0);
      out.writeBytes(new byte[] {'P', 'K', 3, 4});
      out.writeBytes(same.array());
      out.writeBytes(name);
      out.writeBytes(packed);
      ByteBuffer rest = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
      rest.putShort((short) 0).putShort((short) 0).putShort((short) 0);
      rest.putInt(entry.link ? LINK : 0).putInt(at);
      directory.writeBytes(new byte[] {'P', 'K', 1, 2, 20, 3});
      directory.writeBytes(same.array());
      directory.writeBytes(rest.array());
      directory.writeBytes(name);
    }
    ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
    end.put(new byte[] {'P', 'K', 5, 6}).putInt(0);
    end.putShort((short) entries.size()).putShort((short) entries.size());
    end.putInt(directory.size()).putInt(out.size()).putShort((short) 0);
    out.writeBytes(directory.toByteArray());
    out.writeBytes(end.array());
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] packed = new byte[content.length + content.length / 1000 + 64];
    int n = deflater.deflate(packed);
    deflater.end();
    return Arrays.copyOf(packed, n);
  }
}
