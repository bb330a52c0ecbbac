package org.unstained.learning;

/** How sure a share is that was counted, without regard to images. */
public final class Proportion {
  private Proportion() {}

  /**
   * Wilson's score interval (1927, doi:10.1080/01621459.1927.10502953), which holds for few cells
   * and at 0 and 1, too. NaN if there is none.
   *
   * @throws IllegalArgumentException if more are counted than there are, or the level is not within
   *     0–1
   */
  public static ConfidenceInterval interval(long counted, long all, double level) {
    if (counted < 0 || counted > all || !(level > 0 && level < 1))
      throw new IllegalArgumentException(
          "A share needs a part, a whole and a level, got %d of %d and %s"
              .formatted(counted, all, level));
    double z = Distributions.normalQuantile(0.5 + level / 2);
    double n = all;
    double p = counted / n;
    double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return new ConfidenceInterval(Math.max(0, middle - half), Math.min(1, middle + half), level, 0);
  }
}
