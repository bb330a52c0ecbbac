package org.unstained.inference;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The pixels of a plane by rows, counted from its first one; straight from the array behind it
 * where there is one. Many threads may read at once.
 */
final class PixelSource {

  private interface Rows {
    void read(int x, int y, int count, float[] to, int at);
  }

  private final int width;
  private final int height;
  private final Rows rows;

  private PixelSource(int width, int height, Rows rows) {
    this.width = width;
    this.height = height;
    this.rows = rows;
  }

  /**
   * @throws IllegalArgumentException if the plane is not 2D or empty
   */
  static PixelSource of(RandomAccessibleInterval<? extends RealType<?>> plane) {
    if (plane.numDimensions() != 2 || plane.dimension(0) < 1 || plane.dimension(1) < 1)
      throw new IllegalArgumentException(
          "A plane has 2 dimensions and 1 or more pixels, got "
              + java.util.Arrays.toString(plane.dimensionsAsLongArray()));
    int width = Math.toIntExact(plane.dimension(0));
    int height = Math.toIntExact(plane.dimension(1));
    return new PixelSource(width, height, rows(plane, width));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** Reads part of a row within the plane. */
  void read(int x, int y, int count, float[] to, int at) {
    rows.read(x, y, count, to, at);
  }

  private static Rows rows(RandomAccessibleInterval<? extends RealType<?>> plane, int width) {
    Object array = array(plane);
    Object type = plane.getType();
    if (array instanceof byte[] a && type instanceof UnsignedByteType)
      return (x, y, count, to, at) -> {
        int from = y * width + x;
        for (int i = 0; i < count; i++) to[at + i] = a[from + i] & 0xff;
      };
    if (array instanceof short[] a && type instanceof UnsignedShortType)
      return (x, y, count, to, at) -> {
        int from = y * width + x;
        for (int i = 0; i < count; i++) to[at + i] = a[from + i] & 0xffff;
      };
    if (array instanceof float[] a && type instanceof FloatType)
      return (x, y, count, to, at) -> System.arraycopy(a, y * width + x, to, at, count);
    return (x, y, count, to, at) -> {
      RandomAccess<? extends RealType<?>> access = plane.randomAccess();
      access.setPosition(plane.min(0) + x, 0);
      access.setPosition(plane.min(1) + y, 1);
      for (int i = 0; i < count; i++) {
        to[at + i] = access.get().getRealFloat();
        access.fwd(0);
      }
    };
  }

  private static Object array(RandomAccessibleInterval<?> plane) {
    Object access = null;
    if (plane instanceof ArrayImg<?, ?> img) access = img.update(null);
    else if (plane instanceof PlanarImg<?, ?> img) access = img.getPlane(0);
    return access instanceof ArrayDataAccess<?> data ? data.getCurrentStorageArray() : null;
  }
}
