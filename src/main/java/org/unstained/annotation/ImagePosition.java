package org.unstained.annotation;

/**
 * The plane of a stack that something was drawn on. Each number counts from 1; 0 says nothing, so
 * that it holds for all, or for the only one there is.
 *
 * @throws IllegalArgumentException if a number is negative
 */
public record ImagePosition(int channel, int slice, int frame) {
  /** Nobody has said on which plane. */
  public static final ImagePosition UNKNOWN = new ImagePosition(0, 0, 0);

  public ImagePosition {
    if (channel < 0 || slice < 0 || frame < 0)
      throw new IllegalArgumentException(
          "Channel, slice and frame count from 1, got %d, %d, %d".formatted(channel, slice, frame));
  }

  public boolean isKnown() {
    return channel > 0 || slice > 0 || frame > 0;
  }

  /** The same, with the first for what nobody has said. */
  public ImagePosition orFirst() {
    return new ImagePosition(Math.max(1, channel), Math.max(1, slice), Math.max(1, frame));
  }
}
