package org.unstained.overlay;

import ij.gui.Roi;
import ij.io.RoiDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The ROIs of a {@code .zip} or {@code .roi} file with their groups, which are kept beside them: an
 * ROI that has one makes ImageJ look for a file that plain ImageJ doesn't have.
 */
record RoiEntries(List<Entry> entries) {
  /** No outline of a cell has millions of corners. */
  private static final int LARGEST = 64 << 20;

  private static final String ENDING = ".roi";

  /**
   * @param group 0 for none
   */
  record Entry(Roi roi, int group) {}

  /**
   * @throws IOException if the file is missing or damaged, with what to do
   */
  static RoiEntries read(Path file) throws IOException {
    if (!Files.isRegularFile(file))
      throw new NoSuchFileException(file.toString(), null, "there is no such ROI set");
    String name = file.getFileName().toString();
    try {
      if (name.toLowerCase(Locale.ROOT).endsWith(ENDING)) {
        if (Files.size(file) > LARGEST) throw new IOException("it is larger than an ROI can be");
        return new RoiEntries(
            List.of(
                entry(
                    Files.readAllBytes(file), name.substring(0, name.length() - ENDING.length()))));
      }
      return zipped(file);
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "%s can't be read as an ROI set: %s. Save it again from the ROI Manager"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static RoiEntries zipped(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    boolean any = false;
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        any = true;
        if (!e.getName().endsWith(ENDING)) continue;
        byte[] bytes = zip.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST)
          throw new IOException("'%s' is larger than an ROI can be".formatted(e.getName()));
        String name = e.getName().substring(0, e.getName().length() - ENDING.length());
        entries.add(entry(bytes, name.substring(name.lastIndexOf('/') + 1)));
      }
    }
    if (!any && !CellRois.isEmptyZip(file)) throw new IOException("it isn't a zip file");
    return new RoiEntries(entries);
  }

  private static Entry entry(byte[] bytes, String name) throws IOException {
    int group = 0;
    if (bytes.length >= RoiDecoder.HEADER2_OFFSET + Integer.BYTES) {
      long at = ByteBuffer.wrap(bytes).getInt(RoiDecoder.HEADER2_OFFSET) + (long) RoiDecoder.GROUP;
      if (at > RoiDecoder.GROUP && at < bytes.length) {
        group = bytes[(int) at] & 0xff;
        bytes[(int) at] = 0;
      }
    }
    Roi roi = new RoiDecoder(bytes, name).getRoi();
    if (roi == null) throw new IOException("'" + name + "' isn't an ROI");
    return new Entry(roi, group);
  }
}
