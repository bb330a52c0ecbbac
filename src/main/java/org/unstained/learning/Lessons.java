package org.unstained.learning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a classifier is shown of its crops.
 *
 * @param width of what the network takes, from 1; crops may be larger, so that they can be moved
 *     and turned without an edge coming into sight
 * @param augmentation how they are changed
 * @param shift moved by up to so many pixels along each axis, as a detector's boxes never lie quite
 *     right; 0 or more
 * @param smoothing of the labels, 0 to below 1
 * @param weights of the classes in the loss, above 0; empty: all alike
 * @throws IllegalArgumentException if a number is out of range
 */
public record Lessons(
    int width,
    int height,
    Augmentation augmentation,
    double shift,
    Sampling sampling,
    double smoothing,
    List<Double> weights) {
  public Lessons {
    weights = List.copyOf(weights);
    if (width < 1 || height < 1)
      throw new IllegalArgumentException(
          "A crop has sides of 1 or more pixels, got %d x %d".formatted(width, height));
    if (!(shift >= 0 && shift <= Math.max(width, height)))
      throw new IllegalArgumentException("A shift is 0 up to the crop's side, got " + shift);
    if (!(smoothing >= 0 && smoothing < 1))
      throw new IllegalArgumentException("Smoothing is 0 to below 1, got " + smoothing);
    for (double weight : weights)
      if (!(weight > 0 && weight < 1e9))
        throw new IllegalArgumentException("A class has a weight above 0, got " + weight);
  }

  /**
   * Square crops, changed in the usual ways.
   *
   * @param side of a crop in pixels
   * @param examples an epoch
   */
  public static Lessons defaults(int side, int examples) {
    return new Lessons(
        side,
        side,
        Augmentation.defaults(),
        side / 16.0,
        Sampling.inverseFrequency(examples),
        0.05,
        List.of());
  }

  /** Pixels around a crop that come into sight by moving, turning and shrinking it. */
  int border() {
    double corner = Math.hypot(width, height) * augmentation.scale() * (1 + augmentation.shear());
    return (int) Math.ceil((corner - Math.min(width, height)) / 2 + shift);
  }

  LabelledCrop of(LabelledCrop crop, Random random) {
    return augmentation.apply(crop, width, height, shift, random);
  }

  Map<String, String> described() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("crop", width + " x " + height);
    all.put("augmentation", augmentation.described() + ", shift " + shift + " px");
    all.put("sampling", sampling.described());
    all.put("label smoothing", Double.toString(smoothing));
    if (!weights.isEmpty()) all.put("class weights", weights.toString());
    return all;
  }
}
