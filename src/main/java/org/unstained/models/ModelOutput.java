package org.unstained.models;

import java.util.Optional;

/**
 * What a network returns, how coarse it is, and how it counts its classes.
 *
 * @param format the tensors
 * @param stride pixels of the input for one of a map, 1 or more; 1 for formats without maps
 * @param firstClass the number of the first class among those that come with boxes: 0, or 1 where 0
 *     is the background; 0 for formats without such numbers
 * @param rejects whether the network of a classifier has one output more than classes, the last,
 *     for what is no cell
 * @param lastLayer how to see the last layer before the classifier, for networks that show it
 * @throws IllegalArgumentException if the stride is below 1 or not 1 where there is no map, or the
 *     number is neither 0 nor 1 or not 0 where there are no numbers, or a detector rejects or names
 *     its last layer
 */
public record ModelOutput(
    OutputFormat format,
    int stride,
    int firstClass,
    boolean rejects,
    Optional<LastLayer> lastLayer) {
  public ModelOutput {
    if (stride < 1) throw new IllegalArgumentException("A stride is 1 or more, got " + stride);
    if (stride > 1 && format != OutputFormat.MAPS)
      throw new IllegalArgumentException(
          "Only maps have a stride, got %d for %s".formatted(stride, format.key()));
    if (firstClass != 0 && firstClass != 1)
      throw new IllegalArgumentException("Classes count from 0 or 1, got " + firstClass);
    if (firstClass != 0 && format != OutputFormat.BOXES)
      throw new IllegalArgumentException(
          "Only boxes come with numbers of classes, got first_class %d for %s"
              .formatted(firstClass, format.key()));
    if (rejects && format.task() != ModelTask.CLASSIFICATION)
      throw new IllegalArgumentException(
          "Only classifiers have an output for what is no cell, got rejects for " + format.key());
    if (lastLayer.isPresent()
        && format != OutputFormat.LOGITS
        && format != OutputFormat.PROBABILITIES)
      throw new IllegalArgumentException(
          "Only networks that classify have a last layer, got last_layer for " + format.key());
  }

  /** Without a word on its last layer. */
  public ModelOutput(OutputFormat format, int stride, int firstClass, boolean rejects) {
    this(format, stride, firstClass, rejects, Optional.empty());
  }

  /** Classes count from 0; nothing is rejected. */
  public ModelOutput(OutputFormat format, int stride) {
    this(format, stride, 0, false);
  }

  /** Logits of a classifier. */
  public static ModelOutput ofLogits(boolean rejects) {
    return new ModelOutput(OutputFormat.LOGITS, 1, 0, rejects);
  }

  /** The same that shows its last layer, or doesn't. */
  public ModelOutput withLastLayer(Optional<LastLayer> other) {
    return new ModelOutput(format, stride, firstClass, rejects, other);
  }

  public static ModelOutput of(OutputFormat format) {
    return new ModelOutput(format, 1);
  }
}
