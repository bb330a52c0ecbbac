package org.unstained.segment;

/**
 * A plane that is read in bands of whole rows, as float.
 *
 * <p>Filters wrap one another and compute a band when it is asked for, so a filtered plane is never
 * held as a whole, and any cut into bands gives the same values: each value depends on its own
 * surroundings only and is computed in the same order every time. Thread-safe.
 */
interface Rows {

  int width();

  int height();

  /**
   * Reads rows {@code from} to {@code to} (exclusive), both within the plane.
   *
   * @param into at least {@code to - from} rows of at least {@code width()} values
   */
  void read(int from, int to, float[][] into);

  /** Whether all values are whole numbers in 0–65,535. */
  default boolean isUnsignedShort() {
    return false;
  }

  /**
   * Reads a band with {@code halo} more rows on both sides; rows beyond the plane repeat its edge.
   */
  default float[][] readWithHalo(int from, int to, int halo) {
    float[][] rows = new float[to - from + 2 * halo][];
    int first = Math.max(0, from - halo);
    int last = Math.min(height(), to + halo);
    float[][] inside = new float[last - first][width()];
    read(first, last, inside);
    for (int i = 0; i < rows.length; i++)
      rows[i] = inside[Math.min(last - 1, Math.max(first, from - halo + i)) - first];
    return rows;
  }
}
