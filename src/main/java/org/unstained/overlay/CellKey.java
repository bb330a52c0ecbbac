package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;

/** What tells a cell from all others of its image. */
record CellKey(PlanePosition plane, int number) {

  static CellKey of(Roi roi, ImagePlus imp) {
    return new CellKey(PlanePosition.of(roi, imp), CellProperties.number(roi));
  }
}
