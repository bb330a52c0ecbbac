package org.unstained.annotation;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Text files (UTF-8) that are there whole or not at all: written under another name beside their
 * place, then moved there. Two that write the same file at once don't disturb each other; the later
 * one stays.
 */
final class WholeText {
  interface Content {
    void writeTo(Writer out) throws IOException;
  }

  private WholeText() {}

  static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text));
  }

  /**
   * Replaces the file if there is one.
   *
   * @throws IOException if the folder is missing or can't be written, or the disk is full; the file
   *     is then as it was
   */
  static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder))
      throw new NoSuchFileException(
          file.toString(), null, "there is no folder " + folder + ". Make it first");
    String name = "." + file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part";
    Path part = folder.resolve(name);
    try {
      try (BufferedWriter out = Files.newBufferedWriter(part)) {
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
}
