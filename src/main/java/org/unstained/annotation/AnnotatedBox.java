package org.unstained.annotation;

import java.util.Optional;
import org.unstained.cells.Box;

/**
 * A cell that somebody drew: a box at least, an outline if there is one.
 *
 * @param box in pixels of the full image, as everywhere: the pixel (3, 5) alone is (3, 5, 1, 1). Of
 *     an outline the smallest box around it.
 * @param className what it is; {@link #NO_CLASS} if nobody has said so yet
 * @param truncated whether only a part of the cell is in the box, because it runs out of the image
 * @param difficult whether it is so hard to see that scores neither ask for it nor count it wrong
 * @param outline empty if the box is all that is known. An outline that is an upright rectangle is
 *     a box, so it isn't kept.
 * @param details plane, score, measurements and whatever else a file says
 * @throws IllegalArgumentException if the class is blank but not empty
 */
public record AnnotatedBox(
    Box box,
    String className,
    boolean truncated,
    boolean difficult,
    Optional<DrawnOutline> outline,
    ObjectDetails details) {

  /** The class of a cell that nobody has classified. */
  public static final String NO_CLASS = "";

  public AnnotatedBox {
    if (box == null) throw new IllegalArgumentException("An annotated box needs a box");
    if (className == null || className.isBlank() && !className.isEmpty())
      throw new IllegalArgumentException("A class needs a name");
    outline = outline.filter(drawn -> !drawn.isRectangle());
  }

  public AnnotatedBox(Box box, String className, boolean truncated, boolean difficult) {
    this(box, className, truncated, difficult, Optional.empty(), ObjectDetails.NONE);
  }

  /** A whole cell that is seen well. */
  public AnnotatedBox(Box box, String className) {
    this(box, className, false, false);
  }

  /** A cell with this outline and the smallest box around it. */
  public static AnnotatedBox of(DrawnOutline outline, String className, ObjectDetails details) {
    return new AnnotatedBox(outline.box(), className, false, false, Optional.of(outline), details);
  }

  /** Whether anybody has said what it is. */
  public boolean hasClass() {
    return !className.isEmpty();
  }

  /** The outline, be it that of the box. */
  public DrawnOutline shape() {
    return outline.orElseGet(() -> DrawnOutline.of(box));
  }

  /** The same, called this. */
  public AnnotatedBox as(String name) {
    return new AnnotatedBox(box, name, truncated, difficult, outline, details);
  }

  /** The same with other details. */
  public AnnotatedBox with(ObjectDetails other) {
    return new AnnotatedBox(box, className, truncated, difficult, outline, other);
  }

  /** The same with another outline, and the smallest box around that. */
  public AnnotatedBox with(DrawnOutline other) {
    return new AnnotatedBox(
        other.box(), className, truncated, difficult, Optional.of(other), details);
  }

  /** The part of it that lies in the box. */
  AnnotatedBox at(Box where) {
    return new AnnotatedBox(
        where, className, truncated, difficult, outline.flatMap(o -> o.within(where)), details);
  }
}
