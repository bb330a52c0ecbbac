package org.unstained.segment;

import net.imglib2.RandomAccess;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.cell.AbstractCellImg;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Cast;

/** The rows of an ImgLib2 plane; planes backed by one array are read from it directly. */
final class PlaneRows implements Rows {

  private interface Source {
    void read(int y, float[] into);
  }

  private final int width;
  private final int height;
  private final boolean unsignedShort;
  private final Source source;

  private PlaneRows(RandomAccessibleInterval<? extends RealType<?>> plane) {
    width = Math.toIntExact(plane.dimension(0));
    height = Math.toIntExact(plane.dimension(1));
    Object type = plane.getType();
    unsignedShort = type instanceof UnsignedShortType || type instanceof UnsignedByteType;
    source = source(plane, type);
  }

  /**
   * @throws IllegalArgumentException if the plane is not 2D or empty
   */
  static PlaneRows of(RandomAccessibleInterval<? extends RealType<?>> plane) {
    if (plane.numDimensions() != 2)
      throw new IllegalArgumentException(
          "Segmentation takes one plane (2D), got %dD".formatted(plane.numDimensions()));
    if (plane.dimension(0) < 1 || plane.dimension(1) < 1)
      throw new IllegalArgumentException("The plane is empty");
    return new PlaneRows(plane);
  }

  private Source source(RandomAccessibleInterval<? extends RealType<?>> plane, Object type) {
    Object access = plane instanceof ArrayImg<?, ?> img ? img.update(null) : null;
    if (access instanceof ByteArray bytes && type instanceof UnsignedByteType) {
      byte[] data = bytes.getCurrentStorageArray();
      return (y, into) -> {
        int at = y * width;
        for (int x = 0; x < width; x++) into[x] = data[at + x] & 0xff;
      };
    }
    if (access instanceof ShortArray shorts && type instanceof UnsignedShortType) {
      short[] data = shorts.getCurrentStorageArray();
      return (y, into) -> {
        int at = y * width;
        for (int x = 0; x < width; x++) into[x] = data[at + x] & 0xffff;
      };
    }
    if (access instanceof FloatArray floats && type instanceof FloatType) {
      float[] data = floats.getCurrentStorageArray();
      return (y, into) -> System.arraycopy(data, y * width, into, 0, width);
    }
    if (plane instanceof AbstractCellImg<?, ?, ?, ?> img) return cells(img, type);
    return (y, into) -> {
      RandomAccess<? extends RealType<?>> at = plane.randomAccess();
      at.setPosition(plane.min(0), 0);
      at.setPosition(plane.min(1) + y, 1);
      for (int x = 0; x < width; x++) {
        into[x] = at.get().getRealFloat();
        at.fwd(0);
      }
    };
  }

  /** Planes in cells are copied from one by one, rather than asked for pixels. */
  private Source cells(AbstractCellImg<?, ?, ?, ?> plane, Object type) {
    PrimitiveBlocks<?> blocks = PrimitiveBlocks.of(Cast.unchecked(plane)).threadSafe();
    int[] size = {width, 1};
    if (type instanceof UnsignedByteType)
      return (y, into) -> {
        byte[] row = new byte[width];
        blocks.copy(new long[] {0, y}, row, size);
        for (int x = 0; x < width; x++) into[x] = row[x] & 0xff;
      };
    if (type instanceof UnsignedShortType)
      return (y, into) -> {
        short[] row = new short[width];
        blocks.copy(new long[] {0, y}, row, size);
        for (int x = 0; x < width; x++) into[x] = row[x] & 0xffff;
      };
    if (type instanceof ShortType)
      return (y, into) -> {
        short[] row = new short[width];
        blocks.copy(new long[] {0, y}, row, size);
        for (int x = 0; x < width; x++) into[x] = row[x];
      };
    if (type instanceof FloatType) return (y, into) -> blocks.copy(new long[] {0, y}, into, size);
    throw new IllegalArgumentException("A plane in tiles can't have pixels of " + type.getClass());
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  @Override
  public boolean isUnsignedShort() {
    return unsignedShort;
  }

  @Override
  public void read(int from, int to, float[][] into) {
    for (int y = from; y < to; y++) source.read(y, into[y - from]);
  }
}
