package org.unstained.inference;

/**
 * Which sides of a picture a network takes: {@code minimum}, and then every {@code step} more. A
 * step of 0 allows the minimum alone.
 *
 * @throws IllegalArgumentException if the minimum is below 1 or the step negative
 */
public record SizeRule(int minimum, int step) {
  public SizeRule {
    if (minimum < 1 || step < 0)
      throw new IllegalArgumentException(
          "A size rule has a minimum from 1 and a step from 0, got %d and %d"
              .formatted(minimum, step));
  }

  public static SizeRule fixed(int side) {
    return new SizeRule(side, 0);
  }

  /** Every multiple of a number. */
  public static SizeRule multiplesOf(int step) {
    return new SizeRule(step, step);
  }

  public boolean isFixed() {
    return step == 0;
  }

  /** The least allowed side that is no smaller; the only one, if the size is fixed. */
  public int atLeast(int side) {
    if (isFixed() || side <= minimum) return minimum;
    return Math.addExact(minimum, Math.multiplyExact((side - minimum + step - 1) / step, step));
  }
}
