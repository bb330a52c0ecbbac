package org.unstained.learning;

import java.util.OptionalInt;

/**
 * What became of one detection or one cell of the ground truth.
 *
 * @param image number of the image
 * @param fate whether it is right
 * @param detection number of the detection in its image; empty if the cell was missed
 * @param truth number of the cell in its image; empty if there is none
 */
public record FoundCell(int image, Fate fate, OptionalInt detection, OptionalInt truth) {

  public enum Fate {
    /** Found, and of the same class. */
    HIT,
    /** Found, but called another class. */
    WRONG_CLASS,
    /** A detection where no cell is, or where another detection has it already. */
    FALSE,
    /** A cell that no detection has. */
    MISS
  }
}
