package org.unstained.workflow.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.unstained.image.ImageSeries;
import org.unstained.image.Memory;
import org.unstained.image.TiledImage;

/**
 * Which images stay in their files and are worked on piece by piece: those with a plane of more
 * than 2,147,483,647 pixels, which ImageJ can't hold, and those whose planes with the work on them
 * would fill most of Java's memory. It doesn't depend on what else is in memory, so a file always
 * goes the same way with the same {@code -Xmx}.
 */
final class LargeImages {
  private LargeImages() {}

  /**
   * Pixels of a plane from which images stay in their files, if it is set: for tests and timing.
   */
  static final String LIMIT = "unstained.largest_plane";

  /** Bytes that the work takes for a pixel of a plane: labels, masks, the picture. */
  private static final int WORK = 16;

  private static final double PART_OF_MEMORY = 0.75;

  /** Two masks of one bit a pixel. */
  private static final int PIXELS_OF_A_BYTE = 4;

  /** Strips and batches in work, rows of tiles, and the overview. */
  private static final long BANDS = 300L << 20;

  static boolean isLarge(FolderImage image) {
    if (!image.problem().isEmpty()) return false;
    return isLarge(image.file(), image.series(), Runtime.getRuntime().maxMemory());
  }

  /**
   * @param memory bytes that Java may take
   */
  static boolean isLarge(Path file, int series, long memory) {
    Optional<ImageSeries> about;
    try {
      about = TiledImage.about(file, series);
    } catch (IOException | RuntimeException e) {
      return false; // opening it says what is wrong
    }
    if (about.isEmpty()) return false;
    ImageSeries image = about.get();
    long pixels = (long) image.width() * image.height();
    Long limit = Long.getLong(LIMIT);
    if (limit != null) return pixels > limit;
    double planes = (double) image.bytes() / image.slices() / image.frames();
    return pixels > Integer.MAX_VALUE || planes + (double) WORK * pixels > PART_OF_MEMORY * memory;
  }

  /**
   * @throws IOException if an image is too large even for piece by piece; says what to do
   */
  static void requireMemory(TiledImage image) throws IOException {
    long memory = Runtime.getRuntime().maxMemory();
    long needed = image.width() * image.height() / PIXELS_OF_A_BYTE + memory / 8 + BANDS;
    if (needed > memory)
      throw new IOException(
          "%s has %,d x %,d pixels, for which Java needs %s and may take %s. Give ImageJ more under Edit > Options > Memory & Threads (on the command line: java -Xmx)."
              .formatted(
                  image.card().getTitle(),
                  image.width(),
                  image.height(),
                  Memory.megabytes(needed),
                  Memory.megabytes(memory)));
  }
}
