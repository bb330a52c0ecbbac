package org.unstained.cells;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Reads pieces of rows of a plane, straight from the array behind it where there is one. One reader
 * serves one thread.
 */
interface PixelRows {

  /** Reads {@code count} pixels from (x, y) rightwards into {@code to}, from {@code at} on. */
  void read(int x, int y, int count, double[] to, int at);

  static PixelRows of(RandomAccessibleInterval<? extends RealType<?>> plane) {
    int width = (int) plane.dimension(0);
    Object array = Planes2D.array(plane);
    Object type = plane.getType();
    if (array instanceof short[] a && type instanceof UnsignedShortType)
      return (x, y, count, to, at) -> {
        for (int i = y * width + x, end = i + count; i < end; i++) to[at++] = a[i] & 0xffff;
      };
    if (array instanceof byte[] a && type instanceof UnsignedByteType)
      return (x, y, count, to, at) -> {
        for (int i = y * width + x, end = i + count; i < end; i++) to[at++] = a[i] & 0xff;
      };
    if (array instanceof float[] a && type instanceof FloatType)
      return (x, y, count, to, at) -> {
        for (int i = y * width + x, end = i + count; i < end; i++) to[at++] = a[i];
      };
    RandomAccess<? extends RealType<?>> access = plane.randomAccess();
    return (x, y, count, to, at) -> {
      access.setPosition(x, 0);
      access.setPosition(y, 1);
      for (int i = 0; i < count; i++) {
        to[at + i] = access.get().getRealDouble();
        access.fwd(0);
      }
    };
  }
}
