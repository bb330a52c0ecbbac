package org.unstained.workflow.files;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder that a run writes into. */
public final class OutputFolder {
  /** The folder in an output folder that holds what runs remember. */
  public static final String HIDDEN = ".unstained";

  private OutputFolder() {}

  /** Why a name with umlauts and the like fails where the system isn't set up for them. */
  public static final String UNMAPPABLE =
      "its name has letters that Java can't use in this locale. Set the environment variable"
          + " LC_ALL to C.UTF-8 and try again.";

  /**
   * Makes the folder if need be and makes sure that files can be written without harm: those there
   * under our names must come from an earlier run, which has left its {@code run.json} or its
   * records.
   *
   * @param stems what the files of the images will begin with
   * @throws IOException with what to do; nothing has changed then
   */
  public static void prepare(Path folder, Collection<String> stems) throws IOException {
    make(folder);
    if (Files.exists(folder.resolve(OutputNames.RUN)) || Files.exists(folder.resolve(HIDDEN)))
      return;
    Stream<String> names =
        Stream.concat(
            OutputNames.OF_FOLDER.stream(),
            stems.stream().flatMap(stem -> OutputNames.OF_IMAGE.stream().map(end -> stem + end)));
    List<String> there = names.filter(name -> exists(folder, name)).toList();
    if (!there.isEmpty())
      throw new IOException(
          "%s already holds %s, which no run of ours has left there. Choose another output folder or move %s away."
              .formatted(
                  folder.toAbsolutePath(),
                  String.join(", ", there),
                  there.size() == 1 ? "it" : "them"));
  }

  /**
   * Makes the folder if need be and makes sure that files can be written there.
   *
   * @throws IOException with what to do
   */
  public static void make(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          "%s is a file, not a folder. Choose another output folder."
              .formatted(folder.toAbsolutePath()),
          e);
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
    try {
      Files.delete(Files.createTempFile(folder, ".unstained-", ""));
    } catch (IOException e) {
      throw unwritable(folder, e);
    }
  }

  private static boolean exists(Path folder, String name) {
    try {
      return Files.exists(folder.resolve(name));
    } catch (InvalidPathException e) {
      return false; // the image of that name will fail
    }
  }

  private static IOException unwritable(Path folder, IOException e) {
    return new IOException(
        "Can't write into %s. Choose another output folder or change its permissions."
            .formatted(folder.toAbsolutePath()),
        e);
  }

  /** Deletes a folder and what is in it. */
  public static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) Files.delete(file);
  }
}
