package org.unstained.annotation;

import java.util.Optional;
import org.unstained.annotation.AnnotationWarning.Kind;
import org.unstained.cells.Box;

/** Points of a file, which become squares or are left out. */
final class PointBoxes {
  private final double side;
  private int count;

  PointBoxes(LabelOptions options) {
    this.side = options.pointSide();
  }

  /** The box of a point; empty if nobody has said how large. */
  Optional<Box> box(double x, double y) {
    count++;
    return side > 0
        ? Optional.of(new Box(x - side / 2, y - side / 2, side, side))
        : Optional.empty();
  }

  /** Notes that there were points, if there were. */
  void warn(BoxCheck check) {
    if (count == 0) return;
    check.warn(
        Kind.POINTS,
        side > 0
            ? "holds %d points, which became squares of %s px"
                .formatted(count, Decimals.plain(side))
            : "holds %d points, which are left out. Say how large cells are (side), and they become squares"
                .formatted(count));
  }
}
