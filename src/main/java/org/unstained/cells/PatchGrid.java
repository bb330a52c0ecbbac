package org.unstained.cells;

/**
 * Where a square window stands while it slides over a picture: row by row from the upper left,
 * every {@code step} pixels. The last column and the last row are moved inwards, so that each pixel
 * of the picture lies in one patch at least and no patch reaches beyond it.
 *
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 * @param size side of a patch in pixels, at most the shorter side of the picture
 * @param step from patch to patch in pixels, 1 to {@code size}
 * @throws IllegalArgumentException if no patch fits, pixels would lie between patches, or there are
 *     more than a million patches
 */
public record PatchGrid(int width, int height, int size, int step) {
  private static final int MOST = 1_000_000;

  public PatchGrid {
    if (size < 1 || step < 1)
      throw new IllegalArgumentException(
          "'size' and 'step' are 1 or more pixels, got %d and %d.".formatted(size, step));
    int most = Math.min(width, height);
    if (size > most)
      throw new IllegalArgumentException(
          "'size' can't be %d: the picture is %d x %d pixels and no patch fits in. Take %d or less."
              .formatted(size, width, height, most));
    if (step > size)
      throw new IllegalArgumentException(
          "'step' can't be %d: that is more than 'size' (%d), and pixels between the patches would not be looked at. Take %d or less."
              .formatted(step, size, size));
    long count = (long) places(width, size, step) * places(height, size, step);
    if (count > MOST)
      throw new IllegalArgumentException(
          "'step' %d makes %d patches a plane, more than a million. Take a longer one."
              .formatted(step, count));
  }

  private static int places(int length, int size, int step) {
    return (int) (((long) length - size + step - 1) / step) + 1;
  }

  /** Patches side by side. */
  public int columns() {
    return places(width, size, step);
  }

  /** Patches one below the other. */
  public int rows() {
    return places(height, size, step);
  }

  public int count() {
    return columns() * rows();
  }

  /** Squares of {@code step} pixels side by side that cover the picture. */
  public int stepsAcross() {
    return (int) (((long) width + step - 1) / step);
  }

  /** Squares of {@code step} pixels one below the other that cover the picture. */
  public int stepsDown() {
    return (int) (((long) height + step - 1) / step);
  }

  /** Left edge of each column of patches, ascending. */
  public int[] lefts() {
    return starts(width);
  }

  /** Upper edge of each row of patches, ascending. */
  public int[] tops() {
    return starts(height);
  }

  private int[] starts(int length) {
    int[] starts = new int[places(length, size, step)];
    for (int i = 0; i < starts.length; i++) starts[i] = Math.min(i * step, length - size);
    return starts;
  }
}
