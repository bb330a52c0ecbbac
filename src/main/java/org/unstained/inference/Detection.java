package org.unstained.inference;

import org.unstained.cells.Box;
import org.unstained.cells.Classification;

/**
 * A cell that a network proposes.
 *
 * @param box in pixels of the full image
 * @param type index of its class in {@code classes}
 * @param score how sure that is, 0–1; what is compared with thresholds and in suppression
 * @param classes the scores of all classes
 * @throws IllegalArgumentException if there is no such class or the score is not within 0–1
 */
public record Detection(Box box, int type, double score, ClassScores classes) {
  public Detection {
    if (type < 0 || type >= classes.size())
      throw new IllegalArgumentException(
          "A class counts from 0 to %d, got %d".formatted(classes.size() - 1, type));
    if (!(score >= 0 && score <= 1))
      throw new IllegalArgumentException("A score lies within 0–1, got " + score);
  }

  /** A detection of the class with the greatest score. */
  public static Detection of(Box box, ClassScores classes) {
    int best = classes.best();
    return new Detection(box, best, classes.get(best), classes);
  }

  public String className() {
    return classes.names().get(type);
  }

  public Classification toClassification() {
    return classes.toClassification(type, score);
  }

  Detection at(Box where) {
    return new Detection(where, type, score, classes);
  }
}
