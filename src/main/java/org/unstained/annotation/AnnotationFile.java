package org.unstained.annotation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.unstained.annotation.AnnotationWarning.Kind;

/**
 * An annotation as it was read.
 *
 * @param file where it was
 * @param image what it says, with boxes that have an area and lie within the image
 * @param warnings what had to be left out or mended for that; empty if nothing
 */
public record AnnotationFile(Path file, AnnotatedImage image, List<AnnotationWarning> warnings) {
  public AnnotationFile {
    warnings = List.copyOf(warnings);
  }

  /**
   * The same, for an image that was opened and has this size. Where the file told none, or another
   * one, the boxes are checked against this one, and warnings about that are added.
   *
   * @throws IllegalArgumentException if a side is not positive
   */
  public AnnotationFile sized(int width, int height) {
    if (width < 1 || height < 1)
      throw new IllegalArgumentException(
          "An image has positive sides, got %d and %d".formatted(width, height));
    if (image.width() == width && image.height() == height) return this;
    BoxCheck check = new BoxCheck(file, width, height);
    check.addAll(warnings);
    if (image.hasSize())
      check.warn(
          Kind.OTHER_SIZE,
          "tells a size of %d x %d, but the image has %d x %d, which counts. Check that it belongs to this image"
              .formatted(image.width(), image.height(), width, height));
    List<AnnotatedBox> boxes = new ArrayList<>();
    for (int i = 0; i < image.boxes().size(); i++)
      check.checked(i + 1, image.boxes().get(i)).ifPresent(boxes::add);
    return new AnnotationFile(
        file, new AnnotatedImage(image.name(), width, height, boxes), check.warnings());
  }
}
