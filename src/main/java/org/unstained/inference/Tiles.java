package org.unstained.inference;

import java.util.ArrayList;
import java.util.List;
import org.unstained.models.SizeRule;

/**
 * A plane cut into overlapping tiles of one size that cover it whole. Tiles begin at multiples of
 * the network's step, so that a cell lies on the network's grid in every tile as it does in the
 * whole plane. A tile reaches beyond the plane only where the plane is smaller than a tile, or to
 * keep to that grid.
 *
 * <p>Each tile has a core, bounded by the middles of its overlaps; the cores part the plane.
 */
public final class Tiles {

  /** One tile: its first pixel, its size, and its place in the rows and columns of tiles. */
  public record Tile(int x, int y, int width, int height, int column, int row) {}

  private final int overlap;
  private final int width;
  private final int height;
  private final int[] columns;
  private final int[] rows;

  private Tiles(int overlap, int width, int height, int[] columns, int[] rows) {
    this.overlap = overlap;
    this.width = width;
    this.height = height;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Cuts a plane.
   *
   * @param width of the plane, from 1
   * @param height of the plane, from 1
   * @param side wanted for the tiles; the rules of the network make it greater where they have to
   * @param overlap at least so much of neighbouring tiles; at least the size of the greatest cell,
   *     so that each cell is whole in one of them
   * @throws IllegalArgumentException if a number is out of range or the overlap leaves no room
   */
  public static Tiles of(
      int width, int height, int side, int overlap, SizeRule columns, SizeRule rows) {
    if (width < 1 || height < 1)
      throw new IllegalArgumentException(
          "A plane has 1 or more pixels, got %d x %d".formatted(width, height));
    if (side < 1 || overlap < 0)
      throw new IllegalArgumentException(
          "A tile has 1 or more pixels and an overlap of 0 or more, got %d and %d"
              .formatted(side, overlap));
    int tileWidth = allowed(Math.min(side, width), columns);
    int tileHeight = allowed(Math.min(side, height), rows);
    return new Tiles(
        overlap,
        tileWidth,
        tileHeight,
        starts(width, tileWidth, overlap, Math.max(1, columns.step())),
        starts(height, tileHeight, overlap, Math.max(1, rows.step())));
  }

  private static int allowed(int side, SizeRule rule) {
    return rule.isFixed() ? rule.min() : rule.atLeast(side);
  }

  private static int[] starts(int plane, int tile, int overlap, int grid) {
    if (tile >= plane) return new int[1];
    int advance = (tile - overlap) / grid * grid;
    if (advance < 1)
      throw new IllegalArgumentException(
          "An overlap of %d leaves no room in tiles of %d; make it smaller or the tiles larger"
              .formatted(overlap, tile));
    int last = (plane - tile + grid - 1) / grid * grid;
    int[] starts = new int[1 + (last + advance - 1) / advance];
    for (int i = 0; i < starts.length; i++) starts[i] = (int) Math.min((long) i * advance, last);
    return starts;
  }

  /** All tiles, row by row. */
  public List<Tile> all() {
    List<Tile> all = new ArrayList<>(count());
    for (int r = 0; r < rows.length; r++)
      for (int c = 0; c < columns.length; c++)
        all.add(new Tile(columns[c], rows[r], width, height, c, r));
    return all;
  }

  public int count() {
    return Math.multiplyExact(columns.length, rows.length);
  }

  /** Columns of every tile. */
  public int width() {
    return width;
  }

  /** Rows of every tile. */
  public int height() {
    return height;
  }

  int overlap() {
    return overlap;
  }

  /** Whether a point lies within a tile's core, or at most so far outside it. */
  boolean inCore(Tile tile, double x, double y, double margin) {
    return within(x, tile.column(), columns, width, margin)
        && within(y, tile.row(), rows, height, margin);
  }

  private static boolean within(double at, int i, int[] starts, int side, double margin) {
    return (i == 0 || at >= middle(starts, i, side) - margin)
        && (i == starts.length - 1 || at < middle(starts, i + 1, side) + margin);
  }

  private static double middle(int[] starts, int i, int side) {
    return (starts[i - 1] + side + starts[i]) / 2.0;
  }

  boolean goesOnLeft(Tile tile) {
    return tile.column() > 0;
  }

  boolean goesOnRight(Tile tile) {
    return tile.column() < columns.length - 1;
  }

  boolean goesOnAbove(Tile tile) {
    return tile.row() > 0;
  }

  boolean goesOnBelow(Tile tile) {
    return tile.row() < rows.length - 1;
  }
}
