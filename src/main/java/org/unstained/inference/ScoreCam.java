package org.unstained.inference;

/** Weights of features by what a network makes of the crop behind their maps. */
final class ScoreCam {
  private ScoreCam() {}

  private static final int IN_BATCH = 32;

  /**
   * The softmax over features of a number for the crop times the feature's map, brought to 0–1 and
   * to the crop's size. Features whose map is the same everywhere get no weight.
   *
   * @param crop (channels, height, width), normalised, so that 0 is grey
   * @param maps of this crop
   */
  static float[] weights(
      CropPasses network, ClassifierFormat format, float[] crop, FeatureMaps maps, Target target)
      throws NetworkException {
    double[] known = new double[maps.channels()];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int from = 0; from < known.length; from += IN_BATCH) {
      int count = Math.min(IN_BATCH, known.length - from);
      float[] batch = new float[count * crop.length];
      for (int i = 0; i < count; i++) {
        float[] mask = mask(maps, from + i, format.width(), format.height());
        for (int k = 0; k < crop.length; k++)
          batch[i * crop.length + k] = crop[k] * mask[k % mask.length];
      }
      double[] scores = target.of(network.run(batch, count));
      for (int i = 0; i < count; i++) {
        known[from + i] = flat(maps, from + i) ? Double.NEGATIVE_INFINITY : scores[i];
        greatest = Math.max(greatest, known[from + i]);
      }
    }
    float[] weights = new float[known.length];
    double sum = 0;
    for (double one : known) if (one > Double.NEGATIVE_INFINITY) sum += Math.exp(one - greatest);
    for (int c = 0; c < known.length; c++)
      if (known[c] > Double.NEGATIVE_INFINITY)
        weights[c] = (float) (Math.exp(known[c] - greatest) / sum);
    return weights;
  }

  private static boolean flat(FeatureMaps maps, int channel) {
    float[] range = range(maps, channel);
    return !(range[1] > range[0]);
  }

  private static float[] range(FeatureMaps maps, int channel) {
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    int at = maps.at(0, channel);
    for (int k = at; k < at + maps.places(); k++) {
      least = Math.min(least, maps.values()[k]);
      most = Math.max(most, maps.values()[k]);
    }
    return new float[] {least, most};
  }

  private static float[] mask(FeatureMaps maps, int channel, int width, int height) {
    float[] range = range(maps, channel);
    float span = range[1] > range[0] ? range[1] - range[0] : 1;
    float[] places = new float[maps.places()];
    int at = maps.at(0, channel);
    for (int k = 0; k < places.length; k++) places[k] = (maps.values()[at + k] - range[0]) / span;
    float[] mask = new float[width * height];
    for (int y = 0; y < height; y++)
      for (int x = 0; x < width; x++)
        mask[y * width + x] =
            HeatMap.between(
                places,
                maps.width(),
                maps.height(),
                (x + 0.5) * maps.width() / width - 0.5,
                (y + 0.5) * maps.height() / height - 0.5);
    return mask;
  }
}
