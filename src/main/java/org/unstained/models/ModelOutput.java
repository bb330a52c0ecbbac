package org.unstained.models;

/**
 * What a network returns and how coarse it is.
 *
 * @param format the tensors
 * @param stride pixels of the input for one of a map, 1 or more; 1 for formats without maps
 * @throws IllegalArgumentException if the stride is below 1, or not 1 where there is no map
 */
public record ModelOutput(OutputFormat format, int stride) {
  public ModelOutput {
    if (stride < 1) throw new IllegalArgumentException("A stride is 1 or more, got " + stride);
    if (stride > 1 && format != OutputFormat.MAPS)
      throw new IllegalArgumentException(
          "Only maps have a stride, got %d for %s".formatted(stride, format.key()));
  }

  public static ModelOutput of(OutputFormat format) {
    return new ModelOutput(format, 1);
  }
}
