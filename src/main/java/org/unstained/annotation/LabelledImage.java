package org.unstained.annotation;

import java.nio.file.Path;

/** An image's file and what people drew in it. */
public record LabelledImage(Path file, AnnotationFile annotation) {
  public AnnotatedImage annotated() {
    return annotation.image();
  }
}
