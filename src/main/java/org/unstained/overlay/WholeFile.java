package org.unstained.overlay;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Files that are there whole or not at all: written under another name beside their place, then
 * moved there. Whoever reads the folder meanwhile, or finds it after a crash or on a full disk,
 * sees the old file or the new one.
 */
public final class WholeFile {
  /** What is written. */
  public interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private WholeFile() {}

  /**
   * Replaces the file if there is one.
   *
   * @throws IOException if the folder is missing or can't be written, or the disk is full; the file
   *     is then as it was
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder))
      throw new NoSuchFileException(
          file.toString(), null, "there is no folder " + folder + ". Make it first");
    Path part = beside(file, folder);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
        content.writeTo(out);
      }
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Path beside(Path file, Path folder) throws IOException {
    try {
      // Not createTempFile: that would leave a file only its owner can read.
      return Files.createFile(
          folder.resolve(
              "." + file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part"));
    } catch (AccessDeniedException e) {
      AccessDeniedException clear =
          new AccessDeniedException(
              file.toString(), null, "the folder can't be written. Choose another one");
      clear.initCause(e);
      throw clear;
    }
  }
}
