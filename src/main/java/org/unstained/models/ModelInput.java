package org.unstained.models;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The one input of a network: float32 with the axes batch, channel, y, x.
 *
 * @param channels their names, one at least and none twice; e.g. {@code brightfield}
 * @param height rule for the rows
 * @param width rule for the columns
 * @param pixelSize side of a square pixel in micrometres, or empty if the model doesn't say
 * @param shrink pixels of an image across one of the network where the pixel size of either isn't
 *     known: 1 takes the pixels as they are, 3 makes the image a third as wide
 * @param preprocessing what is done to the brightness, in this order
 * @throws IllegalArgumentException if a value breaks these rules
 */
public record ModelInput(
    List<String> channels,
    SizeRule height,
    SizeRule width,
    OptionalDouble pixelSize,
    double shrink,
    List<PreprocessingStep> preprocessing) {

  public static final int MOST_CHANNELS = 64;
  private static final double GREATEST_SHRINK = 100;

  public ModelInput {
    channels = List.copyOf(channels);
    preprocessing = List.copyOf(preprocessing);
    if (channels.isEmpty() || channels.size() > MOST_CHANNELS)
      throw new IllegalArgumentException(
          "A model has 1–%d channels, got %d".formatted(MOST_CHANNELS, channels.size()));
    if (new HashSet<>(channels).size() < channels.size())
      throw new IllegalArgumentException("A channel stands twice in " + channels);
    if (channels.stream().anyMatch(String::isBlank))
      throw new IllegalArgumentException("A channel needs a name");
    if (pixelSize.isPresent()
        && !(pixelSize.getAsDouble() > 0 && Double.isFinite(pixelSize.getAsDouble())))
      throw new IllegalArgumentException(
          "A pixel needs a positive size, got " + pixelSize.getAsDouble());
    if (!(shrink >= 1 / GREATEST_SHRINK && shrink <= GREATEST_SHRINK))
      throw new IllegalArgumentException(
          "An image is shrunk by a factor of 0.01–100, got " + shrink);
    for (PreprocessingStep step : preprocessing) step.requireChannels(channels.size());
  }
}
