package org.unstained.models;

import java.util.List;

/**
 * One step from the brightness of an image to what a network takes, after bioimage.io. Values with
 * one entry hold for all channels; otherwise there is one for each channel.
 */
public sealed interface PreprocessingStep {

  /** Below this a deviation or range counts as none. */
  double STANDARD_EPSILON = 1e-6;

  /**
   * @throws IllegalArgumentException if the step has values for another number of channels
   */
  default void requireChannels(int channels) {}

  /** x · gain + offset. */
  record ScaleLinear(List<Double> gain, List<Double> offset) implements PreprocessingStep {
    public ScaleLinear {
      gain = finite("gain", gain);
      offset = finite("offset", offset);
    }

    @Override
    public void requireChannels(int channels) {
      require("scale_linear gain", gain, channels);
      require("scale_linear offset", offset, channels);
    }
  }

  /**
   * (x − low) / (high − low + eps), with low and high at these percentiles of the image. Nothing is
   * cut off: what lies beyond the percentiles comes out below 0 or above 1.
   *
   * @param perChannel whether each channel has its own percentiles, or all share them
   */
  record ScaleRange(double minPercentile, double maxPercentile, double eps, boolean perChannel)
      implements PreprocessingStep {
    public ScaleRange {
      if (!(minPercentile >= 0 && minPercentile < maxPercentile && maxPercentile <= 100))
        throw new IllegalArgumentException(
            "scale_range needs 0 <= min_percentile < max_percentile <= 100, got %s and %s"
                .formatted(minPercentile, maxPercentile));
      requireEps(eps);
    }
  }

  /**
   * (x − mean) / (deviation + eps) of the image, deviation with the divisor n.
   *
   * @param perChannel whether each channel has its own figures, or all share them
   */
  record ZeroMeanUnitVariance(double eps, boolean perChannel) implements PreprocessingStep {
    public ZeroMeanUnitVariance {
      requireEps(eps);
    }
  }

  /** (x − mean) / deviation, with figures that the model brings. */
  record FixedMeanVariance(List<Double> mean, List<Double> deviation) implements PreprocessingStep {
    public FixedMeanVariance {
      mean = finite("mean", mean);
      deviation = finite("std", deviation);
      for (double d : deviation)
        if (!(d > 0)) throw new IllegalArgumentException("std must be positive, got " + d);
    }

    @Override
    public void requireChannels(int channels) {
      require("fixed_zero_mean_unit_variance mean", mean, channels);
      require("fixed_zero_mean_unit_variance std", deviation, channels);
    }
  }

  /** Values below min become min, those above max become max. */
  record Clip(double min, double max) implements PreprocessingStep {
    public Clip {
      if (!(min < max) || !Double.isFinite(min) || !Double.isFinite(max))
        throw new IllegalArgumentException(
            "clip needs finite min < max, got %s and %s".formatted(min, max));
    }
  }

  private static List<Double> finite(String name, List<Double> values) {
    if (values.isEmpty()) throw new IllegalArgumentException(name + " has no value");
    for (double value : values)
      if (!Double.isFinite(value))
        throw new IllegalArgumentException("%s must be finite, got %s".formatted(name, value));
    return List.copyOf(values);
  }

  private static void requireEps(double eps) {
    if (!(eps >= 0 && eps <= 0.1))
      throw new IllegalArgumentException("eps lies within 0–0.1, got " + eps);
  }

  private static void require(String name, List<Double> values, int channels) {
    if (values.size() != 1 && values.size() != channels)
      throw new IllegalArgumentException(
          "%s has %d values for %d channels".formatted(name, values.size(), channels));
  }
}
