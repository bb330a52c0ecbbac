package org.unstained.learning;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a detector is shown of its pictures.
 *
 * @param side of the square windows in pixels, a multiple of 16
 * @param augmentation how they are changed
 * @param sampling {@link Sampling.Rule#EACH}: one window anywhere in each picture; otherwise the
 *     cells are chosen, and each window lies around one, but for a tenth that lie anywhere
 * @throws IllegalArgumentException if the side doesn't fit
 */
public record Windows(int side, Augmentation augmentation, Sampling sampling) {
  private static final int STEP = 16;

  public Windows {
    if (side < STEP || side > 4096 || side % STEP != 0)
      throw new IllegalArgumentException(
          "A window has a side of 16 to 4096 pixels, a multiple of 16, got " + side);
  }

  Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("window", Integer.toString(side));
    all.put("augmentation", augmentation.described());
    all.put("sampling", sampling.described());
    return all;
  }

  public static Windows defaults(int examples) {
    return new Windows(224, Augmentation.defaults(), Sampling.inverseFrequency(examples));
  }
}
