package org.unstained.classical;

import java.util.Arrays;

/**
 * Which cells have a stain, by their mean brightness.
 *
 * @param low a cell of at most this has none
 * @param high a cell of at least this has it, if it's more than low; cells between are left out
 * @throws IllegalArgumentException if a limit is no number, or low is above high
 */
public record StainLimits(double low, double high) {

  /** What the limits say of a cell. */
  public enum Stain {
    NEGATIVE,
    /** Between the limits. */
    UNSURE,
    POSITIVE
  }

  public StainLimits {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low > high)
      throw new IllegalArgumentException(
          "The lower limit is at most the upper one, got %s and %s".formatted(low, high));
  }

  /** One threshold: nothing lies between. */
  public static StainLimits threshold(double value) {
    return new StainLimits(value, value);
  }

  /**
   * Otsu's threshold over the values of cells: the greatest of the lower part (Otsu 1979,
   * doi:10.1109/TSMC.1979.4310076). Exact, without bins.
   *
   * @throws IllegalArgumentException if there are fewer than two different values
   */
  public static StainLimits otsu(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double total = Arrays.stream(sorted).sum();
    double below = 0;
    double best = -1;
    double threshold = Double.NaN;
    for (int i = 0; i + 1 < sorted.length; i++) {
      below += sorted[i];
      if (sorted[i] == sorted[i + 1]) continue;
      double n = i + 1;
      double m = sorted.length - n;
      double difference = (total - below) / m - below / n;
      double between = n * m * difference * difference;
      if (between > best) {
        best = between;
        threshold = sorted[i];
      }
    }
    if (Double.isNaN(threshold))
      throw new IllegalArgumentException("A threshold needs cells of two values at least");
    return threshold(threshold);
  }

  /** What a cell of this brightness is. */
  public Stain of(double value) {
    if (value <= low) return Stain.NEGATIVE;
    return value >= high ? Stain.POSITIVE : Stain.UNSURE;
  }
}
