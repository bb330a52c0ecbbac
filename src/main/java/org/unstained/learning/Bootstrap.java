package org.unstained.learning;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How sure a figure is, by drawing as many images with replacement, again and again (percentile
 * bootstrap; Efron 1979, doi:10.1214/aos/1176344552). Images are drawn, not cells, because cells of
 * one image are alike.
 */
public final class Bootstrap {
  private Bootstrap() {}

  /**
   * The same for one seed, whatever the number of threads. Rounds in which the figure is NaN, such
   * as a class that no drawn image has, are left out; if all are, the interval is NaN.
   *
   * @param images how many there are
   * @param level 0–1, exclusive
   * @param figure of the images with these numbers (from 0, some twice, some not at all); called by
   *     several threads
   * @throws IllegalArgumentException if there is no image or no round, or the level is not within
   *     0–1
   */
  public static ConfidenceInterval byImage(
      int images, int rounds, double level, long seed, ToDoubleFunction<int[]> figure) {
    if (images < 1 || rounds < 1 || !(level > 0 && level < 1))
      throw new IllegalArgumentException(
          "A bootstrap needs images, rounds and a level within 0–1, got %d, %d and %s"
              .formatted(images, rounds, level));
    long[] seeds = new SplittableRandom(seed).longs(rounds).toArray();
    double[] figures =
        IntStream.range(0, rounds)
            .parallel()
            .mapToDouble(
                r ->
                    figure.applyAsDouble(
                        new SplittableRandom(seeds[r]).ints(images, 0, images).toArray()))
            .toArray();
    double[] sorted = Arrays.stream(figures).filter(f -> !Double.isNaN(f)).sorted().toArray();
    double outside = (1 - level) / 2;
    return new ConfidenceInterval(
        quantile(sorted, outside), quantile(sorted, 1 - outside), level, sorted.length);
  }

  /** Linear between neighbours, as in NumPy. */
  private static double quantile(double[] sorted, double q) {
    if (sorted.length == 0) return Double.NaN;
    double place = q * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
