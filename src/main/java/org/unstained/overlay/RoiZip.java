package org.unstained.overlay;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The files in a zip of ROIs from people we don't know. They are counted while they come out,
 * whatever the zip claims: a small zip can hold more than the memory.
 */
final class RoiZip {
  static final String ENDING = ".roi";

  /** No outline of a cell has millions of corners. */
  static final int LARGEST = 16 << 20;

  /** ROIs shrink to a third or so, those of many straight lines to a tenth. */
  private static final long MOST_TIMES = 100;

  private static final int END_RECORD = 22;

  private static final int BUFFER = 1 << 16;

  private RoiZip() {}

  interface Taker {
    /**
     * @param name as it stands in the zip
     */
    void take(String name, byte[] content) throws IOException;
  }

  /**
   * Reads all files of the zip in their order; a zip without any is sound.
   *
   * @throws IOException if it is missing, is no zip, or is damaged, or the taker can't use a file;
   *     names the zip and says what to do
   */
  static void read(Path zip, Taker taker) throws IOException {
    if (!Files.isRegularFile(zip))
      throw new NoSuchFileException(zip.toString(), null, "there is no such ROI set");
    long left = LARGEST + MOST_TIMES * Files.size(zip);
    boolean any = false;
    try (ZipInputStream entries =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(zip), BUFFER))) {
      for (ZipEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        any = true;
        if (e.isDirectory()) continue;
        byte[] content = entries.readNBytes(LARGEST + 1);
        left -= content.length;
        if (content.length > LARGEST || left < 0)
          throw new IOException("'%s' is larger than an ROI can be".formatted(e.getName()));
        taker.take(e.getName(), content);
      }
      if (!any && !isEmpty(zip)) throw new IOException("it isn't a zip file");
    } catch (EOFException e) {
      throw damaged(zip, "it is cut off", e);
    } catch (IOException e) {
      throw damaged(zip, e.getMessage(), e);
    } catch (IllegalArgumentException e) { // Java's about the letters of names, ours about ROIs
      boolean letters = String.valueOf(e.getMessage()).startsWith("MALFORMED");
      throw damaged(zip, letters ? "it has a name in no known letters" : e.getMessage(), e);
    }
  }

  /**
   * What becomes of all files of the zip, in their order.
   *
   * @throws IOException as {@link #read}; of several files that can't be used it tells of the first
   */
  static <T> List<T> decode(Path zip, RoiDecoding.Decoder<T> decoder) throws IOException {
    RoiDecoding<T> decoding = new RoiDecoding<>(decoder);
    IOException broken = null;
    try {
      read(zip, decoding::take);
    } catch (IOException e) {
      broken = e;
    }
    try {
      List<T> decoded = decoding.finish();
      if (broken != null) throw broken;
      return decoded;
    } catch (IOException e) {
      throw e == broken ? e : damaged(zip, e.getMessage(), e);
    }
  }

  static IOException damaged(Path file, String why, Exception cause) {
    return new IOException(
        "%s can't be read as an ROI set: %s. Save it again from the ROI Manager"
            .formatted(file, why),
        cause);
  }

  /** A zip without entries is its end record alone. */
  private static boolean isEmpty(Path zip) throws IOException {
    byte[] start = new byte[4];
    try (var in = Files.newInputStream(zip)) {
      return in.readNBytes(start, 0, 4) == 4
          && Files.size(zip) >= END_RECORD
          && start[0] == 'P'
          && start[1] == 'K'
          && start[2] == 5
          && start[3] == 6;
    }
  }
}
