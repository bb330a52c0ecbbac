package org.unstained.models;

import java.util.stream.IntStream;
import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * How often each value stands in a plane of 8 or 16 bits, which is all that figures of its pixels
 * need. Read once, in parallel, straight from the array behind the plane where there is one.
 */
final class ValueCounts {
  private static final int MOST_BANDS = 64;

  /** Each band has counts of its own; it needs so many times more pixels to be worth that. */
  private static final int PIXELS_A_VALUE = 4;

  private ValueCounts() {}

  /** Whether counting is less work than going through the pixels twice. */
  static boolean areCheap(RandomAccessibleInterval<? extends RealType<?>> plane) {
    int values = values(plane);
    return values > 0 && plane.dimension(0) * plane.dimension(1) >= values;
  }

  private static int values(RandomAccessibleInterval<? extends RealType<?>> plane) {
    Object type = plane.getType();
    if (type instanceof UnsignedByteType) return 1 << 8;
    return type instanceof UnsignedShortType ? 1 << 16 : 0;
  }

  /**
   * Counts by value.
   *
   * @param plane of {@link UnsignedByteType} or {@link UnsignedShortType}, 2D
   */
  static long[] of(RandomAccessibleInterval<? extends RealType<?>> plane) {
    long[] counts = new long[values(plane)];
    long rows = plane.dimension(1);
    long worth = plane.dimension(0) * rows / ((long) counts.length * PIXELS_A_VALUE);
    int bands = (int) Math.max(1, Math.min(MOST_BANDS, worth));
    IntStream.range(0, bands)
        .parallel()
        .forEach(
            band -> {
              int[] part = new int[counts.length];
              count(plane, rows * band / bands, rows * (band + 1) / bands, part);
              synchronized (counts) {
                for (int v = 0; v < part.length; v++) counts[v] += part[v];
              }
            });
    return counts;
  }

  private static void count(
      RandomAccessibleInterval<? extends RealType<?>> plane, long from, long to, int[] counts) {
    int width = Math.toIntExact(plane.dimension(0));
    Object array =
        plane instanceof ArrayImg<?, ?> img && img.update(null) instanceof ArrayDataAccess<?> data
            ? data.getCurrentStorageArray()
            : null;
    if (array instanceof byte[] a)
      for (int i = (int) from * width; i < (int) to * width; i++) counts[a[i] & 0xff]++;
    else if (array instanceof short[] a)
      for (int i = (int) from * width; i < (int) to * width; i++) counts[a[i] & 0xffff]++;
    else read(plane, from, to, counts);
  }

  private static void read(
      RandomAccessibleInterval<? extends RealType<?>> plane, long from, long to, int[] counts) {
    RandomAccess<? extends RealType<?>> access = plane.randomAccess();
    for (long y = from; y < to; y++) {
      access.setPosition(plane.min(1) + y, 1);
      access.setPosition(plane.min(0), 0);
      for (long x = 0; x < plane.dimension(0); x++) {
        counts[(int) access.get().getRealFloat()]++;
        access.fwd(0);
      }
    }
  }
}
