package org.unstained.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * The mean of what a network with maps says of tiles as they are, flipped left and right, top and
 * bottom, and both. Logits and distances are averaged place by place; the result has the shapes of
 * a single pass.
 */
final class FlippedMaps {
  private static final int POSITIONS = TestTime.FLIPS.positions();

  private FlippedMaps() {}

  /**
   * @param values the tiles, (B, C, height, width) in that order; stay as they are
   * @throws NetworkException if the network fails
   * @throws IllegalArgumentException if it doesn't return pairs of scores (B, n, h, w) and
   *     distances (B, 4, h, w)
   */
  static List<NetworkOutput> mean(
      TorchScriptModel.Runner runner,
      float[] values,
      int batch,
      int channels,
      int height,
      int width)
      throws NetworkException {
    List<NetworkOutput> mean = new ArrayList<>();
    for (NetworkOutput upright : runner.run(values, batch, channels, height, width))
      mean.add(new NetworkOutput(upright.name(), upright.shape(), upright.values().clone()));
    for (NetworkOutput output : mean) requireMaps(output);
    int length = batch * channels * height * width;
    float[] flipped = new float[length];
    for (int position = 1; position < POSITIONS; position++) {
      for (int at = 0; at < length; at += height * width)
        TestTime.turn(values, at, flipped, at, width, height, position);
      List<NetworkOutput> outputs = runner.run(flipped, batch, channels, height, width);
      for (int i = 0; i < mean.size(); i++) add(outputs.get(i), mean.get(i), i % 2 == 1, position);
    }
    for (NetworkOutput output : mean)
      for (int i = 0; i < output.values().length; i++) output.values()[i] /= POSITIONS;
    return mean;
  }

  private static void requireMaps(NetworkOutput output) {
    if (output.dimensions() != 4)
      throw new IllegalArgumentException(
          "The network returned a tensor of %s; maps (B, n, h, w) were expected"
              .formatted(output.extent()));
  }

  /** Flips the maps back and adds them; what was left is right then, what was above is below. */
  private static void add(NetworkOutput from, NetworkOutput to, boolean distances, int position) {
    int planes = to.size(1);
    int height = to.size(2);
    int width = to.size(3);
    int places = height * width;
    float[] back = new float[places];
    for (int plane = 0; plane < to.size(0) * planes; plane++) {
      TestTime.turn(from.values(), plane * places, back, 0, width, height, position);
      int target = distances ? opposite(plane, position) : plane;
      for (int i = 0; i < places; i++) to.values()[target * places + i] += back[i];
    }
  }

  /** Distances stand as left, top, right, bottom. */
  private static int opposite(int plane, int position) {
    boolean horizontal = plane % 2 == 0;
    boolean swaps = (position & (horizontal ? 1 : 2)) != 0;
    return swaps ? plane / 4 * 4 + (plane + 2) % 4 : plane;
  }
}
