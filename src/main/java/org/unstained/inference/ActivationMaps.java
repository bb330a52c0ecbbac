package org.unstained.inference;

import org.unstained.models.LastLayer;

/** Class activation maps of crops: features of the last layer, weighted and added up. */
final class ActivationMaps {
  private ActivationMaps() {}

  /** Steps of the difference quotient, as a part of the features' mean size. */
  private static final double STEP = 0.1;

  private static final int IN_BATCH = 64;
  private static final int ROUNDS = 100;

  /**
   * Grad-CAM's weights of features: the mean over a map of the derivative of an output, which is
   * the derivative as the whole map rises, divided by its places. Central differences; for a mean
   * and a linear layer behind the maps they are exact but for rounding, at any step.
   *
   * @param maps of one crop
   * @param output what is derived, of what the network returns
   */
  static float[] gradients(CropPasses network, LastLayer layer, FeatureMaps maps, Target output)
      throws NetworkException {
    double size = 0;
    for (float v : maps.values()) size += Math.abs(v);
    float step = (float) Math.max(1e-3, STEP * size / maps.values().length);
    float[] weights = new float[maps.channels()];
    int batch = Math.max(1, Math.min(IN_BATCH, (1 << 22) / maps.values().length));
    for (int from = 0; from < weights.length; from += batch) {
      int count = Math.min(batch, weights.length - from);
      double[] up = raised(network, layer, maps, from, count, step, output);
      double[] down = raised(network, layer, maps, from, count, -step, output);
      for (int i = 0; i < count; i++)
        weights[from + i] = (float) ((up[i] - down[i]) / (2.0 * step * maps.places()));
    }
    return weights;
  }

  private static double[] raised(
      CropPasses network,
      LastLayer layer,
      FeatureMaps maps,
      int from,
      int count,
      float step,
      Target output)
      throws NetworkException {
    int length = maps.values().length;
    float[] values = new float[count * length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(maps.values(), 0, values, i * length, length);
      int at = i * length + maps.at(0, from + i);
      for (int k = 0; k < maps.places(); k++) values[at + k] += step;
    }
    FeatureMaps changed =
        new FeatureMaps(count, maps.channels(), maps.height(), maps.width(), values);
    return output.of(network.scores(layer, changed));
  }

  /** The weighted sum of the features of a crop, or 0 where it is negative. */
  static float[] weighted(FeatureMaps maps, int crop, float[] weights) {
    double[] sum = new double[maps.places()];
    for (int c = 0; c < weights.length; c++) {
      int at = maps.at(crop, c);
      for (int k = 0; k < sum.length; k++) sum[k] += (double) weights[c] * maps.values()[at + k];
    }
    float[] map = new float[sum.length];
    for (int k = 0; k < map.length; k++) map[k] = (float) Math.max(0, sum[k]);
    return map;
  }

  /**
   * The first right singular vector of places × features, by power iteration; its sign is such that
   * the places lie on its positive side in the mean.
   */
  static float[] principal(FeatureMaps maps) {
    int channels = maps.channels();
    double[] vector = new double[channels];
    for (int c = 0; c < channels; c++) for (int n = 0; n < maps.count(); n++) vector[c] += 1e-9;
    for (int n = 0; n < maps.count(); n++) {
      float[] means = maps.means(n);
      for (int c = 0; c < channels; c++) vector[c] += means[c];
    }
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = new double[channels];
      for (int n = 0; n < maps.count(); n++)
        for (int k = 0; k < maps.places(); k++) {
          double along = 0;
          for (int c = 0; c < channels; c++) along += vector[c] * maps.values()[maps.at(n, c) + k];
          for (int c = 0; c < channels; c++) next[c] += along * maps.values()[maps.at(n, c) + k];
        }
      double norm = 0;
      for (double v : next) norm += v * v;
      norm = Math.sqrt(norm);
      if (!(norm > 0)) return new float[channels];
      for (int c = 0; c < channels; c++) vector[c] = next[c] / norm;
    }
    double mean = 0;
    for (int n = 0; n < maps.count(); n++) {
      float[] means = maps.means(n);
      for (int c = 0; c < channels; c++) mean += means[c] * vector[c];
    }
    float[] signed = new float[channels];
    for (int c = 0; c < channels; c++) signed[c] = (float) (mean < 0 ? -vector[c] : vector[c]);
    return signed;
  }
}
