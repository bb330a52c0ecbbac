package org.unstained.annotation;

import java.nio.file.Path;

/**
 * Something in an annotation that can't be taken as it stands, or is better looked at.
 *
 * @param file that it is about
 * @param kind for counting and switching
 * @param message what is the matter, what was done about it and what the user may do
 */
public record AnnotationWarning(Path file, Kind kind, String message) {
  public enum Kind {
    /** A box without area, which is left out. */
    NO_AREA,
    /** A box wholly outside its image, which is left out. */
    OUTSIDE,
    /** A box partly outside its image, which is cut at the border. */
    PARTLY_OUTSIDE,
    /** A box whose least corner is its greatest, which is turned round. */
    SWAPPED,
    /** A box of a class that wasn't asked for, which is left out. */
    OTHER_CLASS,
    /** No size of the image: boxes can't be checked against it before it is opened. */
    NO_SIZE,
    /** The annotation tells another size than the image has; the image's is taken. */
    OTHER_SIZE,
    /** The annotation names another image than the one it lies beside. */
    OTHER_NAME,
    /** An image that nobody annotated, which is left out. */
    NO_ANNOTATION,
    /** An annotation whose image isn't there, which is left out. */
    NO_IMAGE,
    /** A name of a list that neither image nor annotation has. */
    NOT_FOUND,
    /** A name that a list holds twice; it is taken once. */
    LISTED_TWICE,
    /** A class that was asked for and that no image has. */
    EMPTY_CLASS,
    /** Points, which are left out or become boxes. */
    POINTS,
    /** Shapes that are no area, which are left out, or that are drawn another way. */
    OTHER_SHAPE,
    /** Cells whose class is taken from something that may have been meant otherwise, or none. */
    GUESSED_CLASS
  }

  /** {@code cells (3).xml: object 2 …} */
  @Override
  public String toString() {
    return file.getFileName() + ": " + message;
  }
}
