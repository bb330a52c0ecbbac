package org.unstained.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The pixels of one picture of a TIFF file, or of a window of it, as ImageJ's arrays. Only the
 * strips and tiles that the window meets are read.
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
  private final Window window;
  private final Object[] planes;

  /** A part of a picture that fits into an array. */
  record Window(int left, int top, int width, int height) {
    Window {
      if (left < 0 || top < 0 || width < 1 || height < 1 || width > Integer.MAX_VALUE / height)
        throw new IllegalArgumentException(
            "A window has pixels and fits into an array, got %d x %d from (%d, %d)"
                .formatted(width, height, left, top));
    }
  }

  private TiffPixels(
      FileChannel channel,
      TiffDirectory directory,
      ByteOrder order,
      String name,
      int wanted,
      Window window) {
    this.channel = channel;
    this.directory = directory;
    this.order = order;
    this.name = name;
    this.window = window;
    this.planes = new Object[directory.planes()];
    for (int p = 0; p < planes.length; p++)
      if (wanted < 0 || p == wanted) planes[p] = array(directory, window.width * window.height);
  }

  /**
   * Reads one plane of a picture.
   *
   * @param directory checked before
   * @param plane from 0, less than {@link TiffDirectory#planes}
   */
  static Object read(Path file, ByteOrder order, TiffDirectory directory, int plane)
      throws IOException {
    Window all = new Window(0, 0, (int) directory.width(), (int) directory.height());
    return read(file, order, directory, plane, all);
  }

  /**
   * Reads a window of one plane of a picture, row by row.
   *
   * @param window within the picture
   */
  static Object read(Path file, ByteOrder order, TiffDirectory directory, int plane, Window window)
      throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      TiffPixels pixels =
          new TiffPixels(channel, directory, order, file.getFileName().toString(), plane, window);
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
    int down = directory.chunksDown();
    int firstColumn = (int) (window.left / directory.chunkWidth());
    int lastColumn = (int) ((window.left + window.width - 1L) / directory.chunkWidth());
    int firstRow = (int) (window.top / directory.chunkHeight());
    int lastRow = (int) ((window.top + window.height - 1L) / directory.chunkHeight());
    int samples = directory.planar() ? (int) directory.samples() : 1;
    for (int sample = 0; sample < samples; sample++) {
      if (directory.planar() && !directory.packedRgb() && skipped(sample)) continue;
      for (int row = firstRow; row <= lastRow; row++)
        for (int column = firstColumn; column <= lastColumn; column++) {
          int chunk = (sample * down + row) * across + column;
          int x = column * (int) directory.chunkWidth();
          int y = row * (int) directory.chunkHeight();
          if (directory.compressed()) readCompressed(chunk, sample, x, y);
          else readPlain(chunk, sample, x, y);
        }
    }
  }

  private boolean skipped(int sample) {
    return sample >= planes.length || planes[sample] == null;
  }

  /** In blocks of rows, so that a strip may be larger than an array. */
  private void readPlain(int chunk, int sample, int x, int y) throws IOException {
    long rowBytes = directory.rowBytes(directory.chunkWidth());
    int first = Math.max(0, window.top - y);
    int rows = (int) Math.min(directory.chunkHeight(), window.top + (long) window.height - y);
    int most = (int) Math.max(1, BLOCK / rowBytes);
    for (int row = first; row < rows; row += most) {
      int n = Math.min(most, rows - row);
      put(bytes(directory.offsets()[chunk] + row * rowBytes, n * rowBytes), sample, x, y + row, n);
    }
  }

  private void readCompressed(int chunk, int sample, int x, int y) throws IOException {
    long rowBytes = directory.rowBytes(directory.chunkWidth());
    int rows = (int) Math.min(directory.chunkHeight(), directory.height() - y);
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
    int skipped = Math.max(0, window.left - x);
    int columns =
        (int) Math.min(directory.chunkWidth(), window.left + (long) window.width - x) - skipped;
    int rowBytes = (int) directory.rowBytes(directory.chunkWidth());
    int step = directory.planar() ? 1 : (int) directory.samples();
    int sampleBytes = (int) directory.bits() / 8;
    int first = Math.max(0, window.top - y);
    int end = (int) Math.min(rows, window.top + (long) window.height - y);
    for (int row = first; row < end; row++) {
      int from = row * rowBytes + skipped * step * sampleBytes;
      int to = (y + row - window.top) * window.width + x + skipped - window.left;
      if (directory.packedRgb()) putRgb(data, sample, step, from, to, columns);
      else if (directory.bits() == 1)
        putBits(data, (byte[]) planes[0], row * rowBytes, skipped, to, columns);
      else if (directory.planar()) putRow(data, planes[sample], from, 1, to, columns);
      else
        for (int p = 0; p < planes.length; p++)
          if (planes[p] != null) putRow(data, planes[p], from + p * sampleBytes, step, to, columns);
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

  private static void putBits(
      ByteBuffer data, byte[] out, int from, int first, int to, int columns) {
    for (int i = 0; i < columns; i++) {
      int bit = first + i;
      out[to + i] = (byte) -((data.get(from + (bit >> 3)) >> (7 - (bit & 7))) & 1);
    }
  }

  private void putBytes(ByteBuffer data, byte[] out, int from, int step, int to, int columns) {
    if (step == 1) data.get(from, out, to, columns);
    else for (int i = 0; i < columns; i++) out[to + i] = data.get(from + i * step);
  }

  private void putShorts(ByteBuffer data, short[] out, int from, int step, int to, int columns) {
    boolean signed = directory.format() == TiffDirectory.SIGNED;
    int offset = signed ? 0x8000 : 0;
    if (directory.bits() == 8)
      for (int i = 0; i < columns; i++) out[to + i] = (short) (data.get(from + i * step) + 0x8000);
    else if (step == 1) {
      data.slice(from, 2 * columns).order(data.order()).asShortBuffer().get(out, to, columns);
      if (signed) for (int i = to; i < to + columns; i++) out[i] += offset;
    } else
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
