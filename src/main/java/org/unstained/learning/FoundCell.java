package org.unstained.learning;

import java.util.OptionalInt;
import org.unstained.cells.Fate;

/**
 * What became of one detection or one cell of the ground truth.
 *
 * @param image number of the image
 * @param fate whether it is right
 * @param detection number of the detection in its image; empty if the cell was missed
 * @param truth number of the cell in its image; empty if there is none
 */
public record FoundCell(int image, Fate fate, OptionalInt detection, OptionalInt truth) {}
