package org.unstained.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a folder run has written, but for times and its own records. */
final class ResultFiles {
  private ResultFiles() {}

  /** The content of each file, by its path in the folder. */
  static Map<String, byte[]> of(Path folder) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = folder.relativize(file).toString();
        if (!name.endsWith("run.json") && !name.startsWith(".unstained"))
          all.put(name, Files.readAllBytes(file));
      }
    }
    return all;
  }
}
