package org.unstained.segment;

/** Every fourth row of a large plane, where a distribution is needed but not every pixel of it. */
final class SomeRows implements Rows {
  private static final int STEP = 4;
  private static final long LARGE = 1 << 20;

  private final Rows source;

  private SomeRows(Rows source) {
    this.source = source;
  }

  /** The plane itself if it has less than a megapixel. */
  static Rows of(Rows source) {
    return (long) source.width() * source.height() < LARGE ? source : new SomeRows(source);
  }

  @Override
  public int width() {
    return source.width();
  }

  @Override
  public int height() {
    return (source.height() + STEP - 1) / STEP;
  }

  @Override
  public void read(int from, int to, float[][] into) {
    for (int y = from; y < to; y++)
      source.read(y * STEP, y * STEP + 1, new float[][] {into[y - from]});
  }
}
