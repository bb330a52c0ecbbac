package org.unstained.overlay;

import java.awt.Color;

/**
 * A class that cells are labelled with.
 *
 * @param group of its ROIs, from 1
 * @param colour of its cells
 */
public record LabelClass(String name, int group, Color colour) {
  public LabelClass {
    name = CellProperties.oneLine(name == null ? "" : name).strip();
    if (name.isEmpty())
      throw new IllegalArgumentException("A class needs a name. Give it one or more letters.");
  }

  /** The colour as {@code #rrggbb}. */
  public String hex() {
    return "#%06x".formatted(colour.getRGB() & 0xffffff);
  }
}
