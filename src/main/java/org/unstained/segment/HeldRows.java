package org.unstained.segment;

/** A filtered plane that is held in memory, since it is read several times and small. */
final class HeldRows implements Rows {
  private static final long MOST_PIXELS = 1 << 24;

  private final float[][] rows;
  private final int width;

  private HeldRows(Rows source, Bands bands) {
    width = source.width();
    rows = new float[source.height()][];
    bands.forEach(
        (band, from, to) -> {
          float[][] values = new float[to - from][width];
          source.read(from, to, values);
          System.arraycopy(values, 0, rows, from, to - from);
        });
  }

  /** The plane itself if it needs no computing or has more than 16 megapixels. */
  static Rows ifSmall(Rows source, Bands bands) {
    boolean small = (long) source.width() * source.height() <= MOST_PIXELS;
    return small && !(source instanceof PlaneRows) ? new HeldRows(source, bands) : source;
  }

  /** A plane, or a strip of one, that fits into memory. */
  static Rows of(Rows source, Bands bands) {
    return new HeldRows(source, bands);
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return rows.length;
  }

  @Override
  public void read(int from, int to, float[][] into) {
    for (int y = from; y < to; y++) System.arraycopy(rows[y], 0, into[y - from], 0, width);
  }
}
