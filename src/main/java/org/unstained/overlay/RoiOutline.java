package org.unstained.overlay;

import ij.gui.PolygonRoi;
import ij.gui.Roi;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.List;
import org.unstained.cells.Outline;

/** Outlines as AWT shapes, and the outlines of ROIs. */
final class RoiOutline {
  private RoiOutline() {}

  /** All polygons as one path in pixels of the full image; holes stay empty. */
  static Path2D path(Outline outline) {
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (Outline.Polygon polygon : outline.polygons()) {
      path.moveTo(polygon.x()[0], polygon.y()[0]);
      for (int i = 1; i < polygon.size(); i++) path.lineTo(polygon.x()[i], polygon.y()[i]);
      path.closePath();
    }
    return path;
  }

  /**
   * The outline of the pixels of an area ROI within an image of this size. A traced ROI that lies
   * in the image keeps its corners as they are.
   *
   * @throws IllegalArgumentException if the ROI has no pixel in the image or isn't an area
   */
  static Outline of(Roi roi, int width, int height) {
    if (roi instanceof PolygonRoi
        && roi.getType() == Roi.TRACED_ROI
        && !roi.subPixelResolution()
        && new Rectangle(width, height).contains(roi.getBounds())) {
      Polygon p = roi.getPolygon();
      Outline.Polygon traced =
          new Outline.Polygon(
              Arrays.copyOf(p.xpoints, p.npoints), Arrays.copyOf(p.ypoints, p.npoints));
      if (traced.signedArea() > 0) return new Outline(List.of(traced));
    }
    return CellRegions.of(1, roi, width, height).outline();
  }
}
