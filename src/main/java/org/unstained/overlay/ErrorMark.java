package org.unstained.overlay;

import java.util.Optional;
import org.unstained.cells.Box;
import org.unstained.cells.Fate;
import org.unstained.cells.Outline;

/**
 * A prediction or a cell of the ground truth as it is shown among the errors of an image.
 *
 * @param fate what became of it
 * @param box where it is
 * @param outline its shape; empty for a box
 * @param words beside it, such as {@code Dead Cell > Living Cell}; may be empty
 */
public record ErrorMark(Fate fate, Box box, Optional<Outline> outline, String words) {
  public ErrorMark(Fate fate, Box box, String words) {
    this(fate, box, Optional.empty(), words);
  }
}
