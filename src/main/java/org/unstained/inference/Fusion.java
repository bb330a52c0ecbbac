package org.unstained.inference;

import java.util.ArrayList;
import java.util.List;

/**
 * Joins what the detector and the classifier say of a cell: S = (1 − ω) · S_detector + ω ·
 * S_classifier for each class, where detections with S_detector below {@value #LEAST_SCORE} keep
 * their score: the two-stage rule of Piansaddhayanon et al. 2023, doi:10.1038/s41597-023-02482-8.
 * It is told there for one class; here every class is fused and the greatest wins.
 *
 * <p>A detector with one class ("cell") that the classifier doesn't know only says where cells are;
 * the classes are then the classifier's. Otherwise the classifier has to know every class of the
 * detector; what it gives to classes of its own, such as debris, counts for none.
 */
public final class Fusion {
  private Fusion() {}

  /** Detections below this are not classified again. */
  public static final double LEAST_SCORE = 0.1;

  /**
   * Fused detections in the same order.
   *
   * @param classified the classifier's scores for each detection
   * @param weight ω, 0–1: 0 is the detector alone, 1 the classifier alone
   * @throws IllegalArgumentException if the counts differ, the weight is not within 0–1, or the
   *     classifier lacks a class
   */
  public static List<Detection> fuse(
      List<Detection> detections, List<ClassScores> classified, double weight) {
    if (!(weight >= 0 && weight <= 1))
      throw new IllegalArgumentException("The classifier's weight lies within 0–1, got " + weight);
    if (detections.size() != classified.size())
      throw new IllegalArgumentException(
          "Each detection has the classifier's scores, got %d and %d"
              .formatted(detections.size(), classified.size()));
    List<Detection> fused = new ArrayList<>(detections.size());
    for (int i = 0; i < detections.size(); i++)
      fused.add(fuse(detections.get(i), classified.get(i), weight));
    return fused;
  }

  private static Detection fuse(Detection detection, ClassScores classified, double weight) {
    ClassScores detected = detection.classes();
    boolean whereOnly =
        detected.size() == 1 && !classified.names().contains(detected.names().get(0));
    List<String> names = whereOnly ? classified.names() : detected.names();
    boolean kept = detection.score() < LEAST_SCORE;
    if (kept && !whereOnly) return detection;
    float[] scores = new float[names.size()];
    for (int c = 0; c < scores.length; c++) {
      double detector = whereOnly ? detection.score() : detected.get(c);
      double classifier = classified.get(index(classified.names(), names.get(c)));
      scores[c] = (float) ((1 - weight) * detector + weight * classifier);
    }
    if (!kept) return Detection.of(detection.box(), ClassScores.of(names, scores));
    return new Detection(detection.box(), classified.best(), detection.score(), classified);
  }

  private static int index(List<String> names, String name) {
    int index = names.indexOf(name);
    if (index < 0)
      throw new IllegalArgumentException(
          "The classifier doesn't know the detector's class '%s'; it knows %s"
              .formatted(name, String.join(", ", names)));
    return index;
  }
}
