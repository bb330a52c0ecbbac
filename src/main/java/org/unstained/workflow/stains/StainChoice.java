package org.unstained.workflow.stains;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.unstained.classical.GaussianMixture;
import org.unstained.classical.StainLimits;

/**
 * How the limits of one stain are found.
 *
 * @param channel of the stain, from 1
 * @param method how
 * @param low a lower limit set by hand, or empty
 * @param high an upper limit set by hand, or empty; a threshold has one limit only
 */
public record StainChoice(int channel, Method method, OptionalDouble low, OptionalDouble high) {

  /** Where the limits come from. */
  public enum Method {
    /** As set. */
    THRESHOLD,
    OTSU,
    /** Two Gaussian components and the JIMT-1 paper's rule. */
    MIXTURE;

    /** The word in macros. */
    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The limits, and the mixture if it was fitted.
   *
   * @param problem why the method gives no limits, or empty; then limits are empty, too
   */
  public record Found(
      Optional<StainLimits> limits, Optional<GaussianMixture> mixture, Optional<String> problem) {

    /**
     * @throws IllegalArgumentException if there are none; says why and what to do
     */
    public StainLimits required() {
      if (problem.isPresent()) throw new IllegalArgumentException(problem.get());
      return limits.orElseThrow();
    }
  }

  /** The limits for cells of these values. Those set by hand come before those found. */
  public Found find(double[] values) {
    Optional<GaussianMixture> mixture = Optional.empty();
    try {
      if (method == Method.MIXTURE) mixture = Optional.of(GaussianMixture.fit(values));
      return new Found(Optional.of(limits(values, mixture)), mixture, Optional.empty());
    } catch (IllegalArgumentException e) {
      String remedy =
          method == Method.THRESHOLD
              ? ""
              : " Take another method or stain, or set the limits by hand (low and high).";
      return new Found(
          Optional.empty(),
          mixture,
          Optional.of("Channel %d: %s.%s".formatted(channel, e.getMessage(), remedy)));
    }
  }

  private StainLimits limits(double[] values, Optional<GaussianMixture> mixture) {
    if (low.isPresent() && high.isPresent())
      return new StainLimits(low.getAsDouble(), high.getAsDouble());
    return switch (method) {
      case THRESHOLD -> {
        if (low.isEmpty() && high.isEmpty())
          throw new IllegalArgumentException("a threshold is missing: set 'low', in grey values");
        yield StainLimits.threshold(low.orElse(high.orElse(0)));
      }
      case OTSU -> {
        StainLimits split = StainLimits.otsu(values);
        yield new StainLimits(low.orElse(split.low()), high.orElse(split.high()));
      }
      case MIXTURE -> {
        GaussianMixture fitted = mixture.orElseThrow();
        if (low.isEmpty() && high.isEmpty()) yield fitted.limits();
        yield new StainLimits(
            low.orElse(fitted.lowMean() + fitted.lowDeviation()),
            high.orElse(fitted.highMean() - fitted.highDeviation()));
      }
    };
  }
}
