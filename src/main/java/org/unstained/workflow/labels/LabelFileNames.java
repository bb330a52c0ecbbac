package org.unstained.workflow.labels;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.unstained.annotation.AnnotatedImage;
import org.unstained.annotation.LabelFormat;

/** Names of the files of several images, of which no two are the same, whatever the system. */
final class LabelFileNames {
  private final LabelFormat format;
  private final Set<String> taken = new HashSet<>();

  LabelFileNames(LabelFormat format) {
    this.format = format;
  }

  /**
   * @throws IllegalArgumentException if two images differ in their endings alone: their labels
   *     would have one name
   */
  String of(AnnotatedImage image) {
    String name = format.fileName(image).replaceAll("[\\\\/:*?\"<>|\\x00-\\x1f]", "_");
    if (!taken.add(name.toLowerCase(Locale.ROOT)))
      throw new IllegalArgumentException(
          "Two images would have their labels in %s. Give the images names of their own"
              .formatted(name));
    return name;
  }
}
