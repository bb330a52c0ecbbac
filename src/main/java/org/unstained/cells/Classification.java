package org.unstained.cells;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a cell is and how sure that is.
 *
 * @param name the class
 * @param score the score of that class, 0–1
 * @param probabilities one for each class, in the order of the classes; may be empty. A cell that
 *     was labelled by hand keeps those of the model that looked at it before, or none
 * @param byHand whether a person has said so, not a model
 * @throws IllegalArgumentException if the name is empty or the score is outside 0–1
 */
public record Classification(
    String name, double score, Map<String, Double> probabilities, boolean byHand) {
  public Classification {
    if (name == null || name.isBlank()) throw new IllegalArgumentException("A class needs a name");
    if (!(score >= 0 && score <= 1))
      throw new IllegalArgumentException("A score lies within 0–1, got " + score);
    probabilities = Collections.unmodifiableMap(new LinkedHashMap<>(probabilities));
  }

  /** What a model says. */
  public Classification(String name, double score, Map<String, Double> probabilities) {
    this(name, score, probabilities, false);
  }
}
