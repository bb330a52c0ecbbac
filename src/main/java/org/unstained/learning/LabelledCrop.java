package org.unstained.learning;

import java.util.List;

/**
 * A crop that a classifier learns from.
 *
 * @param channels row by row, each with width × height normalised values; not copied
 * @param type index of its class, from 0
 * @throws IllegalArgumentException as for {@link LabelledPicture}, or if the index is negative
 */
public record LabelledCrop(String name, int width, int height, List<float[]> channels, int type) {
  public LabelledCrop {
    channels = List.copyOf(channels);
    LabelledPicture.check(name, width, height, channels);
    if (type < 0) throw new IllegalArgumentException(name + ": a class counts from 0, got " + type);
  }
}
