package org.unstained.models;

/**
 * The numbers of pixels that a side of the input may have: {@code min}, {@code min + step}, {@code
 * min + 2 step} … A step of 0 leaves {@code min} alone.
 *
 * @throws IllegalArgumentException if min is below 1, step below 0 or one above {@value
 *     #GREATEST_SIDE}
 */
public record SizeRule(int min, int step) {
  public static final int GREATEST_SIDE = 1 << 16;

  public SizeRule {
    if (min < 1 || step < 0 || Math.max(min, step) > GREATEST_SIDE)
      throw new IllegalArgumentException(
          "A size rule needs min 1–%d and step 0–%d, got min %d step %d"
              .formatted(GREATEST_SIDE, GREATEST_SIDE, min, step));
  }

  public static SizeRule fixed(int size) {
    return new SizeRule(size, 0);
  }

  public boolean isFixed() {
    return step == 0;
  }

  public boolean accepts(long size) {
    return size == min || step > 0 && size > min && (size - min) % step == 0;
  }

  /**
   * The smallest size that holds this many pixels.
   *
   * @throws IllegalArgumentException if the size is fixed and too small
   */
  public int atLeast(int pixels) {
    if (pixels <= min) return min;
    if (isFixed())
      throw new IllegalArgumentException(
          "The model takes %d pixels only, %d don't fit".formatted(min, pixels));
    return Math.toIntExact(min + ((long) pixels - min + step - 1) / step * step);
  }

  /** The greatest size of at most this many pixels, or min if there is none. */
  public int atMost(int pixels) {
    return isFixed() || pixels <= min ? min : min + (pixels - min) / step * step;
  }

  @Override
  public String toString() {
    return isFixed() ? "%d pixels".formatted(min) : "%d pixels + n x %d".formatted(min, step);
  }
}
