package org.unstained.fuzz;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/** A folder for cases, deep enough that one can see what leaves the place where it belongs. */
final class Room implements AutoCloseable {
  private final Path root;
  private final Path inside;
  private final Path home;

  Room() throws IOException {
    this.root = Files.createTempDirectory("unstained-fuzz");
    this.inside = Files.createDirectories(root.resolve("a/b/c/in"));
    this.home = root.resolve("a/b/c/home");
  }

  /** The file alone in its folder. */
  Path file(Seed seed) throws IOException {
    return Files.write(inside.resolve(seed.name()), seed.content());
  }

  /** An empty folder. */
  Path home() throws IOException {
    return Files.createDirectories(home);
  }

  /** Files that are neither the one that was opened nor in the folder that may be written to. */
  List<Path> strays(Path file) throws IOException {
    Path outside = Path.of("/tmp").resolve(ZipMutation.EVIL);
    if (Files.exists(outside)) return List.of(outside);
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(p -> Files.isRegularFile(p) || Files.isSymbolicLink(p))
          .filter(p -> !p.equals(file) && !p.startsWith(home))
          .toList();
    }
  }

  /** Makes it ready for the next case. */
  void clear(Path file) throws IOException {
    Files.deleteIfExists(file);
    delete(home);
  }

  @Override
  public void close() throws IOException {
    delete(root);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    Files.walkFileTree(
        folder,
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
