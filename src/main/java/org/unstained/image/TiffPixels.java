package org.unstained.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The pixels of one picture of a TIFF file as ImageJ's arrays.
 *
 * <p>8-bit grey gives {@code byte[]}, 1-bit 0 and 255; 16-bit {@code short[]}; signed 8- and 16-bit
 * {@code short[]} with 32,768 added, as ImageJ keeps them; 32-bit numbers of all kinds and 64-bit
 * floating point {@code float[]}; 8-bit RGB {@code int[]}, without its alpha. Values are as stored,
 * also when 0 means white.
 */
final class TiffPixels {

  private static final int BLOCK = 8 << 20;

  private final FileChannel channel;
  private final TiffDirectory directory;
  private final ByteOrder order;
  private final String name;
  private final int width;
  private final int height;
  private final Object[] planes;

  private TiffPixels(
      FileChannel channel, TiffDirectory directory, ByteOrder order, String name, int wanted) {
    this.channel = channel;
    this.directory = directory;
    this.order = order;
    this.name = name;
    this.width = (int) directory.width();
    this.height = (int) directory.height();
    this.planes = new Object[directory.planes()];
    for (int p = 0; p < planes.length; p++)
      if (wanted < 0 || p == wanted) planes[p] = array(directory, width * height);
  }

  /**
   * Reads one plane of a picture.
   *
   * @param directory checked before
   * @param plane from 0, less than {@link TiffDirectory#planes}
   */
  static Object read(Path file, ByteOrder order, TiffDirectory directory, int plane)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      TiffPixels pixels =
          new TiffPixels(channel, directory, order, file.getFileName().toString(), plane);
      pixels.readChunks();
      return pixels.planes[plane];
    }
  }

  private static Object array(TiffDirectory directory, int size) {
    return switch (directory.bitDepth()) {
      case 8 -> new byte[size];
      case 16 -> new short[size];
      case 24 -> new int[size];
      default -> new float[size];
    };
  }

  private void readChunks() throws IOException {
    int across = directory.chunksAcross();
    int perPlane = across * directory.chunksDown();
    int chunks = perPlane * (directory.planar() ? (int) directory.samples() : 1);
    for (int i = 0; i < chunks; i++) {
      int sample = i / perPlane;
      if (directory.planar() && !directory.packedRgb() && skipped(sample)) continue;
      int x = i % across * (int) directory.chunkWidth();
      int y = i % perPlane / across * (int) directory.chunkHeight();
      if (directory.compressed()) readCompressed(i, sample, x, y);
      else readPlain(i, sample, x, y);
    }
  }

  private boolean skipped(int sample) {
    return sample >= planes.length || planes[sample] == null;
  }

  /** In blocks of rows, so that a strip may be larger than an array. */
  private void readPlain(int chunk, int sample, int x, int y) throws IOException {
    long rowBytes = directory.rowBytes(directory.chunkWidth());
    int rows = (int) Math.min(directory.chunkHeight(), height - y);
    int most = (int) Math.max(1, BLOCK / rowBytes);
    for (int row = 0; row < rows; row += most) {
      int n = Math.min(most, rows - row);
      put(bytes(directory.offsets()[chunk] + row * rowBytes, n * rowBytes), sample, x, y + row, n);
    }
  }

  private void readCompressed(int chunk, int sample, int x, int y) throws IOException {
    long rowBytes = directory.rowBytes(directory.chunkWidth());
    int rows = (int) Math.min(directory.chunkHeight(), height - y);
    byte[] packed = bytes(directory.offsets()[chunk], directory.counts()[chunk]).array();
    byte[] data =
        TiffCodec.uncompress(
            directory.compression(), packed, Math.toIntExact(rows * rowBytes), name);
    ByteBuffer buffer = ByteBuffer.wrap(data).order(order);
    if (directory.predictor() == 2) undoDifferences(buffer, rows, (int) rowBytes);
    put(buffer, sample, x, y, rows);
  }

  private void undoDifferences(ByteBuffer data, int rows, int rowBytes) throws IOException {
    int step = directory.planar() ? 1 : (int) directory.samples();
    int bytes = (int) directory.bits() / 8;
    for (int row = 0; row < rows; row++) {
      int begin = row * rowBytes;
      for (int i = begin + step * bytes; i < begin + rowBytes; i += bytes) {
        int before = i - step * bytes;
        switch (bytes) {
          case 1 -> data.put(i, (byte) (data.get(i) + data.get(before)));
          case 2 -> data.putShort(i, (short) (data.getShort(i) + data.getShort(before)));
          case 4 -> data.putInt(i, data.getInt(i) + data.getInt(before));
          default -> throw new UnsupportedImageException("TIFF with 64-bit differences");
        }
      }
    }
  }

  private ByteBuffer bytes(long at, long count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(count)).order(order);
    while (buffer.hasRemaining()) {
      int n = channel.read(buffer, at + buffer.position());
      if (n < 0) throw TiffDirectory.cutOff(name, at + buffer.position(), at + count);
    }
    return buffer.flip();
  }

  /** Puts rows of a strip or tile whose upper-left corner is (x, y) into the planes. */
  private void put(ByteBuffer data, int sample, int x, int y, int rows) {
    int columns = Math.min((int) directory.chunkWidth(), width - x);
    int rowBytes = (int) directory.rowBytes(directory.chunkWidth());
    int step = directory.planar() ? 1 : (int) directory.samples();
    for (int row = 0; row < rows && y + row < height; row++) {
      int from = row * rowBytes;
      int to = (y + row) * width + x;
      if (directory.packedRgb()) putRgb(data, sample, step, from, to, columns);
      else if (directory.planar()) putRow(data, planes[sample], from, 1, to, columns);
      else
        for (int p = 0; p < planes.length; p++)
          if (planes[p] != null)
            putRow(data, planes[p], from + p * (int) directory.bits() / 8, step, to, columns);
    }
  }

  private void putRgb(ByteBuffer data, int sample, int step, int from, int to, int columns) {
    int[] rgb = (int[]) planes[0];
    if (directory.planar()) {
      if (sample > 2) return;
      int shift = 16 - 8 * sample;
      for (int i = 0; i < columns; i++)
        rgb[to + i] |= 0xff000000 | (data.get(from + i) & 0xff) << shift;
    } else
      for (int i = 0, k = from; i < columns; i++, k += step)
        rgb[to + i] =
            0xff000000
                | (data.get(k) & 0xff) << 16
                | (data.get(k + 1) & 0xff) << 8
                | data.get(k + 2) & 0xff;
  }

  /** One row of one sample; {@code step} is the distance of its pixels in samples. */
  private void putRow(ByteBuffer data, Object plane, int from, int step, int to, int columns) {
    if (plane instanceof byte[] bytes) putBytes(data, bytes, from, step, to, columns);
    else if (plane instanceof short[] shorts) putShorts(data, shorts, from, step, to, columns);
    else putFloats(data, (float[]) plane, from, step, to, columns);
  }

  private void putBytes(ByteBuffer data, byte[] out, int from, int step, int to, int columns) {
    if (directory.bits() == 1)
      for (int i = 0; i < columns; i++)
        out[to + i] = (byte) -((data.get(from + (i >> 3)) >> (7 - (i & 7))) & 1);
    else if (step == 1) data.get(from, out, to, columns);
    else for (int i = 0; i < columns; i++) out[to + i] = data.get(from + i * step);
  }

  private void putShorts(ByteBuffer data, short[] out, int from, int step, int to, int columns) {
    boolean signed = directory.format() == TiffDirectory.SIGNED;
    int offset = signed ? 0x8000 : 0;
    if (directory.bits() == 8)
      for (int i = 0; i < columns; i++) out[to + i] = (short) (data.get(from + i * step) + 0x8000);
    else
      for (int i = 0; i < columns; i++)
        out[to + i] = (short) (data.getShort(from + 2 * i * step) + offset);
  }

  private void putFloats(ByteBuffer data, float[] out, int from, int step, int to, int columns) {
    boolean wide = directory.bits() == 64;
    int stride = step * (wide ? 8 : 4);
    switch ((int) directory.format()) {
      case TiffDirectory.FLOATING -> {
        for (int i = 0, k = from; i < columns; i++, k += stride)
          out[to + i] = wide ? (float) data.getDouble(k) : data.getFloat(k);
      }
      case TiffDirectory.SIGNED -> {
        for (int i = 0, k = from; i < columns; i++, k += stride) out[to + i] = data.getInt(k);
      }
      default -> {
        for (int i = 0, k = from; i < columns; i++, k += stride)
          out[to + i] = data.getInt(k) & 0xffffffffL;
      }
    }
  }
}
