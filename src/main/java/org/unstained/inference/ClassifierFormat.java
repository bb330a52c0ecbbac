package org.unstained.inference;

import java.util.List;
import org.unstained.cells.PixelSize;

/**
 * What a classifier network takes and gives: crops (B, C, H, W) in, one number a class (B, n) out.
 *
 * @param channels of its input, from 1
 * @param classes their names in the order of its outputs
 * @param output what the numbers are
 * @param crop how crops are made
 * @param pixelSize for which it was made; null if it takes pixels as they are
 * @throws IllegalArgumentException if there are no channels or classes
 */
public record ClassifierFormat(
    int channels, List<String> classes, Output output, CropRule crop, PixelSize pixelSize) {

  /** What a classifier returns. */
  public enum Output {
    /** Any numbers; a softmax makes them probabilities. */
    LOGITS,
    /** Probabilities. */
    PROBABILITIES,
    /** Probabilities if all that it returns lie within 0–1 and sum to one, otherwise logits. */
    AUTO
  }

  public ClassifierFormat {
    classes = List.copyOf(classes);
    if (channels < 1 || classes.isEmpty())
      throw new IllegalArgumentException(
          "A classifier has 1 or more channels and classes, got %d and %d"
              .formatted(channels, classes.size()));
  }
}
