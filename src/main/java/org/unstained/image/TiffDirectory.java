package org.unstained.image;

import java.io.IOException;

/**
 * One directory of a TIFF file: a picture of one or more samples a pixel, and where its bytes lie.
 * Numbers are as in the file; {@link #check} says whether they make sense.
 *
 * @param bits of each sample; the samples of a pixel must have equally many
 * @param format 1 unsigned, 2 signed, 3 floating point
 * @param planar whether samples lie in planes of their own, one after the other
 * @param chunkWidth width of a tile, or of the image if it has strips
 * @param chunkHeight height of a tile, or rows in a strip
 * @param offsets where each strip or tile begins in the file
 * @param counts how many bytes each takes there
 * @param thumbnail whether it is a smaller version of another picture in the file
 * @param colours palette: all reds, greens, blues as 16-bit numbers; or null
 * @param xResolution pixels in a unit, 0 if not given; {@code yResolution} as well
 * @param resolutionUnit 1 none, 2 inch, 3 cm
 * @param vendor tag of a maker's own dialect that keeps axes elsewhere, or 0
 */
record TiffDirectory(
    long width,
    long height,
    long samples,
    long bits,
    long format,
    long compression,
    long photometric,
    boolean planar,
    long predictor,
    boolean tiled,
    long chunkWidth,
    long chunkHeight,
    long[] offsets,
    long[] counts,
    boolean thumbnail,
    long[] colours,
    double xResolution,
    double yResolution,
    long resolutionUnit,
    int vendor) {

  static final int NO_COMPRESSION = 1;
  static final int LZW = 5;
  static final int DEFLATE = 8;
  static final int OLD_DEFLATE = 32946;
  static final int PACK_BITS = 32773;

  static final int UNSIGNED = 1;
  static final int SIGNED = 2;
  static final int FLOATING = 3;

  /** Far more than any disk holds, and far less than a long does. */
  private static final double MOST_BYTES = 1e17;

  /** No compressor that we read can do better: LZW, with codes of 12 bits for 3,839 bytes. */
  private static final long BEST_RATIO = 2_600;

  boolean rgb() {
    return photometric == 2 && samples >= 3;
  }

  boolean compressed() {
    return compression != NO_COMPRESSION;
  }

  /** 8-bit colour that ImageJ keeps in one array. */
  boolean packedRgb() {
    return rgb() && bits == 8;
  }

  /** How many grey (or packed RGB) planes this picture has. */
  int planes() {
    if (packedRgb()) return 1;
    return rgb() ? 3 : (int) samples;
  }

  /** Bits of a pixel of one plane once it is in memory. */
  int bitDepth() {
    if (packedRgb()) return 24;
    if (bits == 1 || bits == 8 && format == UNSIGNED) return 8;
    return bits == 8 || bits == 16 ? 16 : 32;
  }

  long rowBytes(long columns) {
    return (columns * bits * (planar ? 1 : samples) + 7) / 8;
  }

  /** Bytes of all pixels once uncompressed. */
  long bytes() {
    return rowBytes(width) * height * (planar ? samples : 1);
  }

  int chunksAcross() {
    return (int) ((width + chunkWidth - 1) / chunkWidth);
  }

  int chunksDown() {
    return (int) ((height + chunkHeight - 1) / chunkHeight);
  }

  /** The same picture with its bytes elsewhere, in one strip. */
  TiffDirectory at(long offset) {
    return new TiffDirectory(
        width,
        height,
        samples,
        bits,
        format,
        compression,
        photometric,
        planar,
        predictor,
        false,
        width,
        height,
        new long[] {offset},
        new long[] {bytes()},
        thumbnail,
        colours,
        xResolution,
        yResolution,
        resolutionUnit,
        vendor);
  }

  boolean alike(TiffDirectory other) {
    return width == other.width
        && height == other.height
        && samples == other.samples
        && bits == other.bits
        && format == other.format
        && packedRgb() == other.packedRgb();
  }

  /**
   * Whether it can be read at all: sizes make sense, all bytes lie in the file.
   *
   * @param name of the file, for messages
   * @param length of the file in bytes
   */
  void check(String name, long length) throws IOException {
    if (width < 1 || height < 1)
      throw damaged(name, "its header gives a size of " + width + " x " + height + " pixels");
    if (samples < 1) throw damaged(name, "its header gives no samples for a pixel");
    if (bits < 1) throw damaged(name, "its header gives no bits for a sample");
    if (samples > 10_000 || bits > 64)
      throw damaged(name, "its header gives " + samples + " samples of " + bits + " bits a pixel");
    if (width > Integer.MAX_VALUE
        || height > Integer.MAX_VALUE
        || (double) width * height * samples * bits / 8 > MOST_BYTES)
      throw damaged(name, "its header gives %,d x %,d pixels".formatted(width, height));
    if (vendor != 0)
      throw new UnsupportedImageException("a maker's own kind of TIFF (tag " + vendor + ")");
    checkSupported();
    checkBytes(name, length);
  }

  /**
   * @throws IOException if ImageJ can't hold a plane of this size; says what can be done
   */
  void checkPlane(String name) throws IOException {
    if (width > Integer.MAX_VALUE / height)
      throw new IOException(
          "%s can't be opened: it has %,d x %,d pixels, and ImageJ's planes end at 2,147,483,647. 'Batch Folder...' segments and detects such images from the disk; for all else cut it into pieces first."
              .formatted(name, width, height));
  }

  private void checkSupported() throws IOException {
    boolean known =
        switch ((int) compression) {
          case NO_COMPRESSION, LZW, DEFLATE, OLD_DEFLATE, PACK_BITS -> true;
          default -> false;
        };
    if (!known) throw new UnsupportedImageException("TIFF with compression " + compression);
    if (predictor != 1 && (predictor != 2 || format == FLOATING || bits < 8))
      throw new UnsupportedImageException("TIFF with predictor " + predictor);
    if (photometric > 3)
      throw new UnsupportedImageException("TIFF with colour space " + photometric);
    boolean readable =
        switch ((int) bits) {
          case 1 -> samples == 1 && format != FLOATING;
          case 8, 16 -> format == UNSIGNED || format == SIGNED;
          case 32 -> format <= FLOATING;
          case 64 -> format == FLOATING;
          default -> false;
        };
    if (!readable || format < 1)
      throw new UnsupportedImageException(
          "TIFF with %d bits a sample (format %d)".formatted(bits, format));
    if (packedRgb() && format != UNSIGNED) throw new UnsupportedImageException("signed RGB TIFF");
  }

  private void checkBytes(String name, long length) throws IOException {
    boolean tooLarge =
        (compressed() || tiled) && chunkWidth > Integer.MAX_VALUE / Math.max(1, chunkHeight);
    if (chunkWidth < 1
        || chunkHeight < 1
        || Math.max(chunkWidth, chunkHeight) > Integer.MAX_VALUE
        || rowBytes(chunkWidth) > Integer.MAX_VALUE
        || tooLarge)
      throw damaged(name, "its tiles are " + chunkWidth + " x " + chunkHeight + " pixels");
    long chunks = (long) chunksAcross() * chunksDown() * (planar ? samples : 1);
    if (offsets.length < chunks || counts.length < chunks)
      throw damaged(
          name,
          "it needs %,d strips or tiles and lists %,d"
              .formatted(chunks, Math.min(offsets.length, counts.length)));
    long end = 0;
    long stored = 0;
    for (int i = 0; i < chunks; i++) {
      if (offsets[i] < 0 || counts[i] < 0 || offsets[i] + counts[i] < 0)
        throw damaged(name, "a strip lies outside the file");
      end = Math.max(end, offsets[i] + counts[i]);
      stored += counts[i];
    }
    if (end > length) throw cutOff(name, length, end);
    if (bytes() > stored * (compressed() ? BEST_RATIO : 1))
      throw damaged(
          name,
          "its header gives %,d x %,d pixels, which need %,d bytes, and there are %,d"
              .formatted(width, height, bytes(), stored));
    for (int i = 0; compressed() && i < chunks; i++)
      if (chunkBytes(i) > counts[i] * BEST_RATIO)
        throw damaged(
            name,
            "a strip or tile of %,d x %,d pixels has %,d bytes"
                .formatted(chunkWidth, chunkHeight, counts[i]));
  }

  /** Bytes of a strip or tile once uncompressed; rows below the image aren't looked at. */
  private long chunkBytes(int i) {
    long above = (long) (i / chunksAcross() % chunksDown()) * chunkHeight;
    return rowBytes(chunkWidth) * Math.min(chunkHeight, height - above);
  }

  static IOException damaged(String name, String what) {
    return new IOException(
        "%s is damaged: %s. Copy it again from the microscope.".formatted(name, what));
  }

  static IOException cutOff(String name, long there, long needed) {
    return new IOException(
        "%s is cut off: %,d of %,d bytes are there. Copy it again from the microscope."
            .formatted(name, there, needed));
  }
}
