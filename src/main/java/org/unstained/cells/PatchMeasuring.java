package org.unstained.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;

/**
 * Measures all patches of a plane in one pass: each pixel is read once, however many patches it
 * lies in, and no more than nine rows are held.
 */
public final class PatchMeasuring {
  private static final int ROWS = 9;

  private PatchMeasuring() {}

  /**
   * The patches as cells without a class, numbered from 1 in the order of the grid, with the
   * columns of {@link PatchMeasurement}.
   *
   * @param plane 2D, from (0, 0) on, of the grid's size
   * @param canceled asked at each row
   * @throws java.util.concurrent.CancellationException if canceled
   * @throws IllegalArgumentException if the plane has another size than the grid
   */
  public static List<Cell> measure(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      PatchGrid grid,
      BooleanSupplier canceled) {
    PatchValues values = values(plane, grid, canceled);
    return IntStream.range(0, values.count()).mapToObj(values::cell).toList();
  }

  /** As {@link #measure}, but no cells are made, which take five times the memory. */
  public static PatchValues values(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      PatchGrid grid,
      BooleanSupplier canceled) {
    Planes2D.check(plane, "A plane");
    if (plane.dimension(0) != grid.width() || plane.dimension(1) != grid.height())
      throw new IllegalArgumentException(
          "The patches are of %d x %d pixels, and the plane has %s"
              .formatted(grid.width(), grid.height(), Planes2D.extent(plane)));
    return new PatchValues(
        grid,
        values(
            plane,
            PatchCuts.of(grid.lefts(), grid.size()),
            PatchCuts.of(grid.tops(), grid.size()),
            canceled));
  }

  /**
   * The same for squares of one size that stand in columns and rows, as many in each.
   *
   * @param squares row by row, numbered from 1; the numbers stay
   * @throws IllegalArgumentException if they don't stand so
   */
  public static List<Cell> measure(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      List<Region> squares,
      BooleanSupplier canceled) {
    Planes2D.check(plane, "A plane");
    int[] lefts = squares.stream().mapToInt(r -> (int) r.box().x()).sorted().distinct().toArray();
    int[] tops = squares.stream().mapToInt(r -> (int) r.box().y()).sorted().distinct().toArray();
    if (squares.isEmpty() || lefts.length * tops.length != squares.size())
      throw new IllegalArgumentException("The squares don't stand in columns and rows");
    int size = (int) squares.get(0).box().width();
    IntFunction<double[]> values =
        values(plane, PatchCuts.of(lefts, size), PatchCuts.of(tops, size), canceled);
    List<Cell> cells = new ArrayList<>(squares.size());
    for (Region square : squares)
      cells.add(
          PatchValues.cell(
              square.number(),
              (int) square.box().x(),
              (int) square.box().y(),
              size,
              values.apply(cells.size())));
    return cells;
  }

  /** A whole plane as one patch, whatever its sides. */
  public static Measurements whole(RandomAccessibleInterval<? extends RealType<?>> plane) {
    Planes2D.check(plane, "A plane");
    double[] values =
        values(
                plane,
                PatchCuts.of(new int[] {0}, (int) plane.dimension(0)),
                PatchCuts.of(new int[] {0}, (int) plane.dimension(1)),
                () -> false)
            .apply(0);
    return new Measurements(PatchMeasurement.COLUMNS, values);
  }

  /** The figures of a patch by its place in the grid. */
  private static IntFunction<double[]> values(
      RandomAccessibleInterval<? extends RealType<?>> plane,
      PatchCuts across,
      PatchCuts down,
      BooleanSupplier canceled) {
    int columns = across.first().length;
    double[] sums =
        new double
            [Math.multiplyExact(
                Math.multiplyExact(columns, down.first().length), PatchSums.LENGTH)];
    double[] pieces = new double[across.pieces() * PatchSums.LENGTH];
    RowsBelow rows = new RowsBelow(plane);
    double reference = rows.reference();
    for (int band = 0; band < down.pieces(); band++) {
      java.util.Arrays.fill(pieces, 0);
      for (int y = down.edges()[band]; y < down.edges()[band + 1]; y++) {
        if (canceled.getAsBoolean()) throw new java.util.concurrent.CancellationException();
        double[][] here = rows.from(y);
        IntStream.range(0, across.pieces())
            .forEach(
                p ->
                    PatchSums.add(
                        here,
                        across.edges()[p],
                        across.edges()[p + 1],
                        reference,
                        pieces,
                        p * PatchSums.LENGTH));
      }
      for (int row = 0; row < down.first().length; row++)
        if (down.first()[row] <= band && band < down.end()[row])
          addPieces(pieces, across, sums, row * columns);
    }
    return patch -> PatchMeasurement.of(sums, patch * PatchSums.LENGTH, reference);
  }

  /** To each patch of a row the pieces that it is made of. */
  private static void addPieces(double[] pieces, PatchCuts across, double[] sums, int firstPatch) {
    for (int column = 0; column < across.first().length; column++) {
      int to = (firstPatch + column) * PatchSums.LENGTH;
      for (int p = across.first()[column]; p < across.end()[column]; p++)
        for (int i = 0; i < PatchSums.LENGTH; i++) sums[to + i] += pieces[p * PatchSums.LENGTH + i];
    }
  }

  /** A row and the eight below it, each read once. */
  private static final class RowsBelow {
    private final PixelRows pixels;
    private final int width;
    private final int height;
    private final double[][] held;
    private int read;

    RowsBelow(RandomAccessibleInterval<? extends RealType<?>> plane) {
      pixels = PixelRows.of(plane);
      width = (int) plane.dimension(0);
      height = (int) plane.dimension(1);
      held = new double[ROWS][width];
    }

    /** Near the values of the picture, so that sums of powers stay exact. */
    double reference() {
      from(0);
      double sum = 0;
      int count = 0;
      for (int y = 0; y < read; y++)
        for (double v : held[y])
          if (Double.isFinite(v)) {
            sum += v;
            count++;
          }
      return count == 0 || !Double.isFinite(sum / count) ? 0 : sum / count;
    }

    /** Rows are asked for in their order. */
    double[][] from(int y) {
      for (; read < Math.min(height, y + ROWS); read++)
        pixels.read(0, read, width, held[read % ROWS], 0);
      double[][] rows = new double[ROWS][];
      for (int i = 0; i < ROWS && y + i < height; i++) rows[i] = held[(y + i) % ROWS];
      return rows;
    }
  }
}
