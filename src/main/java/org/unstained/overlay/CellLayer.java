package org.unstained.overlay;

import ij.ImagePlus;
import ij.Prefs;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Stands for a row of cells of a {@link CanvasOverlay} while ImageJ's canvas draws it, and draws
 * them all: in their order, pixel for pixel as they draw themselves. Each is looked at anew, so
 * whoever moves or colours one sees it.
 */
final class CellLayer extends Roi {
  /** So many cells are worth a second thread. */
  private static final int MANY = 4000;

  private static final int BANDS = Math.min(8, Runtime.getRuntime().availableProcessors());

  private final transient CanvasOverlay cells;
  private final transient Roi[] all;
  private final int from;
  private final int to;

  /**
   * @param all members of the overlay, of which those from {@code from} to before {@code to} are
   *     {@link GroupedCell}s
   */
  CellLayer(CanvasOverlay cells, Roi[] all, int from, int to) {
    super(0, 0, 1, 1);
    this.cells = cells;
    this.all = all;
    this.from = from;
    this.to = to;
  }

  @Override
  public void drawOverlay(Graphics g) {
    boolean anyPlane = ic != null && ic.getShowAllList() == cells && !Prefs.showAllSliceOnly;
    ShownPlane plane = new ShownPlane(imp, ic, anyPlane);
    if (isPlain((Graphics2D) g, ic)) cells.borrow(ic, all.length, space -> draw(g, space, plane));
    else for (int i = from; i < to; i++) if (plane.shows(all[i])) drawItself(all[i], g);
  }

  /** Whether a pixel that is drawn is a pixel of the screen, and there is a view at all. */
  private static boolean isPlain(Graphics2D g, ImageCanvas canvas) {
    return CanvasOverlay.isView(canvas)
        && g.getTransform().isIdentity()
        && g.getComposite() instanceof AlphaComposite;
  }

  private void draw(Graphics g, CanvasOverlay.Space space, ShownPlane plane) {
    CellLooks looks = space.looks();
    OutlineRaster raster = space.raster();
    Rectangle view = ic.getSrcRect();
    raster.look(view, ic.getMagnification());
    looks.look(all, from, to, view, raster.zoom(), plane);
    int start = from;
    for (int i = from; i < to; i++) {
      if (!looks.shown[i]) continue;
      boolean traced = looks.colour[i] != 0;
      boolean lettered = CellLabel.isWritten(all[i], looks.width[i], ic);
      if (traced && !lettered) continue;
      trace(g, raster, looks, start, traced ? i + 1 : i);
      start = i + 1;
      if (traced) CellLabel.draw(all[i], false, g, ic);
      else drawItself(all[i], g);
    }
    trace(g, raster, looks, start, to);
  }

  /** Draws outlines, each thread in rows of its own, so that later cells lie over earlier ones. */
  private void trace(Graphics g, OutlineRaster raster, CellLooks looks, int start, int end) {
    int bands = end - start < MANY ? 1 : BANDS;
    int rows = raster.height();
    Stream<OutlineRaster.Pen> pens =
        IntStream.range(0, bands)
            .mapToObj(band -> raster.pen(rows * band / bands, rows * (band + 1) / bands));
    pens.parallel()
        .peek(pen -> trace(pen, raster.zoom(), looks, start, end))
        .toList()
        .forEach(pen -> pen.show(g));
  }

  private void trace(OutlineRaster.Pen pen, double zoom, CellLooks looks, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!looks.shown[i] || pen.passesOver(looks.y[i], looks.height[i])) continue;
      pen.setColour(looks.colour[i]);
      int x = looks.x[i], y = looks.y[i], width = looks.width[i], height = looks.height[i];
      if (!CellRoi.isDot(width, height, zoom))
        ((TraceableCell) all[i]).trace(pen, x, y, width, height);
      else
        pen.rectangle(
            pen.screenX(x), pen.screenY(y), pen.screenX(x + width), pen.screenY(y + height));
    }
  }

  /** As ImageJ's canvas does it. */
  private void drawItself(Roi roi, Graphics g) {
    ImagePlus before = roi.getImage();
    Color colour = roi.getStrokeColor();
    roi.setImage(imp);
    if (colour == null && roi.getFillColor() == null) roi.setStrokeColor(Roi.getColor());
    if (roi.getStroke() == null) ((Graphics2D) g).setStroke(Roi.onePixelWide);
    roi.drawOverlay(g);
    roi.setStrokeColor(colour);
    roi.setImage(before);
  }
}
