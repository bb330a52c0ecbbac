package org.unstained.models;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Lets one process and one thread at a time change a folder. */
public final class FolderLock implements AutoCloseable {
  private static final int WAIT_MS = 20;
  private static final int LONGEST_MS = 60_000;

  private final FileChannel channel;
  private final FileLock lock;

  private FolderLock(FileChannel channel, FileLock lock) {
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Doesn't wait.
   *
   * @throws IOException if the folder can't be made or written, or another holds it
   */
  public static FolderLock now(Path folder) throws IOException {
    return of(folder, 0);
  }

  /**
   * Waits up to a minute.
   *
   * @throws IOException if the folder can't be made or written, or another holds it for longer
   */
  public static FolderLock of(Path folder) throws IOException {
    return of(folder, LONGEST_MS);
  }

  private static FolderLock of(Path folder, int longest) throws IOException {
    FileChannel channel = null;
    try {
      Files.createDirectories(folder);
      channel =
          FileChannel.open(
              folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      for (int waited = 0; waited <= longest; waited += WAIT_MS) {
        FileLock lock = tryLock(channel);
        if (lock != null) return new FolderLock(channel, lock);
        if (waited < longest) Thread.sleep(WAIT_MS);
      }
      throw new IOException(folder + " is in use by another program. Wait for it and try again");
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      String problem = folder + " can't be written (" + reason + "). Choose another folder";
      throw closed(channel, new IOException(problem, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw closed(channel, new IOException("Cancelled while waiting for " + folder, e));
    } catch (IOException e) {
      throw closed(channel, e);
    }
  }

  private static IOException closed(FileChannel channel, IOException e) throws IOException {
    if (channel != null) channel.close();
    return e;
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // another thread of this Java has it
    }
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
