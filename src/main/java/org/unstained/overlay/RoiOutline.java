package org.unstained.overlay;

import ij.gui.Roi;
import ij.gui.ShapeRoi;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.unstained.cells.Outline;

/** Outlines as AWT shapes and the outlines of ROIs. */
final class RoiOutline {
  /** Curves that people have drawn are taken as straight lines this near, in pixels. */
  private static final double FLATNESS = 0.1;

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
   * The outline of an area ROI. Corners that lie between pixels (after rotating or scaling) move to
   * the nearest pixel corner.
   *
   * @throws IllegalArgumentException if the ROI encloses nothing
   */
  static Outline of(Roi roi) {
    List<Outline.Polygon> polygons =
        roi instanceof ShapeRoi shaped ? pieces(shaped) : single(roi.getPolygon());
    if (polygons.isEmpty())
      throw new IllegalArgumentException(
          "The ROI '%s' encloses no pixel. Delete it and try again.".formatted(roi.getName()));
    return new Outline(polygons);
  }

  private static List<Outline.Polygon> single(Polygon p) {
    List<Outline.Polygon> polygons = new ArrayList<>(1);
    add(polygons, p);
    if (!polygons.isEmpty() && polygons.get(0).signedArea() < 0)
      polygons.set(0, reversed(polygons.get(0)));
    return polygons;
  }

  private static List<Outline.Polygon> pieces(ShapeRoi roi) {
    Shape shape = roi.getShape();
    AffineTransform toImage = AffineTransform.getTranslateInstance(roi.getXBase(), roi.getYBase());
    List<Outline.Polygon> polygons = new ArrayList<>();
    Polygon open = new Polygon();
    double[] xy = new double[6];
    for (PathIterator i = shape.getPathIterator(toImage, FLATNESS); !i.isDone(); i.next()) {
      int segment = i.currentSegment(xy);
      if (segment != PathIterator.SEG_LINETO) {
        add(polygons, open);
        open = new Polygon();
      }
      if (segment != PathIterator.SEG_CLOSE)
        open.addPoint((int) Math.round(xy[0]), (int) Math.round(xy[1]));
    }
    add(polygons, open);
    return polygons.size() == 1 ? single(awt(polygons.get(0))) : turned(polygons);
  }

  /** Adds the polygon without points that stand twice, if it encloses anything. */
  private static void add(List<Outline.Polygon> polygons, Polygon p) {
    int n = 0;
    int[] x = new int[p.npoints];
    int[] y = new int[p.npoints];
    for (int i = 0; i < p.npoints; i++)
      if (n == 0 || p.xpoints[i] != x[n - 1] || p.ypoints[i] != y[n - 1]) {
        x[n] = p.xpoints[i];
        y[n++] = p.ypoints[i];
      }
    while (n > 1 && x[n - 1] == x[0] && y[n - 1] == y[0]) n--;
    if (n < 3) return;
    Outline.Polygon polygon = new Outline.Polygon(Arrays.copyOf(x, n), Arrays.copyOf(y, n));
    if (polygon.signedArea() != 0) polygons.add(polygon);
  }

  /** Outer polygons clockwise, holes counter-clockwise, by how many others lie around each. */
  private static List<Outline.Polygon> turned(List<Outline.Polygon> polygons) {
    List<Path2D> paths = polygons.stream().map(p -> path(new Outline(List.of(p)))).toList();
    List<Outline.Polygon> turned = new ArrayList<>(polygons.size());
    for (int i = 0; i < polygons.size(); i++) {
      Point2D inside = inside(polygons.get(i), paths.get(i));
      int around = 0;
      for (int j = 0; j < polygons.size(); j++)
        if (j != i && paths.get(j).getBounds2D().contains(inside) && paths.get(j).contains(inside))
          around++;
      boolean hole = around % 2 == 1;
      boolean negative = polygons.get(i).signedArea() < 0;
      turned.add(hole == negative ? polygons.get(i) : reversed(polygons.get(i)));
    }
    return turned;
  }

  /** A point just inside the first edge that has one. */
  private static Point2D inside(Outline.Polygon p, Path2D path) {
    final double step = 0.25;
    for (int i = 0, j = p.size() - 1; i < p.size(); j = i++) {
      double dx = p.x()[i] - p.x()[j];
      double dy = p.y()[i] - p.y()[j];
      double scale = step / Math.hypot(dx, dy);
      for (int side = -1; side <= 1; side += 2) {
        double x = (p.x()[i] + p.x()[j]) / 2.0 - side * dy * scale;
        double y = (p.y()[i] + p.y()[j]) / 2.0 + side * dx * scale;
        if (path.contains(x, y)) return new Point2D.Double(x, y);
      }
    }
    return new Point2D.Double(p.x()[0], p.y()[0]);
  }

  private static Outline.Polygon reversed(Outline.Polygon p) {
    int n = p.size();
    int[] x = new int[n];
    int[] y = new int[n];
    for (int i = 0; i < n; i++) {
      x[i] = p.x()[n - 1 - i];
      y[i] = p.y()[n - 1 - i];
    }
    return new Outline.Polygon(x, y);
  }

  private static Polygon awt(Outline.Polygon p) {
    return new Polygon(p.x(), p.y(), p.size());
  }
}
