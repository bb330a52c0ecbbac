package org.unstained.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * One plane of a TIFF file as an ImgLib2 image whose cells are read when a pixel of them is looked
 * at, and kept by a {@link TileCache}. Positions are {@code long}, so a plane may have more pixels
 * than an array. Cells are the file's tiles or some whole strips; small ones are joined to about a
 * megabyte. Many threads may read at once. A file that can't be read is an {@link
 * UncheckedIOException}.
 */
final class TiledPlane {
  private static final int CELL_BYTES = 1 << 20;
  private static final int LEAST_SIDE = 256;

  /** A strip or tile has to fit into memory several times, packed and unpacked. */
  private static final long LARGEST_CELL = 256L << 20;

  private final int number;
  private final TiffPlanes.Plane plane;
  private final TiffDirectory directory;
  private final TileCache cache;
  private final CellGrid grid;

  private TiledPlane(TiffPlanes planes, int number, TileCache cache) throws IOException {
    this.number = number;
    plane = planes.planes().get(number);
    this.directory = plane.directory();
    this.cache = cache;
    grid =
        new CellGrid(
            new long[] {directory.width(), directory.height()},
            new int[] {cellWidth(directory), cellHeight(directory)});
    long bytes = (long) grid.cellDimension(0) * grid.cellDimension(1) * pixelBytes(directory);
    if (bytes > LARGEST_CELL)
      throw new IOException(
          "%s keeps %,d x %,d pixels in one compressed piece, which is too much to be read in parts. Save it again in tiles or uncompressed."
              .formatted(plane.header().name(), directory.chunkWidth(), directory.chunkHeight()));
  }

  /**
   * A grey plane: 8-bit, 16-bit (signed or not) or 32-bit, as {@link Planes#plane} gives it.
   *
   * @param number of the plane, from 0
   */
  static RandomAccessibleInterval<? extends RealType<?>> grey(
      TiffPlanes planes, int number, TileCache cache) throws IOException {
    TiledPlane tiles = new TiledPlane(planes, number, cache);
    if (planes.signed())
      return tiles.image(new ShortType(), 0, data -> new ShortArray(Planes.signed((short[]) data)));
    return switch (planes.bitDepth()) {
      case 8 -> tiles.image(new UnsignedByteType(), 0, data -> new ByteArray((byte[]) data));
      case 16 -> tiles.image(new UnsignedShortType(), 0, data -> new ShortArray((short[]) data));
      default -> tiles.image(new FloatType(), 0, data -> new FloatArray((float[]) data));
    };
  }

  /**
   * A colour of an RGB plane.
   *
   * @param colour 0 the luminance, 1 red, 2 green, 3 blue
   */
  static RandomAccessibleInterval<? extends RealType<?>> ofRgb(
      TiffPlanes planes, int number, int colour, TileCache cache) throws IOException {
    return new TiledPlane(planes, number, cache)
        .image(
            new UnsignedByteType(),
            colour,
            data -> new ByteArray(Planes.colour((int[]) data, colour)));
  }

  private interface Access {
    DataAccess of(Object data);
  }

  private record Name(int plane, int colour, long cell) {}

  private <T extends NativeType<T> & RealType<T>> RandomAccessibleInterval<T> image(
      T type, int colour, Access access) {
    return new LazyCellImg<T, DataAccess>(grid, type, index -> cell(index, colour, access));
  }

  @SuppressWarnings("unchecked")
  private Cell<DataAccess> cell(long index, int colour, Access access) {
    long[] min = new long[2];
    int[] size = new int[2];
    grid.getCellDimensions(index, min, size);
    long bytes = (long) size[0] * size[1] * pixelBytes(directory);
    return (Cell<DataAccess>)
        cache.get(
            new Name(number, colour, index),
            bytes,
            () -> new Cell<>(size, min, access.of(read(min, size))));
  }

  private Object read(long[] min, int[] size) {
    try {
      return TiffPixels.read(
          plane.header().file(),
          plane.header().order(),
          directory,
          plane.index(),
          new TiffPixels.Window((int) min[0], (int) min[1], size[0], size[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int pixelBytes(TiffDirectory directory) {
    return directory.bitDepth() == 24 ? 4 : directory.bitDepth() / 8;
  }

  private static int cellWidth(TiffDirectory directory) {
    if (!directory.tiled()) return (int) directory.width();
    return joined(directory.chunkWidth(), directory.width(), LEAST_SIDE);
  }

  private static int cellHeight(TiffDirectory directory) {
    if (directory.tiled()) return joined(directory.chunkHeight(), directory.height(), LEAST_SIDE);
    long rows = Math.max(1, CELL_BYTES / (directory.width() * pixelBytes(directory)));
    if (!directory.compressed()) return (int) Math.min(directory.height(), rows);
    return joined(directory.chunkHeight(), directory.height(), rows);
  }

  /** So many whole pieces that they have at least the wanted length, or all. */
  private static int joined(long piece, long whole, long wanted) {
    return (int) Math.min(whole, piece * Math.max(1, wanted / piece));
  }
}
