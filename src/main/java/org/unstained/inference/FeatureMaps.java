package org.unstained.inference;

/**
 * What the last layer before the classifier says of each place of some crops.
 *
 * @param count crops
 * @param channels features of a place
 * @param height places
 * @param values (count, channels, height, width) in that order; belongs to this record
 * @throws IllegalArgumentException if a size is below 1 or the values are others in number
 */
public record FeatureMaps(int count, int channels, int height, int width, float[] values) {
  public FeatureMaps {
    if (Math.min(Math.min(count, channels), Math.min(height, width)) < 1
        || values.length != (long) count * channels * height * width)
      throw new IllegalArgumentException(
          "Maps of %d x %d x %d x %d have as many values, got %d"
              .formatted(count, channels, height, width, values.length));
  }

  int places() {
    return height * width;
  }

  /** Where the map of a feature of a crop begins. */
  int at(int crop, int channel) {
    return (crop * channels + channel) * places();
  }

  /** The mean of each feature over the places of a crop: its features. */
  float[] means(int crop) {
    float[] means = new float[channels];
    for (int c = 0; c < channels; c++) {
      double sum = 0;
      int from = at(crop, c);
      for (int i = from; i < from + places(); i++) sum += values[i];
      means[c] = (float) (sum / places());
    }
    return means;
  }
}
