package org.unstained.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Damage to bytes that knows nothing of what they mean: a file on a bad disk or a bad network. */
final class ByteMutation implements Mutation {
  @Override
  public byte[] spoil(byte[] sound, Random random) {
    byte[] spoilt = sound;
    for (int n = 1 + random.nextInt(3); n > 0; n--) spoilt = once(spoilt.clone(), random);
    return spoilt;
  }

  private static byte[] once(byte[] bytes, Random random) {
    if (bytes.length == 0) return new byte[] {(byte) random.nextInt()};
    int at = place(bytes.length, random);
    int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
    switch (random.nextInt(8)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> number(bytes, at, random);
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        return joined(bytes, at, new byte[0], at + length);
      }
      case 5 -> {
        return joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
      }
      case 6 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xff));
      default -> {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return joined(bytes, at, noise, at);
      }
    }
    return bytes;
  }

  /** Headers are at the beginning, directories often at the end. */
  private static int place(int length, Random random) {
    int near = Math.min(length, 80);
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(near);
      case 1 -> length - 1 - random.nextInt(near);
      default -> random.nextInt(length);
    };
  }

  private static void number(byte[] bytes, int at, Random random) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (random.nextBoolean()) buffer.order(ByteOrder.LITTLE_ENDIAN);
    long value = Edges.whole(random);
    int room = bytes.length - at;
    switch (random.nextInt(3)) {
      case 0 -> {
        if (room >= 2) buffer.putShort(at, (short) value);
      }
      case 1 -> {
        if (room >= 4) buffer.putInt(at, (int) value);
      }
      default -> {
        if (room >= 8) buffer.putLong(at, value);
      }
    }
  }

  private static byte[] joined(byte[] bytes, int until, byte[] between, int from) {
    byte[] all = new byte[until + between.length + bytes.length - from];
    System.arraycopy(bytes, 0, all, 0, until);
    System.arraycopy(between, 0, all, until, between.length);
    System.arraycopy(bytes, from, all, until + between.length, bytes.length - from);
    return all;
  }
}
