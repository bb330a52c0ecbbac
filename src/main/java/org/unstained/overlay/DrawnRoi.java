package org.unstained.overlay;

import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;
import ij.process.FloatPolygon;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.unstained.annotation.AnnotatedBox;
import org.unstained.annotation.DrawnOutline;
import org.unstained.annotation.Ring;
import org.unstained.cells.Box;

/** The shape of a drawn cell as an ROI, and of an ROI as a drawn cell. Fractions are floats. */
final class DrawnRoi {
  private static final double FLATNESS = 0.1;

  /** Pixels of a box in which ImageJ may paint the ROI, to see its edge: a byte each. */
  private static final long LARGEST_MASK = 1 << 24;

  private DrawnRoi() {}

  /** Whether an ROI is an area that a cell can have. */
  static boolean isArea(Roi roi) {
    return roi.isArea() && !(roi instanceof TextRoi) && !(roi instanceof ImageRoi);
  }

  /**
   * The box and outline of an area ROI: a rectangle is a box; corners of polygons are kept; of
   * ovals and whatever else isn't drawn corner by corner it is the edge of ImageJ's own pixels, or
   * its curve if it is larger than 16 megapixels.
   *
   * @return empty if it encloses nothing
   */
  static Optional<DrawnOutline> outline(Roi roi) {
    if (roi.getType() == Roi.RECTANGLE && roi.getCornerDiameter() == 0) {
      Rectangle2D b = roi.getFloatBounds();
      if (b.isEmpty()) return Optional.empty();
      double right = b.getMaxX(), bottom = b.getMaxY();
      return Optional.of(
          DrawnOutline.of(
              new Ring(
                  new double[] {b.getX(), right, right, b.getX()},
                  new double[] {b.getY(), b.getY(), bottom, bottom})));
    }
    List<Ring> rings = new ArrayList<>();
    if (roi instanceof ShapeRoi shape) addRings(shape, rings);
    else if (roi instanceof PolygonRoi) addRing(roi.getFloatPolygon(), rings);
    else if (isHuge(roi)) addRings(new ShapeRoi(curve(roi)), rings);
    else
      return Optional.of(
          DrawnOutline.of(CellRegions.of(1, roi, Integer.MAX_VALUE, Integer.MAX_VALUE).outline()));
    return rings.isEmpty() ? Optional.empty() : Optional.of(DrawnOutline.ofRings(rings));
  }

  private static boolean isHuge(Roi roi) {
    return (long) roi.getBounds().width * roi.getBounds().height > LARGEST_MASK;
  }

  /** Of an oval, or of a rectangle with round corners; ImageJ would paint the pixels for it. */
  private static Shape curve(Roi roi) {
    Rectangle2D b = roi.getFloatBounds();
    int arc = roi.getCornerDiameter();
    return roi instanceof OvalRoi
        ? new Ellipse2D.Double(b.getX(), b.getY(), b.getWidth(), b.getHeight())
        : new RoundRectangle2D.Double(b.getX(), b.getY(), b.getWidth(), b.getHeight(), arc, arc);
  }

  private static void addRing(FloatPolygon p, List<Ring> rings) {
    if (p.npoints < 3) return;
    double[] x = new double[p.npoints];
    double[] y = new double[p.npoints];
    for (int i = 0; i < p.npoints; i++) {
      x[i] = p.xpoints[i];
      y[i] = p.ypoints[i];
    }
    Ring ring = new Ring(x, y);
    if (ring.area() > 0) rings.add(ring);
  }

  private static void addRings(ShapeRoi roi, List<Ring> rings) {
    AffineTransform place = AffineTransform.getTranslateInstance(roi.getXBase(), roi.getYBase());
    PathIterator path = roi.getShape().getPathIterator(place, FLATNESS);
    FloatPolygon open = new FloatPolygon();
    float[] at = new float[6];
    for (; !path.isDone(); path.next()) {
      int kind = path.currentSegment(at);
      if (kind == PathIterator.SEG_LINETO) open.addPoint(at[0], at[1]);
      else {
        addClosed(open, rings);
        open = new FloatPolygon();
        if (kind == PathIterator.SEG_MOVETO) open.addPoint(at[0], at[1]);
      }
    }
    addClosed(open, rings);
  }

  /** A path may come back to where it began before it is closed. */
  private static void addClosed(FloatPolygon p, List<Ring> rings) {
    int last = p.npoints - 1;
    if (last > 0 && p.xpoints[0] == p.xpoints[last] && p.ypoints[0] == p.ypoints[last]) p.npoints--;
    addRing(p, rings);
  }

  /** An ROI of that shape, with nothing else set. Its properties come back from files. */
  static Roi of(AnnotatedBox drawn) {
    if (drawn.outline().isEmpty()) return new PropertiedBox(drawn.box());
    List<Ring> rings = drawn.outline().get().rings();
    if (rings.size() == 1) return new PropertiedPolygon(rings.get(0));
    Path2D path = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (Ring ring : rings) {
      path.moveTo(ring.x()[0], ring.y()[0]);
      for (int i = 1; i < ring.size(); i++) path.lineTo(ring.x()[i], ring.y()[i]);
      path.closePath();
    }
    return new PropertiedPieces(path);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) floats[i] = (float) values[i];
    return floats;
  }

  private static final class PropertiedBox extends Roi {
    PropertiedBox(Box box) {
      super(box.x(), box.y(), box.width(), box.height());
    }

    @Override
    public String getProperties() {
      return CellProperties.escaped(this, super.getProperties());
    }
  }

  private static final class PropertiedPolygon extends PolygonRoi {
    PropertiedPolygon(Ring ring) {
      super(floats(ring.x()), floats(ring.y()), ring.size(), Roi.POLYGON);
    }

    @Override
    public String getProperties() {
      return CellProperties.escaped(this, super.getProperties());
    }
  }

  private static final class PropertiedPieces extends ShapeRoi {
    PropertiedPieces(Path2D path) {
      super(path);
    }

    @Override
    public String getProperties() {
      return CellProperties.escaped(this, super.getProperties());
    }
  }
}
