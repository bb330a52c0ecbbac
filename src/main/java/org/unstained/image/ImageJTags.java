package org.unstained.image;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What ImageJ keeps of its own in a TIFF file (tags 50838 and 50839): the image's information,
 * names of the planes, lookup tables and display ranges of the channels, the selection, the
 * overlay. Parts that make no sense are left out, for the pixels are sound without them.
 *
 * @param selection an encoded ROI, or null
 * @param properties keys and values in turn, or null
 */
record ImageJTags(
    String info,
    String[] labels,
    double[] ranges,
    List<byte[]> luts,
    byte[] selection,
    List<byte[]> overlay,
    String[] properties) {

  private static final int MAGIC = 0x494a494a; // "IJIJ"
  private static final int INFO = 0x696e666f;
  private static final int LABELS = 0x6c61626c;
  private static final int RANGES = 0x72616e67;
  private static final int LUTS = 0x6c757473;
  private static final int ROI = 0x726f6920;
  private static final int OVERLAY = 0x6f766572;
  private static final int PROPERTIES = 0x70726f70;

  static ImageJTags of(TiffHeader header) {
    List<byte[]> info = new ArrayList<>();
    List<byte[]> labels = new ArrayList<>();
    List<byte[]> ranges = new ArrayList<>();
    List<byte[]> luts = new ArrayList<>();
    List<byte[]> rois = new ArrayList<>();
    List<byte[]> overlay = new ArrayList<>();
    List<byte[]> properties = new ArrayList<>();
    long[] counts = header.imagejCounts();
    ByteBuffer data = ByteBuffer.wrap(header.imagejData()).order(header.order());
    if (counts.length > 1
        && counts[0] >= 12
        && counts[0] <= data.limit()
        && data.getInt(0) == MAGIC) {
      int at = (int) counts[0];
      int part = 1;
      for (int i = 4; i + 8 <= counts[0]; i += 8) {
        List<byte[]> parts =
            switch (data.getInt(i)) {
              case INFO -> info;
              case LABELS -> labels;
              case RANGES -> ranges;
              case LUTS -> luts;
              case ROI -> rois;
              case OVERLAY -> overlay;
              case PROPERTIES -> properties;
              default -> new ArrayList<>();
            };
        for (int n = data.getInt(i + 4); n > 0 && part < counts.length; n--, part++) {
          long size = counts[part];
          if (size > data.limit() - at) return empty();
          byte[] bytes = new byte[(int) size];
          data.get(at, bytes);
          parts.add(bytes);
          at += (int) size;
        }
      }
    }
    Charset text =
        header.order() == java.nio.ByteOrder.LITTLE_ENDIAN
            ? StandardCharsets.UTF_16LE
            : StandardCharsets.UTF_16BE;
    return new ImageJTags(
        info.isEmpty() ? null : new String(info.get(0), text),
        texts(labels, text),
        ranges.isEmpty() ? new double[0] : doubles(ranges.get(0), header),
        luts.stream().filter(b -> b.length == 768).toList(),
        rois.isEmpty() ? null : rois.get(0),
        overlay,
        texts(properties, text));
  }

  private static ImageJTags empty() {
    return new ImageJTags(null, null, new double[0], List.of(), null, List.of(), null);
  }

  private static String[] texts(List<byte[]> all, Charset text) {
    return all.isEmpty() ? null : all.stream().map(b -> label(b, text)).toArray(String[]::new);
  }

  private static String label(byte[] bytes, Charset text) {
    return bytes.length == 0 ? null : new String(bytes, text);
  }

  private static double[] doubles(byte[] bytes, TiffHeader header) {
    double[] values = new double[bytes.length / 8];
    ByteBuffer.wrap(bytes).order(header.order()).asDoubleBuffer().get(values);
    return values;
  }
}
