package org.unstained.workflow.patches;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.unstained.classical.StainLimits;

/**
 * From which content on a patch has cells, as the patches of an image say themselves: Otsu's
 * threshold of the logarithm. If what lies above hasn't twice the content of what lies below (mean
 * of the logarithms), there are not two kinds of patches, and none is empty.
 */
final class ContentLimit {
  private ContentLimit() {}

  /** Times the content of empty patches that those with cells have at least. */
  private static final double LEAST_RATIO = 2;

  /** Part of the greatest content below which nothing is told apart. */
  private static final double FLOOR = 1e-3;

  /**
   * @param contents of all patches, 0 or more grey values, or NaN
   * @return the greatest content of an empty patch, or nothing if there are not two kinds
   */
  static OptionalDouble of(double[] contents) {
    double most = Arrays.stream(contents).filter(Double::isFinite).max().orElse(0);
    if (!(most > 0)) return OptionalDouble.empty();
    double[] logs =
        Arrays.stream(contents)
            .filter(Double::isFinite)
            .map(c -> Math.log(Math.max(c, FLOOR * most)))
            .toArray();
    if (Arrays.stream(logs).allMatch(log -> log == logs[0])) return OptionalDouble.empty();
    double limit = StainLimits.otsu(logs).low();
    double below = Arrays.stream(logs).filter(v -> v <= limit).average().orElseThrow();
    double above = Arrays.stream(logs).filter(v -> v > limit).average().orElseThrow();
    return above - below < Math.log(LEAST_RATIO)
        ? OptionalDouble.empty()
        : OptionalDouble.of(Math.exp(limit));
  }
}
