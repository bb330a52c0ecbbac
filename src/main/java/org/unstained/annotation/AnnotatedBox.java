package org.unstained.annotation;

import org.unstained.cells.Box;

/**
 * A cell that somebody drew.
 *
 * @param box in pixels of the full image, as everywhere: the pixel (3, 5) alone is (3, 5, 1, 1)
 * @param className what it is
 * @param truncated whether only a part of the cell is in the box, because it runs out of the image
 * @param difficult whether it is so hard to see that scores neither ask for it nor count it wrong
 * @throws IllegalArgumentException if the class has no name
 */
public record AnnotatedBox(Box box, String className, boolean truncated, boolean difficult) {
  public AnnotatedBox {
    if (box == null) throw new IllegalArgumentException("An annotated box needs a box");
    if (className == null || className.isBlank())
      throw new IllegalArgumentException("A class needs a name");
  }

  /** A whole cell that is seen well. */
  public AnnotatedBox(Box box, String className) {
    this(box, className, false, false);
  }

  AnnotatedBox at(Box where) {
    return new AnnotatedBox(where, className, truncated, difficult);
  }
}
