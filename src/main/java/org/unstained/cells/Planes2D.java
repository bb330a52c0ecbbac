package org.unstained.cells;

import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;

/** What every reader of planes asks first: is it 2D, and is there a plain array behind it? */
final class Planes2D {
  private Planes2D() {}

  /**
   * @throws IllegalArgumentException if the plane is not 2D or its coordinates are no ints
   */
  static void check(Interval plane, String what) {
    if (plane.numDimensions() != 2)
      throw new IllegalArgumentException(
          "%s has 2 dimensions, got %d".formatted(what, plane.numDimensions()));
    for (int d = 0; d < 2; d++)
      if (plane.min(d) < Integer.MIN_VALUE || plane.max(d) >= Integer.MAX_VALUE)
        throw new IllegalArgumentException(
            "%s has coordinates beyond 2^31, got %d to %d"
                .formatted(what, plane.min(d), plane.max(d)));
  }

  /**
   * The array in which the plane's pixels stand row by row, or null if there is none. It holds one
   * entry a pixel only for the types with one primitive value a pixel; the caller checks the type.
   */
  static Object array(RandomAccessibleInterval<?> plane) {
    Object access = null;
    if (plane instanceof ArrayImg<?, ?> img) access = img.update(null);
    else if (plane instanceof PlanarImg<?, ?> img) access = img.getPlane(0);
    return access instanceof ArrayDataAccess<?> data ? data.getCurrentStorageArray() : null;
  }

  static String extent(Interval plane) {
    return "%d x %d pixels from (%d, %d)"
        .formatted(plane.dimension(0), plane.dimension(1), plane.min(0), plane.min(1));
  }
}
