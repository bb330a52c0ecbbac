package org.unstained.models;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Folders and files that are there whole or not at all: made beside their place under a name that
 * starts with a dot, then moved there.
 */
final class WholeFolder {
  interface Content {
    void writeTo(Path folder) throws IOException;
  }

  /** What {@link #beside} makes. */
  private static final Pattern BESIDE =
      Pattern.compile("[.](.+)[.][0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}[.](part|old|gone)");

  private WholeFolder() {}

  /**
   * Makes a folder, or replaces the one that is there.
   *
   * @throws IOException if the parent can't be written or the content can't; what was there stays
   */
  static void write(Path folder, Content content) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    Path part = null;
    try {
      Files.createDirectories(parent);
      part = Files.createDirectory(beside(folder, "part"));
    } catch (AccessDeniedException e) {
      throw unwritable(parent, e);
    }
    try {
      content.writeTo(part);
      replace(part, folder);
    } finally {
      delete(part);
    }
  }

  /** Moves a folder or file to a place; what is there goes only when the new one can come. */
  static void replace(Path from, Path to) throws IOException {
    if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      move(from, to);
      return;
    }
    Path old = beside(to, "old");
    move(to, old);
    try {
      move(from, to);
    } catch (IOException e) {
      move(old, to);
      throw e;
    }
    delete(old);
  }

  /**
   * Puts a folder in order in which a program was killed: what it had moved aside and not replaced
   * comes back, what it left half made goes. The caller holds the folder's lock.
   */
  static void recover(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return;
    List<Path> paths;
    try (Stream<Path> all = Files.list(folder)) {
      paths = all.toList();
    }
    for (Path path : paths) {
      Matcher beside = BESIDE.matcher(path.getFileName().toString());
      if (!beside.matches()) continue;
      Path place = folder.resolve(beside.group(1));
      if (beside.group(2).equals("old") && !Files.exists(place, LinkOption.NOFOLLOW_LINKS))
        move(path, place);
      else delete(path);
    }
  }

  /** Whether a program was killed when it had moved this aside and not put another in its place. */
  static boolean isMovedAside(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) || !Files.isDirectory(path.getParent()))
      return false;
    try (Stream<Path> all = Files.list(path.getParent())) {
      return all.map(each -> BESIDE.matcher(each.getFileName().toString()))
          .anyMatch(
              beside ->
                  beside.matches()
                      && beside.group(1).equals(path.getFileName().toString())
                      && beside.group(2).equals("old"));
    }
  }

  /** Takes a folder away at once, then deletes what is in it. */
  static void remove(Path folder) throws IOException {
    try {
      Path old = beside(folder, "gone"); // and not back, whatever happens now
      move(folder, old);
      delete(old);
    } catch (AccessDeniedException e) {
      throw unwritable(folder.toAbsolutePath().getParent(), e);
    }
  }

  /** Deletes a folder or file with all in it, following no links; nothing if it isn't there. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) return;
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
            if (e != null) throw e;
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Writes a text file whole. */
  static void writeText(Path file, String text) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(parent);
      Path part = Files.createFile(beside(file, "part"));
      try {
        Files.writeString(part, text);
        move(part, file);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (AccessDeniedException e) {
      throw unwritable(parent, e);
    }
  }

  /**
   * A name beside the path that nobody has. Not that of a temporary file, which only its owner may
   * read: models in Fiji's folder are for all.
   */
  static Path beside(Path path, String ending) {
    String unique = UUID.randomUUID().toString();
    return path.resolveSibling(".%s.%s.%s".formatted(path.getFileName(), unique, ending));
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static IOException unwritable(Path folder, AccessDeniedException cause) {
    AccessDeniedException clear =
        new AccessDeniedException(
            String.valueOf(folder),
            null,
            "the folder can't be written. Choose another one, or ask for the right to write there");
    clear.initCause(cause);
    return clear;
  }
}
