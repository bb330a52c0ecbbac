package org.unstained.workflow;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.unstained.image.ImageFiles;
import org.unstained.image.Loading;
import org.unstained.image.Memory;

/**
 * Opens the next image on a thread of its own while another is worked on; one at most. It is left
 * until its turn if it might not fit into the memory beside the one in work.
 */
final class ReadAhead implements AutoCloseable {

  /** Bytes in memory for a byte of a file, at most but for rare ones. */
  private static final int UNPACKED = 24;

  /** What an image needs to be opened and looked at, as a multiple of its pixels. */
  private static final int ROOM = 3;

  /** Bytes that the work takes for a pixel of a plane: labels, masks, the picture. */
  private static final int WORK = 16;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "Unstained reader"));
  private FolderImage next;
  private Future<OpenedImage> opening;

  /**
   * Begins to open an image.
   *
   * @param beside the one that is worked on meanwhile
   */
  void start(FolderImage image, ImagePlus beside) {
    next = image;
    long work = (long) WORK * beside.getWidth() * beside.getHeight();
    opening = thread.submit(() -> fits(image, work) ? open(image) : null);
  }

  /**
   * The image, opened now if it hasn't been.
   *
   * @param alone called before an image is opened now, to make room
   * @throws IOException if it can't be opened
   */
  OpenedImage take(FolderImage image, Runnable alone) throws IOException {
    OpenedImage ahead = next == image ? result() : null;
    if (ahead != null) return ahead;
    alone.run();
    return open(image);
  }

  /** Gives up what was opened ahead; it is opened again when it is its turn. */
  void drop() {
    OpenedImage ahead = result();
    if (ahead != null) ahead.close();
  }

  /** Null if there is none, or it couldn't be opened: maybe it can when there is more room. */
  private OpenedImage result() {
    if (opening == null) return null;
    try {
      return Waiting.forResult(opening);
    } catch (Throwable e) {
      return null; // opened again alone, which says why it can't be
    } finally {
      opening = null;
      next = null;
    }
  }

  private static OpenedImage open(FolderImage image) throws IOException {
    long start = System.nanoTime();
    if (!image.problem().isEmpty()) throw new IOException(image.problem());
    FileContent content = Files.isReadable(image.file()) ? FileContent.of(image.file()) : null;
    ImagePlus opened =
        image.series() == 1
            ? ImageFiles.open(image.file())
            : ImageFiles.open(image.file(), image.series(), Loading.AUTO);
    opened.setTitle(image.name());
    return new OpenedImage(image, opened, content, (System.nanoTime() - start) / 1e9);
  }

  private static boolean fits(FolderImage image, long work) throws IOException {
    if (!image.problem().isEmpty()) return false;
    if (ROOM * UNPACKED * Files.size(image.file()) + work < Memory.free()) return true;
    long bytes = ImageFiles.series(image.file()).get(image.series() - 1).bytes();
    if (ROOM * bytes + work < Memory.free()) return true;
    System.gc(); // what earlier images left counts as taken until then
    return ROOM * bytes + work < Memory.free();
  }

  @Override
  public void close() {
    drop();
    thread.shutdown();
  }
}
