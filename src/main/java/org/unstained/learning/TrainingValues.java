package org.unstained.learning;

import java.util.List;

/** Values of examples on their way into batches. */
final class TrainingValues {
  private TrainingValues() {}

  /**
   * @throws IllegalArgumentException if there are other channels or a value isn't finite
   */
  static void check(String name, List<float[]> channels, int wanted) {
    if (channels.size() != wanted)
      throw new IllegalArgumentException(
          "%s has %d channels and the first one %d; choose images with the same channels"
              .formatted(name, channels.size(), wanted));
    for (float[] channel : channels)
      for (float value : channel)
        if (!Float.isFinite(value))
          throw new IllegalArgumentException(
              "%s has a pixel of %s; replace it or leave the image out".formatted(name, value));
  }

  /** Channel by channel, example by example. */
  static float[] joined(List<List<float[]>> examples) {
    int length = examples.get(0).get(0).length;
    int channels = examples.get(0).size();
    float[] joined = new float[Math.multiplyExact(examples.size() * channels, length)];
    int at = 0;
    for (List<float[]> example : examples)
      for (float[] channel : example) {
        System.arraycopy(channel, 0, joined, at, length);
        at += length;
      }
    return joined;
  }

  /** Shares out examples over batches whose sizes differ by one at most: from and to of each. */
  static int[][] parts(int count, int batch) {
    int batches = Math.max(1, (int) Math.round((double) count / batch));
    int[][] parts = new int[batches][];
    for (int i = 0; i < batches; i++)
      parts[i] =
          new int[] {(int) ((long) count * i / batches), (int) ((long) count * (i + 1) / batches)};
    return parts;
  }
}
