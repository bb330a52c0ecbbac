package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.unstained.models.TextFile;

/**
 * Where the images, the annotations and the lists of a data set lie.
 *
 * @param images folder of the images
 * @param annotations folder of the XML files; may be the same
 * @param lists text files with the names of some of the images ({@code train} → its file), by name
 *     without ending; may be empty
 */
public record AnnotationFolder(Path images, Path annotations, Map<String, Path> lists) {
  /** A text file in the folder of a data set with the path of the folder that its images lie in. */
  public static final String ELSEWHERE = "images.txt";

  private static final List<String> IMAGES = List.of("JPEGImages", "images", "Images");
  private static final List<String> ANNOTATIONS = List.of("Annotations", "annotations");
  private static final List<String> LISTS = List.of("ImageSets/Main", "splits");

  public AnnotationFolder {
    lists = Map.copyOf(lists);
  }

  /**
   * Finds the folders of a data set as VOC lays them out ({@code JPEGImages}, {@code Annotations},
   * {@code ImageSets/Main}), or with {@code images}, {@code annotations} and {@code splits}. Where
   * one of them is missing, the folder itself is taken. A file {@value #ELSEWHERE} names the folder
   * of images that lie elsewhere, by its path from the folder or from the root.
   *
   * @throws IOException if there is no such folder
   */
  public static AnnotationFolder find(Path folder) throws IOException {
    if (!Files.isDirectory(folder))
      throw new NotDirectoryException(folder + ", which should be a folder with images and XML");
    Map<String, Path> lists = new TreeMap<>();
    Path ofLists = inside(folder, LISTS);
    if (!ofLists.equals(folder))
      try (Stream<Path> files = Files.list(ofLists)) {
        files
            .filter(f -> f.getFileName().toString().endsWith(".txt"))
            .forEach(f -> lists.put(Stems.of(f), f));
      }
    return new AnnotationFolder(images(folder), inside(folder, ANNOTATIONS), lists);
  }

  private static Path images(Path folder) throws IOException {
    Path elsewhere = folder.resolve(ELSEWHERE);
    if (!Files.isRegularFile(elsewhere)) return inside(folder, IMAGES);
    String path = TextFile.read(elsewhere).strip();
    Path images;
    try {
      images = folder.resolve(path);
    } catch (InvalidPathException e) {
      throw new IOException(
          elsewhere + " names no folder that there can be. Write the path of the images into it.",
          e);
    }
    if (path.isEmpty() || !Files.isDirectory(images))
      throw new NotDirectoryException(
          "%s, which %s names as the folder of the images. Write the path of the folder into that file"
              .formatted(images, elsewhere));
    return images;
  }

  private static Path inside(Path folder, List<String> names) {
    for (String name : names)
      if (Files.isDirectory(folder.resolve(name))) return folder.resolve(name);
    return folder;
  }

  /**
   * Names of the images in a list such as {@code train}, one a line, in its order. Blank lines are
   * skipped.
   *
   * @throws IOException if there is no such list, or it isn't UTF-8 text
   */
  public List<String> names(String list) throws IOException {
    Path file = lists.get(list);
    if (file == null)
      throw new IOException(
          "There is no list '%s' beside %s. There are: %s"
              .formatted(list, annotations, new ArrayList<>(new TreeMap<>(lists).keySet())));
    return TextFile.lines(file);
  }
}
