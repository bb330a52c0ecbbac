package org.unstained.overlay;

import ij.gui.Roi;
import ij.io.RoiEncoder;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An ROI as ImageJ writes it into a file. ImageJ keeps whole coordinates in 16 bits and reads those
 * above {@value #FARTHEST} as negative; an ROI that reaches beyond gets its coordinates as
 * fractions, too, which have 24 bits and which ImageJ prefers.
 */
final class RoiFile {
  private RoiFile() {}

  /** ImageJ takes 16 bits for a negative number from 5,000 below zero on. */
  static final int FARTHEST = 65_536 - 5_001;

  /**
   * @throws IOException if it can't be written
   */
  static void write(Roi roi, OutputStream out) throws IOException {
    Rectangle box = roi.getBounds();
    if (box.x + box.width > FARTHEST || box.y + box.height > FARTHEST)
      roi.enableSubPixelResolution();
    new RoiEncoder(out).write(roi);
  }
}
