package org.unstained.annotation;

import java.util.List;

/**
 * What people drew in one image.
 *
 * @param name of the image's file, with its ending but no folder
 * @param width in pixels, 0 if the annotation doesn't say; height likewise, and both or neither
 * @param boxes in the order of the file; may be empty, which says that no cell is there
 * @throws IllegalArgumentException if there is no name, or a side is negative, or only one is known
 */
public record AnnotatedImage(String name, int width, int height, List<AnnotatedBox> boxes) {
  public AnnotatedImage {
    if (name == null || name.isBlank())
      throw new IllegalArgumentException("An annotated image needs a name");
    if (width < 0 || height < 0 || (width == 0) != (height == 0))
      throw new IllegalArgumentException(
          "An image has two positive sides, or 0 and 0 if they are unknown, got %d and %d"
              .formatted(width, height));
    boxes = List.copyOf(boxes);
  }

  /** The same with other boxes. */
  public AnnotatedImage with(List<AnnotatedBox> others) {
    return new AnnotatedImage(name, width, height, others);
  }

  /** The same in an image of this size. */
  public AnnotatedImage sized(int w, int h) {
    return new AnnotatedImage(name, w, h, boxes);
  }

  /** Name of the image without ending. */
  public String stem() {
    return Stems.of(name);
  }

  public boolean hasSize() {
    return width > 0;
  }

  /** Names of the classes, each once, in the order of the alphabet; none for cells without one. */
  public List<String> classes() {
    return boxes.stream()
        .filter(AnnotatedBox::hasClass)
        .map(AnnotatedBox::className)
        .distinct()
        .sorted()
        .toList();
  }
}
