package org.unstained.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Whether a DICOM file holds what its elements claim. ImageJ reads them into memory as long as they
 * say they are, and takes memory for as many pixels as they say there are.
 *
 * <p>Data elements as in DICOM PS3.5, section 7; sequences are gone through element by element.
 */
final class DicomCheck {
  private static final int START = 132;
  private static final long PIXELS = 0x7fe00010L;
  private static final long ROWS = 0x00280010L;
  private static final long COLUMNS = 0x00280011L;
  private static final long BITS = 0x00280100L;
  private static final int LONGEST_HEADER = 12;

  /** Pixels that are compressed take less than they claim; ImageJ then says so itself. */
  private static final long MOST_TIMES = 100;

  private DicomCheck() {}

  /**
   * @throws IOException if an element ends behind the file, or it gives more pixels than it can
   *     hold
   */
  static void check(Path file) throws IOException {
    String name = file.getFileName().toString();
    try (FileChannel channel = FileChannel.open(file)) {
      long length = channel.size();
      long rows = 1;
      long columns = 1;
      long bits = 8;
      for (long at = START; at + 8 <= length; ) {
        ByteBuffer header = read(channel, at, LONGEST_HEADER);
        long tag = (header.getShort(0) & 0xffffL) << 16 | header.getShort(2) & 0xffff;
        int start = headerBytes(header);
        long value = start == 8 && !isShort(header) ? header.getInt(4) : valueBytes(header);
        if (tag == PIXELS) break;
        long size = isSequence(header, tag) ? 0 : value & 0xffffffffL;
        if (at + start + size > length) throw TiffDirectory.cutOff(name, length, at + start + size);
        if (tag == ROWS || tag == COLUMNS || tag == BITS) {
          if (size != 2)
            throw TiffDirectory.damaged(
                name, "a number of two bytes in its header has %,d".formatted(size));
          long number = read(channel, at + start, 2).getShort(0) & 0xffff;
          if (tag == ROWS) rows = number;
          if (tag == COLUMNS) columns = number;
          if (tag == BITS) bits = number;
        }
        at += start + size;
      }
      if (rows * columns * bits / 8 > MOST_TIMES * length)
        throw TiffDirectory.damaged(
            name, "it gives %,d x %,d pixels and has %,d bytes".formatted(columns, rows, length));
    }
  }

  private static boolean hasKind(ByteBuffer header) {
    return Character.isUpperCase(header.get(4)) && Character.isUpperCase(header.get(5));
  }

  /** Whether the length has two bytes: with a kind of value that is always short. */
  private static boolean isShort(ByteBuffer header) {
    String kind = "" + (char) header.get(4) + (char) header.get(5);
    return hasKind(header) && !"OB OD OF OL OV OW SQ SV UC UN UR UT UV".contains(kind);
  }

  private static int headerBytes(ByteBuffer header) {
    return hasKind(header) && !isShort(header) ? 12 : 8;
  }

  private static long valueBytes(ByteBuffer header) {
    return isShort(header) ? header.getShort(6) & 0xffff : header.getInt(8);
  }

  /** What holds elements, or is as long as it is. */
  private static boolean isSequence(ByteBuffer header, long tag) {
    boolean sequence = header.get(4) == 'S' && header.get(5) == 'Q';
    int value = headerBytes(header) == 12 ? header.getInt(8) : header.getInt(4);
    return sequence || tag >> 16 == 0xfffe || value == -1 && !isShort(header);
  }

  private static ByteBuffer read(FileChannel channel, long at, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) > 0) {}
    return buffer;
  }
}
