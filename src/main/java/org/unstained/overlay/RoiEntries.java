package org.unstained.overlay;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.unstained.image.RoiBytes;

/**
 * The ROIs of a {@code .zip} or {@code .roi} file with their groups, which are kept beside them: an
 * ROI that has one makes ImageJ look for a file that plain ImageJ doesn't have.
 */
record RoiEntries(List<Entry> entries) {
  /**
   * @param group 0 for none
   */
  record Entry(Roi roi, int group) {}

  /**
   * @throws IOException if the file is missing or damaged, with what to do
   */
  static RoiEntries read(Path file) throws IOException {
    String name = file.getFileName().toString();
    if (name.toLowerCase(Locale.ROOT).endsWith(RoiZip.ENDING))
      return new RoiEntries(Stream.ofNullable(single(file, name)).toList());
    return new RoiEntries(
        RoiZip.decode(
            file,
            (entry, bytes) ->
                entry.endsWith(RoiZip.ENDING)
                    ? entry(bytes, entry.substring(entry.lastIndexOf('/') + 1))
                    : null));
  }

  private static Entry single(Path file, String name) throws IOException {
    if (!Files.isRegularFile(file))
      throw new NoSuchFileException(file.toString(), null, "there is no such ROI");
    try {
      if (Files.size(file) > RoiZip.LARGEST)
        throw new IOException("it is larger than an ROI can be");
      return entry(Files.readAllBytes(file), name);
    } catch (IOException e) {
      throw RoiZip.damaged(file, e.getMessage(), e);
    }
  }

  /**
   * @param file its name, which the ROI gets if it has none of its own
   * @return null as {@link RoiBytes#decode}
   */
  private static Entry entry(byte[] bytes, String file) throws IOException {
    String name = file.substring(0, file.length() - RoiZip.ENDING.length());
    int group = 0;
    if (bytes.length >= RoiDecoder.HEADER2_OFFSET + Integer.BYTES) {
      long at = ByteBuffer.wrap(bytes).getInt(RoiDecoder.HEADER2_OFFSET) + (long) RoiDecoder.GROUP;
      if (at > RoiDecoder.GROUP && at < bytes.length) {
        group = bytes[(int) at] & 0xff;
        bytes[(int) at] = 0;
      }
    }
    Roi roi = RoiBytes.decode(bytes, name);
    return roi == null ? null : new Entry(roi, group);
  }
}
