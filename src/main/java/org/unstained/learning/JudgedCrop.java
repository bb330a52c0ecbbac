package org.unstained.learning;

import org.unstained.inference.ClassScores;

/**
 * What a classifier says of a cell, and what it is.
 *
 * @param plane name of the plane that shows it
 * @param className what it is
 * @param scores what it was called, with how much certainty
 */
public record JudgedCrop(String plane, String className, ClassScores scores) {
  public String called() {
    return scores.names().get(scores.best());
  }
}
