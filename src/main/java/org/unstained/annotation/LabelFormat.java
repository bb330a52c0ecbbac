package org.unstained.annotation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A kind of files that hold labels. */
public interface LabelFormat {

  /** Short name for macros and command lines: lower case, one word. */
  String key();

  /** Name for people. */
  String title();

  /** What it can hold beyond boxes with a class. */
  Set<LabelTrait> holds();

  /** How labels are spread over files. */
  enum Layout {
    /** Each image has a file of its own. */
    FILE_PER_IMAGE,
    /** One file holds all images. */
    ONE_FILE,
    /** A folder with folders. */
    FOLDERS
  }

  Layout layout();

  /** The ending of its files, with the dot. */
  String ending();

  /** Whether the file looks like one of these, by its ending and the beginning of its content. */
  boolean looksLike(Path file) throws IOException;

  /**
   * Reads a file, or a folder of folders.
   *
   * @throws IOException if it is missing or broken; names the file, the place and the remedy
   */
  LabelSet read(Path file, LabelOptions options) throws IOException;

  /**
   * Writes a file, whole or not at all.
   *
   * @param set reduced to what the format holds; one image, unless the format holds many
   * @return what had to be left out all the same, a sentence each
   * @throws IOException if the file can't be written
   * @throws IllegalArgumentException if a name or the size of an image can't be written
   */
  List<String> write(Path file, LabelSet set) throws IOException;

  /** How the file of an image is called. */
  default String fileName(AnnotatedImage image) {
    return image.stem() + ending();
  }

  /** For those that hold one image: the only one of the set. */
  default AnnotatedImage onlyImage(LabelSet set) {
    List<AnnotatedImage> images = set.images();
    if (images.size() != 1)
      throw new IllegalArgumentException(
          "A file of %s holds one image, not %d".formatted(title(), images.size()));
    return images.get(0);
  }
}
