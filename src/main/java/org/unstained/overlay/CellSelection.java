package org.unstained.overlay;

import ij.gui.Roi;
import ij.gui.ShapeRoi;
import java.awt.Polygon;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * Several cells as one selection of an image: the outlines of all. It is no cell, and whoever looks
 * for areas that somebody drew passes it over.
 */
public final class CellSelection {
  private static final String MARK = "unstained_selection";

  private CellSelection() {}

  /**
   * @param cells ROIs of ours, one or more; a single one is itself the selection
   */
  public static Roi of(List<Roi> cells) {
    if (cells.size() == 1) return cells.get(0);
    Path2D.Double all = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (Roi roi : cells) all.append(shape(roi), false);
    ShapeRoi selection = new ShapeRoi(all);
    selection.setName("%,d cells".formatted(cells.size()));
    selection.setProperty(MARK, Integer.toString(cells.size()));
    return selection;
  }

  /** Whether a selection is one of cells that {@link #of} made. */
  public static boolean isOne(Roi roi) {
    return roi != null && roi.getProperty(MARK) != null;
  }

  private static Shape shape(Roi roi) {
    Rectangle at = roi.getBounds();
    if (roi instanceof ShapeRoi pieces)
      return AffineTransform.getTranslateInstance(at.x, at.y)
          .createTransformedShape(pieces.getShape());
    if (roi.getType() == Roi.RECTANGLE) return at;
    Polygon polygon = roi.getPolygon();
    return polygon == null ? at : polygon;
  }
}
