package org.unstained.annotation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unstained.annotation.AnnotationWarning.Kind;
import org.unstained.cells.Box;

/**
 * Checks the boxes of one file against the size of its image and notes what it leaves out or mends.
 * A width of 0 is an unknown size: then only the left and upper border are known.
 */
final class BoxCheck {
  private final Path file;
  private final String about;
  private final int width;
  private final int height;
  private final List<AnnotationWarning> warnings = new ArrayList<>();

  BoxCheck(Path file, int width, int height) {
    this(file, "", width, height);
  }

  /**
   * @param about begins each message, where a file is about several images
   */
  BoxCheck(Path file, String about, int width, int height) {
    this.file = file;
    this.about = about;
    this.width = width;
    this.height = height;
  }

  void warn(Kind kind, String message) {
    warnings.add(new AnnotationWarning(file, kind, about + message));
  }

  void addAll(List<AnnotationWarning> earlier) {
    warnings.addAll(earlier);
  }

  List<AnnotationWarning> warnings() {
    return warnings;
  }

  /** The box within the image; empty if nothing of it is left. Objects count from 1. */
  Optional<AnnotatedBox> checked(int object, AnnotatedBox annotated) {
    Box box = annotated.box();
    if (!(box.area() > 0)) {
      warn(
          Kind.NO_AREA,
          which(object, annotated) + " has no area and is left out. Draw it again, or delete it");
      return Optional.empty();
    }
    double x0 = Math.max(0, box.x());
    double y0 = Math.max(0, box.y());
    double x1 = Math.min(width > 0 ? width : Double.MAX_VALUE, box.x() + box.width());
    double y1 = Math.min(height > 0 ? height : Double.MAX_VALUE, box.y() + box.height());
    if (x1 <= x0 || y1 <= y0) {
      warn(
          Kind.OUTSIDE,
          which(object, annotated)
              + " lies outside "
              + size()
              + " and is left out. Draw it again, or delete it");
      return Optional.empty();
    }
    boolean within =
        x0 == box.x()
            && y0 == box.y()
            && x1 == box.x() + box.width()
            && y1 == box.y() + box.height();
    if (within) return Optional.of(annotated);
    warn(
        Kind.PARTLY_OUTSIDE,
        which(object, annotated)
            + " reaches out of "
            + size()
            + " and is cut at the border. Check it");
    return Optional.of(annotated.at(new Box(x0, y0, x1 - x0, y1 - y0)));
  }

  private static String which(int object, AnnotatedBox annotated) {
    return "object %d ('%s', %s)"
        .formatted(object, annotated.className(), corners(annotated.box()));
  }

  private String size() {
    return width > 0 ? "the image of %d x %d".formatted(width, height) : "the image";
  }

  private static String corners(Box box) {
    return "x %s to %s, y %s to %s"
        .formatted(
            Decimals.plain(box.x()),
            Decimals.plain(box.x() + box.width()),
            Decimals.plain(box.y()),
            Decimals.plain(box.y() + box.height()));
  }
}
