package org.unstained.learning;

import org.unstained.cells.Box;

/**
 * A cell that somebody marked.
 *
 * @param box in pixels of its picture
 * @param type index of its class, from 0
 * @throws IllegalArgumentException if the index is negative
 */
public record LabelledBox(Box box, int type) {
  public LabelledBox {
    if (box == null) throw new IllegalArgumentException("A labelled box needs a box");
    if (type < 0) throw new IllegalArgumentException("A class counts from 0, got " + type);
  }
}
