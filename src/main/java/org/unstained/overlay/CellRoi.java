package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import java.awt.BasicStroke;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Measurements;
import org.unstained.cells.Outline;
import org.unstained.cells.PlaneCells;

/** A cell as an ROI and an ROI of ours as a cell. */
final class CellRoi {
  /** Up to so many pixels of the screen, an outline can't be told from its box. */
  private static final double DOT = 4;

  private static final BasicStroke SELECTED = new BasicStroke(2.5f);

  private CellRoi() {}

  /** An ROI for each cell of a plane, in their order, at its place in the image (or null). */
  static Roi[] of(PlaneCells plane, ClassGroups groups, ImagePlus imp) {
    PlanePosition at = PlanePosition.of(plane);
    CellProperties.Names names = new CellProperties.Names();
    Roi[] rois = new Roi[plane.cells().size()];
    IntStream.range(0, rois.length)
        .parallel()
        .forEach(
            i -> {
              rois[i] = of(plane.cells().get(i), groups, names);
              at.set(rois[i], imp);
            });
    return rois;
  }

  /**
   * Name, group, colour and properties are set, the position is not. Its area in ImageJ is the
   * number of pixels of the cell.
   */
  private static Roi of(Cell cell, ClassGroups groups, CellProperties.Names names) {
    int group = groups.group(cell);
    Roi roi = of(cell.outline(), group);
    roi.setName(cell.name());
    roi.setStrokeColor(groups.colourOf(group));
    CellProperties.write(roi, cell, names);
    return roi;
  }

  private static Roi of(Outline outline, int group) {
    if (outline.polygons().size() > 1) return new PiecedCell(RoiOutline.path(outline), group);
    Outline.Polygon only = outline.polygons().get(0);
    if (!BoxedCell.isBox(only)) return new TracedCell(only, group);
    return new BoxedCell(RoiOutline.path(outline).getBounds(), group);
  }

  /**
   * The cell that an ROI of ours stands for, as it lies now in an image of this size: people may
   * have moved or changed it. It comes without measurements.
   *
   * @throws IllegalArgumentException if its properties are spoiled or it has no pixel in the image
   */
  static Cell cell(Roi roi, int number, int width, int height) {
    Outline outline = RoiOutline.of(roi, width, height);
    int left = Integer.MAX_VALUE, top = Integer.MAX_VALUE;
    int right = Integer.MIN_VALUE, bottom = Integer.MIN_VALUE;
    double area = 0, mx = 0, my = 0;
    for (Outline.Polygon p : outline.polygons()) {
      int[] x = p.x(), y = p.y();
      double x0 = x[0], y0 = y[0];
      double a = 0, ax = 0, ay = 0;
      for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
        left = Math.min(left, x[i]);
        right = Math.max(right, x[i]);
        top = Math.min(top, y[i]);
        bottom = Math.max(bottom, y[i]);
        double xi = x[i] - x0, yi = y[i] - y0, xj = x[j] - x0, yj = y[j] - y0;
        double cross = xj * yi - xi * yj;
        a += cross;
        ax += cross * (xi + xj);
        ay += cross * (yi + yj);
      }
      area += a / 2;
      mx += ax / 6 + a / 2 * x0;
      my += ay / 6 + a / 2 * y0;
    }
    return new Cell(
        number,
        CellProperties.box(roi, new Box(left, top, right - left, bottom - top)),
        mx / area,
        my / area,
        outline,
        Measurements.NONE,
        CellProperties.classification(roi));
  }

  /**
   * Draws a cell.
   *
   * @param inOverlay whether it is drawn as part of an overlay; else it is selected
   * @param drawing ImageJ's own
   */
  static void draw(
      Roi roi, boolean inOverlay, Graphics g, ImageCanvas canvas, Consumer<Graphics> drawing) {
    if (inOverlay && drawn(roi, g, canvas)) return;
    drawing.accept(g);
    if (!inOverlay) drawSelected(roi, g, canvas);
    CellLabel.draw(roi, !inOverlay, g, canvas);
  }

  /**
   * Does the drawing where there is no need of ImageJ's: nothing for a cell out of view, a
   * rectangle for one that the screen shows as a dot.
   *
   * <p>{@code Image > Overlay > Flatten} draws on a canvas that says it shows nothing: there
   * everything counts as in view.
   *
   * @return whether nothing is left to do
   */
  private static boolean drawn(Roi roi, Graphics g, ImageCanvas canvas) {
    if (canvas == null || canvas.getSrcRect().isEmpty()) return false;
    Rectangle view = canvas.getSrcRect();
    Rectangle box = roi.getBounds();
    if (!touches(box, view)) return true;
    if (!isDot(box.width, box.height, canvas.getMagnification())
        || roi.getFillColor() != null
        || roi.getStrokeColor() == null) return false;
    ((Graphics2D) g)
        .setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    g.setColor(roi.getStrokeColor());
    int left = canvas.screenX(box.x);
    int top = canvas.screenY(box.y);
    g.drawRect(
        left,
        top,
        canvas.screenX(box.x + box.width) - left,
        canvas.screenY(box.y + box.height) - top);
    return true;
  }

  /** Whether two boxes share a pixel or a side. */
  static boolean touches(Rectangle box, Rectangle view) {
    return box.x <= view.x + view.width
        && box.y <= view.y + view.height
        && box.x + box.width >= view.x
        && box.y + box.height >= view.y;
  }

  /** Whether the screen shows so little of a cell that it may be a rectangle. */
  static boolean isDot(int width, int height, double zoom) {
    return Math.max(width, height) * zoom <= DOT;
  }

  /** Draws a selected cell so that one finds it among the others. */
  private static void drawSelected(Roi roi, Graphics g, ImageCanvas canvas) {
    if (canvas == null) return;
    Graphics2D g2 = (Graphics2D) g;
    Stroke before = g2.getStroke();
    AffineTransform toScreen =
        AffineTransform.getScaleInstance(canvas.getMagnification(), canvas.getMagnification());
    toScreen.translate(-canvas.getSrcRect().x, -canvas.getSrcRect().y);
    Shape shape = roi.getPolygon();
    if (roi instanceof ShapeRoi pieces) {
      toScreen.translate(roi.getXBase(), roi.getYBase());
      shape = pieces.getShape();
    }
    g2.setColor(Roi.getColor());
    g2.setStroke(SELECTED);
    g2.draw(toScreen.createTransformedShape(shape));
    g2.setStroke(before);
  }
}
