package org.unstained.learning;

import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;

/**
 * A cell of a test image, and what a classifier says of it.
 *
 * @param image its name
 * @param number of the cell in its image, from 1
 * @param box in pixels of the image
 * @param className what it is
 * @param scores what it was called
 */
public record JudgedCell(String image, int number, Box box, String className, ClassScores scores) {
  JudgedCrop crop() {
    return new JudgedCrop(image, className, scores);
  }
}
