package org.unstained.workflow.large;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.unstained.workflow.files.OutputFolder;
import org.unstained.workflow.files.OutputNames;

/** Where the results of an image that stays in its file are made, before they are published. */
public final class LargePlaces {
  private final Path folder;
  private final Set<String> ends = new LinkedHashSet<>();
  private final List<Path> hidden = new ArrayList<>();

  /**
   * @param folder empty
   */
  public LargePlaces(Path folder) {
    this.folder = folder;
  }

  /**
   * A file or folder that may be made.
   *
   * @param end of its name, such as {@link OutputNames#CELLS}
   */
  Path of(String end) {
    ends.add(end);
    return folder.resolve("image" + end);
  }

  /** A file that is never published. */
  Path hidden(String name) {
    hidden.add(folder.resolve(name));
    return folder.resolve(name);
  }

  /** Bytes that the disk has left. A {@code FileStore} isn't found in a changed root. */
  long free() {
    return folder.toFile().getUsableSpace();
  }

  /**
   * All that has been made, with the name that it is to have.
   *
   * @param stem what names begin with
   */
  public Map<Path, String> made(String stem) {
    Map<Path, String> made = new LinkedHashMap<>();
    for (String end : ends) if (Files.exists(of(end))) made.put(of(end), stem + end);
    return made;
  }

  /** Deletes all that has been made and wasn't published. */
  public void clear() throws IOException {
    for (String end : ends)
      if (Files.isDirectory(of(end))) OutputFolder.delete(of(end));
      else Files.deleteIfExists(of(end));
    for (Path file : hidden) Files.deleteIfExists(file);
  }
}
