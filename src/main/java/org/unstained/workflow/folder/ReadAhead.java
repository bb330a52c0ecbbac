package org.unstained.workflow.folder;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.unstained.image.ImageFiles;
import org.unstained.image.Loading;
import org.unstained.image.Memory;
import org.unstained.workflow.files.FileContent;

/**
 * Opens the next image on a thread of its own while others are worked on; one at most. It is left
 * until its turn if it might not fit into the memory beside those in work.
 */
final class ReadAhead implements AutoCloseable {

  /** Bytes in memory for a byte of a file, at most but for rare ones. */
  private static final int UNPACKED = 24;

  /** What an image needs to be opened and looked at, as a multiple of its pixels. */
  private static final int ROOM = 3;

  /** System property: how many seconds the opening of an image may take. */
  static final String LIMIT = "unstained.reading";

  private static final int STANDARD_SECONDS = 1800;
  private static final int LOOK_MS = 50;

  /** An image that is being opened; if nobody waits for it any more, it is closed when it comes. */
  private static final class Opening extends FutureTask<OpenedImage> {
    private boolean abandoned;

    Opening(Callable<OpenedImage> work) {
      super(work);
    }

    synchronized void abandon() {
      abandoned = true;
      if (isDone()) closeIt();
    }

    @Override
    protected synchronized void done() {
      if (abandoned) closeIt();
    }

    private void closeIt() {
      try {
        OpenedImage opened = get();
        if (opened != null) opened.close();
      } catch (InterruptedException | ExecutionException e) {
        // There is nothing to close.
      }
    }
  }

  private ExecutorService thread = newThread();
  private FolderImage next;
  private Opening opening;

  private static ExecutorService newThread() {
    return Executors.newSingleThreadExecutor(
        work -> {
          Thread thread = new Thread(work, "Unstained reader");
          thread.setDaemon(true); // a drive that doesn't answer holds nobody up
          return thread;
        });
  }

  /**
   * Begins to open an image.
   *
   * @param work bytes that those may take that are worked on meanwhile
   */
  void start(FolderImage image, long work) {
    begin(image, () -> fits(image, work) ? open(image) : null);
  }

  private void begin(FolderImage image, Callable<OpenedImage> work) {
    next = image;
    opening = new Opening(work);
    thread.execute(opening);
  }

  /**
   * The image, opened now if it hasn't been. One that can't be had in time is given up, and the
   * next are opened on another thread.
   *
   * @param alone called before an image is opened now, to make room
   * @throws IOException if it can't be opened, or its drive doesn't answer
   * @throws CancellationException if cancelled
   */
  OpenedImage take(FolderImage image, Runnable alone, BooleanSupplier canceled) throws IOException {
    if (next == image && opening != null) {
      OpenedImage ahead;
      try {
        ahead = result(canceled);
      } catch (SlowDriveException | CancellationException e) {
        throw e;
      } catch (Throwable e) {
        ahead = null; // opened again alone, which says why it can't be
      }
      if (ahead != null) return ahead;
    }
    alone.run();
    begin(image, () -> open(image));
    try {
      return result(canceled);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Gives up what was opened ahead; it is opened again when it is its turn. */
  void drop() {
    if (opening == null) return;
    try {
      OpenedImage ahead = result(() -> false);
      if (ahead != null) ahead.close();
    } catch (Throwable e) {
      // There is nothing to close.
    }
  }

  /** It took too long. */
  private static final class SlowDriveException extends IOException {
    private static final long serialVersionUID = 1;

    SlowDriveException(int seconds) {
      super(
          "it couldn't be read within %d seconds. Is its drive there? If it is only slow, start Java with -D%s=SECONDS"
              .formatted(seconds, LIMIT));
    }
  }

  /** Null if the image shall be opened alone. */
  private OpenedImage result(BooleanSupplier canceled) throws Throwable {
    Opening waiting = opening;
    int seconds = Math.max(1, Integer.getInteger(LIMIT, STANDARD_SECONDS));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    boolean interrupted = false;
    try {
      while (true)
        try {
          OpenedImage opened = waiting.get(LOOK_MS, TimeUnit.MILLISECONDS);
          forget();
          return opened;
        } catch (ExecutionException e) {
          forget();
          throw e.getCause();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (TimeoutException e) {
          boolean late = System.nanoTime() - end > 0;
          boolean stopped = canceled.getAsBoolean();
          if (!late && !stopped) continue;
          abandon();
          if (stopped) throw new CancellationException("Canceled");
          throw new SlowDriveException(seconds);
        }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  private void forget() {
    opening = null;
    next = null;
  }

  /** Leaves the thread to itself and takes another one. */
  private void abandon() {
    opening.abandon();
    forget();
    thread.shutdown();
    thread = newThread();
  }

  private static OpenedImage open(FolderImage image) throws IOException {
    long start = System.nanoTime();
    if (!image.problem().isEmpty()) throw new IOException(image.problem());
    if (LargeImages.isLarge(image)) return OpenedImage.inFile(image);
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
    if (opening != null) opening.abandon();
    forget();
    thread.shutdown();
  }
}
