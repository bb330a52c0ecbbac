package org.unstained.inference;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.cells.Classification;

/**
 * One score for each class, 0–1. A detector's need not sum to one, a classifier's do. Many of these
 * share one list of names.
 *
 * @throws IllegalArgumentException if there is no class, the counts differ, or a score is not
 *     within 0–1
 */
public final class ClassScores {
  private final List<String> names;
  private final float[] scores;

  private ClassScores(List<String> names, float[] scores) {
    this.names = names;
    this.scores = scores;
  }

  /** Names and scores in the same order; both are copied. */
  public static ClassScores of(List<String> names, float... scores) {
    if (scores.length == 0 || names.size() != scores.length)
      throw new IllegalArgumentException(
          "Each class has one score, got %d classes and %d scores"
              .formatted(names.size(), scores.length));
    for (float score : scores)
      if (!(score >= 0 && score <= 1))
        throw new IllegalArgumentException("A score lies within 0–1, got " + score);
    return new ClassScores(List.copyOf(names), scores.clone());
  }

  public List<String> names() {
    return names;
  }

  public int size() {
    return scores.length;
  }

  public double get(int type) {
    return scores[type];
  }

  /** Index of the class with the greatest score; of equal ones the first. */
  public int best() {
    int best = 0;
    for (int i = 1; i < scores.length; i++) if (scores[i] > scores[best]) best = i;
    return best;
  }

  /** The best class and its score as a cell's classification. */
  public Classification toClassification() {
    int best = best();
    return toClassification(best, scores[best]);
  }

  Classification toClassification(int type, double score) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (int i = 0; i < scores.length; i++) all.put(names.get(i), (double) scores[i]);
    return new Classification(names.get(type), score, all);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassScores that
        && names.equals(that.names)
        && Arrays.equals(scores, that.scores);
  }

  @Override
  public int hashCode() {
    return 31 * names.hashCode() + Arrays.hashCode(scores);
  }

  @Override
  public String toString() {
    return names + " " + Arrays.toString(scores);
  }
}
