package org.unstained.segment;

/**
 * A plane less its ground: the opening of the plane (least, then greatest value within a square
 * around each pixel) on block means, smoothed. Bright things smaller than the square stay, slow
 * changes of light go. Blocks are an eighth of the radius wide, so the cost hardly depends on it.
 */
final class Background extends Filter {
  private static final int BLOCKS_IN_A_RADIUS = 8;

  private final CoarseGrid ground;

  /**
   * @param radius half the side of the square, larger than half a cell; at least 2
   */
  Background(Rows source, double radius, Bands bands) {
    super(source);
    int block = Math.max(2, (int) (radius / BLOCKS_IN_A_RADIUS));
    ground =
        CoarseGrid.means(source, block, bands).eroded(radius).dilated(radius).smoothed(radius / 2);
  }

  /** What is taken off at each place. */
  CoarseGrid ground() {
    return ground;
  }

  @Override
  public void read(int from, int to, float[][] into) {
    source.read(from, to, into);
    float[] below = new float[width()];
    for (int y = from; y < to; y++) {
      ground.row(y, below, width());
      float[] row = into[y - from];
      for (int x = 0; x < width(); x++) row[x] -= below[x];
    }
  }
}
