package org.unstained.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The content of a folder that many cases begin with: made once, then copied. Files may name the
 * folder itself, so it is made anew for another one.
 */
public final class FolderCopy {
  /** Fills an empty folder. */
  @FunctionalInterface
  public interface Making {
    void in(Path folder) throws IOException;
  }

  private final Making making;
  private final Map<Path, byte[]> files = new LinkedHashMap<>();
  private Path of;

  public FolderCopy(Making making) {
    this.making = making;
  }

  /**
   * @param folder empty
   */
  public synchronized void to(Path folder) throws IOException {
    if (folder.equals(of)) {
      for (Map.Entry<Path, byte[]> file : files.entrySet())
        if (file.getValue() == null) Files.createDirectories(file.getKey());
        else Files.write(file.getKey(), file.getValue());
      return;
    }
    of = null;
    files.clear();
    making.in(folder);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) all::iterator)
        files.put(path, Files.isDirectory(path) ? null : Files.readAllBytes(path));
    }
    of = folder;
  }
}
