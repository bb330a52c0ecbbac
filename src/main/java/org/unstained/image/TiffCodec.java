package org.unstained.image;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Uncompresses strips and tiles of a TIFF: Deflate, LZW, PackBits. */
final class TiffCodec {
  private TiffCodec() {}

  /**
   * @param size how many bytes must come out; more are cut off
   * @throws IOException if fewer come out, or the data make no sense
   */
  static byte[] uncompress(long compression, byte[] data, int size, String name)
      throws IOException {
    byte[] out = new byte[size];
    int n =
        switch ((int) compression) {
          case TiffDirectory.DEFLATE, TiffDirectory.OLD_DEFLATE -> inflate(data, out, name);
          case TiffDirectory.LZW -> lzw(data, out, name);
          case TiffDirectory.PACK_BITS -> packBits(data, out);
          default -> throw new UnsupportedImageException("TIFF with compression " + compression);
        };
    if (n < size)
      throw TiffDirectory.damaged(
          name, "a strip gives %,d of %,d bytes when it is uncompressed".formatted(n, size));
    return out;
  }

  private static int inflate(byte[] data, byte[] out, String name) throws IOException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      int n = 0;
      while (n < out.length && !inflater.finished()) {
        int got = inflater.inflate(out, n, out.length - n);
        if (got == 0 && (inflater.needsInput() || inflater.needsDictionary())) break;
        n += got;
      }
      return n;
    } catch (DataFormatException e) {
      throw TiffDirectory.damaged(name, "a strip can't be uncompressed");
    } finally {
      inflater.end();
    }
  }

  private static int packBits(byte[] data, byte[] out) {
    int n = 0;
    for (int i = 0; i < data.length && n < out.length; ) {
      int header = data[i++];
      if (header == -128) continue;
      if (header >= 0) {
        int length = Math.min(header + 1, Math.min(data.length - i, out.length - n));
        System.arraycopy(data, i, out, n, length);
        i += header + 1;
        n += length;
      } else if (i < data.length) {
        byte value = data[i++];
        for (int k = 0; k < 1 - header && n < out.length; k++) out[n++] = value;
      }
    }
    return n;
  }

  private static final int CLEAR = 256;
  private static final int END = 257;
  private static final int CODES = 4096;

  /** TIFF's LZW: most significant bit first, a code longer one step early. */
  private static int lzw(byte[] data, byte[] out, String name) throws IOException {
    int[] start = new int[CODES]; // where in `out` the text of a code stands
    int[] length = new int[CODES];
    int next = END + 1;
    int bits = 9;
    int n = 0;
    int lastStart = -1;
    long at = 0;
    while (n < out.length && at + bits <= 8L * data.length) {
      int code = bits(data, at, bits);
      at += bits;
      if (code == END) break;
      if (code == CLEAR) {
        next = END + 1;
        bits = 9;
        lastStart = -1;
        continue;
      }
      if (lastStart >= 0 && next < CODES) {
        // The new text is that of the last code and the first byte of this one: it lies in `out`
        // already, or will once this code is copied.
        start[next] = lastStart;
        length[next++] = n - lastStart + 1;
      }
      if (code >= next) throw TiffDirectory.damaged(name, "a strip can't be uncompressed");
      lastStart = n;
      if (code < CLEAR) out[n++] = (byte) code;
      else n = copy(out, start[code], length[code], n);
      if (next >= (1 << bits) - 1 && bits < 12) bits++;
    }
    return n;
  }

  private static int copy(byte[] out, int from, int length, int to) {
    int end = Math.min(out.length, to + length);
    for (int i = to; i < end; i++) out[i] = out[from++];
    return end;
  }

  private static int bits(byte[] data, long at, int count) {
    int i = (int) (at >> 3);
    int window = (data[i] & 0xff) << 16;
    if (i + 1 < data.length) window |= (data[i + 1] & 0xff) << 8;
    if (i + 2 < data.length) window |= data[i + 2] & 0xff;
    return window >> (24 - (at & 7) - count) & ((1 << count) - 1);
  }
}
