package org.unstained.models;

/**
 * What a user gets who sets nothing.
 *
 * @param score the least score of a cell that is shown, 0–1
 * @param overlap how much two detections may overlap before the weaker one goes, as IoU, 0–1
 * @param weight ω of a classifier after a detector, 0–1: S = (1−ω)·S_detector + ω·S_classifier
 * @throws IllegalArgumentException if one is outside 0–1
 */
public record ModelDefaults(double score, double overlap, double weight) {
  public static final ModelDefaults STANDARD = new ModelDefaults(0.5, 0.5, 0.5);

  public ModelDefaults {
    require("score", score);
    require("overlap", overlap);
    require("weight", weight);
  }

  private static void require(String name, double value) {
    if (!(value >= 0 && value <= 1))
      throw new IllegalArgumentException("%s lies within 0–1, got %s".formatted(name, value));
  }

  public ModelDefaults withScore(double other) {
    return new ModelDefaults(other, overlap, weight);
  }

  public ModelDefaults withOverlap(double other) {
    return new ModelDefaults(score, other, weight);
  }

  public ModelDefaults withWeight(double other) {
    return new ModelDefaults(score, overlap, other);
  }
}
