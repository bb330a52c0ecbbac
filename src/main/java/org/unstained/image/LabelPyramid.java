package org.unstained.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import org.unstained.cells.PixelSize;

/**
 * Writes label maps of any size as OME-TIFF: BigTIFF with 32-bit numbers in Deflate-compressed
 * tiles, and below each plane smaller versions of it, each half as wide and high as the one before
 * (every second pixel of every second row, as labels can't be averaged), in SubIFDs. Fiji
 * (Bio-Formats), QuPath and napari open them at the size that they need.
 *
 * <p>Rows come from top to bottom, {@value #BAND} at a time, so a plane is never held. The file is
 * whole once {@link #finish} has been called; before, no program takes it for a TIFF.
 *
 * <p>BigTIFF as libtiff 4 defines it; SubIFDs as OME-TIFF 6.0 does.
 */
public final class LabelPyramid implements AutoCloseable {
  /** Side of a tile, and rows that are written together. */
  public static final int BAND = 512;

  private static final int HEADER = 16;
  private static final double PIXELS_IN_A_CM = 1e4;

  private final FileChannel channel;
  private final String description;
  private final PixelSize size;
  private final int width;
  private final int height;
  private final int planes;
  private final List<List<Level>> written = new ArrayList<>();
  private List<Level> levels;
  private long end = HEADER;

  private LabelPyramid(
      FileChannel channel, String description, PixelSize size, int width, int height, int planes) {
    this.channel = channel;
    this.description = description;
    this.size = size;
    this.width = width;
    this.height = height;
    this.planes = planes;
  }

  /**
   * @param name of the image, for programs that open the file
   * @throws IOException if the file can't be made
   */
  public static LabelPyramid create(
      Path file, String name, int width, int height, int slices, int frames, PixelSize size)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    return new LabelPyramid(
        channel,
        ome(name, width, height, slices, frames, size),
        size,
        width,
        height,
        Math.multiplyExact(slices, frames));
  }

  private static String ome(
      String name, int width, int height, int slices, int frames, PixelSize size) {
    String physical =
        size.unit().equals(LengthUnit.MICROMETRE)
            ? " PhysicalSizeX=\"%s\" PhysicalSizeXUnit=\"µm\" PhysicalSizeY=\"%s\" PhysicalSizeYUnit=\"µm\""
                .formatted(size.width(), size.height())
            : "";
    String escaped =
        name.replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;");
    return """
        <?xml version="1.0" encoding="UTF-8"?>\
        <OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"\
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"\
         xsi:schemaLocation="http://www.openmicroscopy.org/Schemas/OME/2016-06\
         http://www.openmicroscopy.org/Schemas/OME/2016-06/ome.xsd" Creator="Unstained">\
        <Image ID="Image:0" Name="%s"><Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint32"\
         BigEndian="false" SizeX="%d" SizeY="%d" SizeC="1" SizeZ="%d" SizeT="%d"%s>\
        <Channel ID="Channel:0:0" SamplesPerPixel="1"/>\
        <TiffData IFD="0" PlaneCount="%d"/></Pixels></Image></OME>"""
        .formatted(escaped, width, height, slices, frames, physical, slices * frames);
  }

  /**
   * The next rows of the plane at hand; after its last row the next plane begins.
   *
   * @param labels row by row; may be changed once this method is back
   * @param rows how many: {@value #BAND}, or fewer for the last of a plane
   * @throws IOException if the disk is full
   */
  public void add(int[] labels, int rows) throws IOException {
    if (levels == null) levels = levels();
    levels.get(0).add(labels, rows, 0);
    if (levels.get(0).rows < height) return;
    written.add(levels);
    levels = null;
  }

  private List<Level> levels() {
    List<Level> all = new ArrayList<>();
    int w = width;
    int h = height;
    while (true) {
      all.add(new Level(w, h));
      if (Math.max(w, h) <= BAND) return all;
      w = (w + 1) / 2;
      h = (h + 1) / 2;
    }
  }

  /** One size of a plane: the places of its tiles, and rows that don't fill a row of tiles yet. */
  private final class Level {
    final int width;
    final int height;
    final int across;
    final List<long[]> offsets = new ArrayList<>();
    final List<long[]> counts = new ArrayList<>();
    int rows;
    private int[] held;
    private int waiting;

    Level(int width, int height) {
      this.width = width;
      this.height = height;
      across = (width + BAND - 1) / BAND;
    }

    /** Takes rows that fill a row of tiles, or end the plane. */
    void add(int[] labels, int count, int level) throws IOException {
      write(labels, count);
      if (level + 1 < levels.size()) levels.get(level + 1).shrink(labels, count, this, level + 1);
      rows += count;
    }

    /** Takes every second pixel of every second row of the level above. */
    void shrink(int[] labels, int count, Level above, int level) throws IOException {
      if (held == null) held = new int[Math.multiplyExact(Math.min(BAND, height), width)];
      for (int y = 0; y < count; y += 2, waiting++) {
        int from = y * above.width;
        int to = waiting * width;
        for (int x = 0; x < width; x++) held[to + x] = labels[from + 2 * x];
      }
      if (waiting == BAND || rows + waiting == height) {
        int full = waiting;
        waiting = 0;
        add(held, full, level);
      }
    }

    private void write(int[] labels, int count) throws IOException {
      byte[][] tiles =
          IntStream.range(0, across)
              .parallel()
              .mapToObj(column -> tile(labels, count, column * BAND))
              .toArray(byte[][]::new);
      long[] at = new long[across];
      long[] length = new long[across];
      for (int i = 0; i < across; i++) {
        at[i] = end;
        length[i] = tiles[i].length;
        append(ByteBuffer.wrap(tiles[i]));
      }
      offsets.add(at);
      counts.add(length);
    }

    private byte[] tile(int[] labels, int count, int left) {
      ByteBuffer raw = ByteBuffer.allocate(4 * BAND * BAND).order(ByteOrder.LITTLE_ENDIAN);
      int columns = Math.min(BAND, width - left);
      for (int y = 0; y < count; y++)
        raw.position(4 * BAND * y).asIntBuffer().put(labels, y * width + left, columns);
      return deflated(raw.array());
    }
  }

  private static byte[] deflated(byte[] raw) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(raw);
      deflater.finish();
      byte[] out = new byte[1 << 14];
      int size = 0;
      while (!deflater.finished()) {
        if (size == out.length) out = java.util.Arrays.copyOf(out, 2 * size);
        size += deflater.deflate(out, size, out.length - size);
      }
      return java.util.Arrays.copyOf(out, size);
    } finally {
      deflater.end();
    }
  }

  private void append(ByteBuffer data) throws IOException {
    while (data.hasRemaining()) end += channel.write(data, end);
  }

  /**
   * Writes the directories; afterwards the file is whole.
   *
   * @throws IllegalStateException if rows are missing
   */
  public void finish() throws IOException {
    if (levels != null || written.size() != planes)
      throw new IllegalStateException(
          "%d of %d planes are there in full".formatted(written.size(), planes));
    long next = 0;
    for (int p = planes - 1; p >= 0; p--) next = directories(written.get(p), p == 0, next);
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 'I').put((byte) 'I').putShort((short) 43).putShort((short) 8);
    header.putShort((short) 0).putLong(next).flip();
    channel.write(header, 0);
    channel.force(true);
  }

  /** The directories of a plane; returns where the first of them lies. */
  private long directories(List<Level> plane, boolean first, long next) throws IOException {
    long[] smaller = new long[plane.size() - 1];
    for (int i = 1; i < plane.size(); i++) {
      TiffWriting sub = directory(plane.get(i));
      sub.longs(254, 1);
      smaller[i - 1] = append(sub, 0);
    }
    TiffWriting main = directory(plane.get(0));
    if (first) main.text(270, description);
    if (smaller.length > 0) main.directories(330, smaller);
    return append(main, next);
  }

  private TiffWriting directory(Level level) {
    TiffWriting tags = new TiffWriting();
    tags.longs(256, level.width);
    tags.longs(257, level.height);
    tags.shorts(258, 32);
    tags.shorts(259, TiffDirectory.DEFLATE);
    tags.shorts(262, 1);
    tags.shorts(277, 1);
    if (size.unit().equals(LengthUnit.MICROMETRE)) {
      double smaller = (double) level.width / width;
      tags.rational(282, PIXELS_IN_A_CM / size.width() * smaller);
      tags.rational(283, PIXELS_IN_A_CM / size.height() * smaller);
      tags.shorts(296, 3);
    }
    tags.shorts(284, 1);
    tags.text(305, "Unstained");
    tags.longs(322, BAND);
    tags.longs(323, BAND);
    tags.offsets(324, flat(level.offsets));
    tags.offsets(325, flat(level.counts));
    tags.shorts(339, TiffDirectory.UNSIGNED);
    return tags;
  }

  private static long[] flat(List<long[]> rows) {
    return rows.stream().flatMapToLong(java.util.Arrays::stream).toArray();
  }

  private long append(TiffWriting directory, long next) throws IOException {
    end += end & 1;
    long at = end + directory.valueBytes();
    append(directory.bytes(end, next));
    return at;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
