package org.unstained.cells;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;

/**
 * Reads whole rows of a label map, straight from the array behind it where there is one. A value
 * that is no label (negative, or above 2<sup>31</sup>−1) is read as a negative number. One reader
 * serves one thread.
 */
interface LabelRows {

  /** Reads row {@code y} of the interval into the beginning of {@code row}. */
  void read(int y, int[] row);

  static LabelRows of(RandomAccessibleInterval<? extends IntegerType<?>> labels) {
    int width = (int) labels.dimension(0);
    Object array = Planes2D.array(labels);
    Object type = labels.getType();
    if (array instanceof int[] a && type instanceof IntType)
      return (y, row) -> System.arraycopy(a, y * width, row, 0, width);
    if (array instanceof short[] a && type instanceof UnsignedShortType)
      return (y, row) -> {
        for (int x = 0, i = y * width; x < width; x++, i++) row[x] = a[i] & 0xffff;
      };
    if (array instanceof byte[] a && type instanceof UnsignedByteType)
      return (y, row) -> {
        for (int x = 0, i = y * width; x < width; x++, i++) row[x] = a[i] & 0xff;
      };
    RandomAccess<? extends IntegerType<?>> at = labels.randomAccess();
    return (y, row) -> {
      at.setPosition(labels.min(0), 0);
      at.setPosition(y, 1);
      for (int x = 0; x < width; x++) {
        long value = at.get().getIntegerLong();
        row[x] = value == (int) value ? (int) value : -1;
        at.fwd(0);
      }
    };
  }

  /** Says which value isn't a label, and where it is. */
  static void refuse(RandomAccessibleInterval<? extends IntegerType<?>> labels, long x, long y) {
    throw new IllegalArgumentException(
        "Labels lie within 0 (background) to 2147483647, got %d at (%d, %d)"
            .formatted(labels.getAt(x, y).getIntegerLong(), x, y));
  }
}
