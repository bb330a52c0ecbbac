package org.unstained.command.exploration;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;

/**
 * Which part of the plane of points is in view, and where: y goes up in the plane and down in the
 * view, both have the same scale.
 *
 * @param x in the middle of the view
 * @param y in the middle of the view
 * @param scale pixels a unit, above 0
 * @param width of the view in pixels
 * @param height of the view in pixels
 */
record ScatterPlane(double x, double y, double scale, int width, int height) {
  private static final double ROOM = 0.92;
  private static final double MOST_ZOOM = 4000;

  /** All points with a little room round them. */
  static ScatterPlane all(Rectangle2D points, int width, int height) {
    double w = Math.max(points.getWidth(), 1e-9);
    double h = Math.max(points.getHeight(), 1e-9);
    double scale = ROOM * Math.min(Math.max(1, width) / w, Math.max(1, height) / h);
    return new ScatterPlane(points.getCenterX(), points.getCenterY(), scale, width, height);
  }

  double viewX(double px) {
    return (px - x) * scale + width / 2.0;
  }

  double viewY(double py) {
    return height / 2.0 - (py - y) * scale;
  }

  double planeX(double vx) {
    return (vx - width / 2.0) / scale + x;
  }

  double planeY(double vy) {
    return (height / 2.0 - vy) / scale + y;
  }

  /** Closer or farther by a factor; what lies under the cursor stays there. */
  ScatterPlane zoomed(double factor, Point2D cursor, Rectangle2D points) {
    ScatterPlane whole = all(points, width, height);
    double to = Math.max(whole.scale / 4, Math.min(whole.scale * MOST_ZOOM, scale * factor));
    double px = planeX(cursor.getX());
    double py = planeY(cursor.getY());
    return new ScatterPlane(
        px - (cursor.getX() - width / 2.0) / to,
        py + (cursor.getY() - height / 2.0) / to,
        to,
        width,
        height);
  }

  ScatterPlane moved(double dx, double dy) {
    return new ScatterPlane(x - dx / scale, y + dy / scale, scale, width, height);
  }

  /** The same middle and the same part of the plane in a view of another size. */
  ScatterPlane sized(int w, int h) {
    double factor = Math.min((double) w / Math.max(1, width), (double) h / Math.max(1, height));
    return new ScatterPlane(x, y, scale * factor, w, h);
  }
}
