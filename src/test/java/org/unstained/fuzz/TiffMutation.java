package org.unstained.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Damage to the directories of a TIFF or BigTIFF: tags, types, counts and values of entries, and
 * the chain of the directories.
 */
final class TiffMutation implements Mutation {
  private static final int[] TAGS = {
    254, 256, 257, 258, 259, 262, 266, 270, 273, 277, 278, 279, 282, 283, 284, 296, 317, 320, 322,
    323, 324, 325, 339, 50838, 50839
  };

  /** An entry that lies at a place of the file; {@code next} is where the directory points to. */
  private record Entry(int at, int next) {}

  @Override
  public byte[] spoil(byte[] sound, Random random) {
    byte[] bytes = sound.clone();
    ByteBuffer tiff = ByteBuffer.wrap(bytes);
    tiff.order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    boolean big = tiff.getShort(2) == 43;
    List<Entry> entries = new ArrayList<>();
    List<Integer> directories = new ArrayList<>();
    collect(tiff, big, entries, directories);
    for (int n = 1 + random.nextInt(2); n > 0; n--) {
      Entry entry = Mutation.oneOf(entries, random);
      long value = value(bytes.length, directories, random);
      int valueAt = entry.at + (big ? 12 : 8);
      switch (random.nextInt(8)) {
        case 0 -> tiff.putShort(entry.at, (short) TAGS[random.nextInt(TAGS.length)]);
        case 1 -> tiff.putShort(entry.at + 2, (short) random.nextInt(20));
        case 2 -> put(tiff, big, entry.at + 4, value);
        case 3 -> put(tiff, big, entry.next, value);
        case 4 -> behind(tiff, big, entry.at, value, random);
        case 5 -> {
          Entry other = Mutation.oneOf(entries, random);
          int size = big ? 20 : 12;
          System.arraycopy(bytes, other.at, bytes, entry.at, size);
        }
        default -> put(tiff, big, valueAt, value);
      }
    }
    return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
  }

  private static void collect(
      ByteBuffer tiff, boolean big, List<Entry> entries, List<Integer> directories) {
    long at = big ? tiff.getLong(8) : tiff.getInt(4);
    while (at != 0) {
      directories.add((int) at);
      int count = big ? (int) tiff.getLong((int) at) : tiff.getShort((int) at);
      int first = (int) at + (big ? 8 : 2);
      int size = big ? 20 : 12;
      int next = first + count * size;
      for (int i = 0; i < count; i++) entries.add(new Entry(first + i * size, next));
      at = big ? tiff.getLong(next) : tiff.getInt(next);
    }
  }

  private static long value(int length, List<Integer> directories, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> Mutation.oneOf(directories, random);
      case 1 -> length - random.nextInt(20);
      case 2 -> random.nextInt(length);
      default -> Edges.whole(random);
    };
  }

  /** Changes one of the values that an entry points to. */
  private static void behind(ByteBuffer tiff, boolean big, int entry, long value, Random random) {
    long at = big ? tiff.getLong(entry + 12) : tiff.getInt(entry + 8);
    int step = big ? 8 : 4;
    at += step * (long) random.nextInt(4);
    if (at >= 0 && at + step <= tiff.limit()) put(tiff, big, (int) at, value);
  }

  private static void put(ByteBuffer tiff, boolean big, int at, long value) {
    if (big) tiff.putLong(at, value);
    else tiff.putInt(at, (int) value);
  }
}
