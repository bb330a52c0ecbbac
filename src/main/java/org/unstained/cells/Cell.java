package org.unstained.cells;

import java.util.Optional;

/**
 * One cell found in one plane.
 *
 * @param number its value in the label map, from 1
 * @param box smallest upright box around its pixels; a detector's cell has the detector's own,
 *     between the pixels, and its outline is that box in whole pixels
 * @param x centroid in pixels of the full image; the centre of pixel (0, 0) lies at (0.5, 0.5)
 * @param y as {@code x}, downwards
 * @param outline along the edges of its pixels
 * @param measurements may be {@link Measurements#NONE}
 * @param classification what it is, or null if nobody has said so yet
 */
public record Cell(
    int number,
    Box box,
    double x,
    double y,
    Outline outline,
    Measurements measurements,
    Classification classification) {

  public Cell {
    if (number < 1) throw new IllegalArgumentException("Cells count from 1, got " + number);
  }

  public Optional<Classification> classified() {
    return Optional.ofNullable(classification);
  }

  /** This cell with another classification. */
  public Cell as(Classification what) {
    return new Cell(number, box, x, y, outline, measurements, what);
  }

  /** This cell with another box. */
  public Cell boxed(Box where) {
    return new Cell(number, where, x, y, outline, measurements, classification);
  }

  /** The name under which it stands in overlays: {@code <class> <score>}, or {@code cell <n>}. */
  public String name() {
    return classification == null
        ? "cell " + number
        : classification.name() + " " + Scores.text(classification.score());
  }
}
