package org.unstained.fuzz;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** A folder for one case, deep enough that one can see what leaves the place where it belongs. */
final class Room implements AutoCloseable {
  private final Path root;
  private final Path inside;
  final Path file;
  final Path home;

  Room(Path root, String name, byte[] content) throws IOException {
    this.root = Files.createDirectories(root);
    this.inside = Files.createDirectories(root.resolve("a/b/c/in"));
    this.home = Files.createDirectories(root.resolve("a/b/c/home"));
    this.file = Files.write(inside.resolve(name), content);
  }

  /** Files that are neither the one that was opened nor in the folder that may be written to. */
  List<Path> strays() throws IOException {
    Path outside = Path.of("/tmp").resolve(ZipMutation.EVIL);
    if (Files.exists(outside)) return List.of(outside);
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> Files.isRegularFile(p) || Files.isSymbolicLink(p))
          .filter(p -> !p.equals(file) && !p.startsWith(home))
          .toList();
    }
  }

  @Override
  public void close() throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, IOException e) throws IOException {
            Files.delete(path);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
