package org.unstained.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/**
 * Fields of cells of any size as 16-bit BigTIFF files in tiles, written tile by tile: a mosaic of
 * one field, each piece of it turned over at random.
 */
final class FieldFile {
  private static final int TILE = 512;
  private static final int FIELD = 2048;

  private FieldFile() {}

  /** Of painted cells. */
  static void write(Path file, int side) throws IOException {
    write(file, side, Fields.paint(FIELD, Fields.cells(FIELD)));
  }

  /** Of living and dead cells. */
  static void writeReal(Path file, int side) throws IOException {
    byte[] mosaic = (byte[]) Mosaic.of(FIELD).getProcessor().getPixels();
    short[] field = new short[mosaic.length];
    for (int i = 0; i < field.length; i++) field[i] = (short) ((mosaic[i] & 0xff) * 257);
    write(file, side, field);
  }

  private static void write(Path file, int side, short[] field) throws IOException {
    int across = (side + TILE - 1) / TILE;
    long start = 16;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      out.write(new byte[(int) start]);
      ByteBuffer tile = ByteBuffer.allocate(2 * TILE * TILE).order(ByteOrder.LITTLE_ENDIAN);
      for (int row = 0; row < across; row++)
        for (int column = 0; column < across; column++) {
          tile.clear();
          // A piece of the mosaic is four tiles wide, so a tile lies in one.
          int turn = new Random(31L * (column * TILE / FIELD) + row * TILE / FIELD).nextInt(4);
          for (int y = 0; y < TILE; y++)
            for (int x = 0; x < TILE; x++)
              tile.putShort(at(field, turn, column * TILE + x, row * TILE + y));
          out.write(tile.array());
        }
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      directory(channel, side, across, start);
    }
  }

  private static short at(short[] field, int turn, int x, int y) {
    int u = (turn & 1) == 0 ? x % FIELD : FIELD - 1 - x % FIELD;
    int v = (turn & 2) == 0 ? y % FIELD : FIELD - 1 - y % FIELD;
    return field[v * FIELD + u];
  }

  private static void directory(FileChannel channel, int side, int across, long start)
      throws IOException {
    int tiles = across * across;
    long bytes = 2L * TILE * TILE;
    long at = start + bytes * tiles;
    ByteBuffer places = ByteBuffer.allocate(16 * tiles).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < tiles; i++) places.putLong(start + i * bytes);
    for (int i = 0; i < tiles; i++) places.putLong(bytes);
    channel.write(places.flip(), at);
    long directory = at + 16L * tiles;
    long[][] tags = {
      {256, 4, 1, side},
      {257, 4, 1, side},
      {258, 3, 1, 16},
      {259, 3, 1, 1},
      {262, 3, 1, 1},
      {277, 3, 1, 1},
      {322, 4, 1, TILE},
      {323, 4, 1, TILE},
      {324, 16, tiles, tiles == 1 ? start : at},
      {325, 16, tiles, tiles == 1 ? bytes : at + 8L * tiles},
      {339, 3, 1, 1}
    };
    ByteBuffer ifd = ByteBuffer.allocate(16 + 20 * tags.length).order(ByteOrder.LITTLE_ENDIAN);
    ifd.putLong(tags.length);
    for (long[] tag : tags)
      ifd.putShort((short) tag[0]).putShort((short) tag[1]).putLong(tag[2]).putLong(tag[3]);
    ifd.putLong(0);
    channel.write(ifd.flip(), directory);
    ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) 'I').put((byte) 'I').putShort((short) 43).putShort((short) 8);
    head.putShort((short) 0).putLong(directory);
    channel.write(head.flip(), 0);
  }
}
