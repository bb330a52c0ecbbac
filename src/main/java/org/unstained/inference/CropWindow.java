package org.unstained.inference;

import org.unstained.cells.Box;
import org.unstained.inference.Resampling.Window;
import org.unstained.models.CropRule.Fit;

/** Which part of a plane a classifier sees of a cell. */
final class CropWindow {
  private CropWindow() {}

  /**
   * The window for a box, centred on its middle. At the scale of the plane it begins at a whole
   * pixel, where the middle falls between two, further right or down.
   *
   * @param scaleX pixels of the plane across one pixel of the network
   */
  static Window of(Box box, ClassifierFormat format, double scaleX, double scaleY) {
    double sx = scaleX;
    double sy = scaleY;
    if (format.crop().fit() == Fit.RESIZE) {
      double longer = Math.max(1, Math.max(box.width() / scaleX, box.height() / scaleY));
      double side = longer * (1 + 2 * format.crop().margin());
      sx *= side / format.width();
      sy *= side / format.height();
    }
    double x = box.x() + box.width() / 2 - sx * format.width() / 2;
    double y = box.y() + box.height() / 2 - sy * format.height() / 2;
    boolean whole = sx == 1 && sy == 1;
    return new Window(
        whole ? Math.round(x) : x,
        whole ? Math.round(y) : y,
        sx,
        sy,
        format.width(),
        format.height());
  }
}
