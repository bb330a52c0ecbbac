package org.unstained.overlay;

import ij.gui.PolygonRoi;
import ij.gui.Roi;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import org.unstained.cells.Outline;

/**
 * The ROI of a cell in one piece without holes: a traced polygon whose area is the number of pixels
 * of the cell.
 *
 * <p>It differs from ImageJ's own in three things. It is drawn only where it can be seen, and as a
 * box where it is a dot on the screen, so that 100,000 cells stay usable. It takes its group
 * without taking over the group's colour: ImageJ reads those from a file of the installation that
 * plain ImageJ doesn't have, and complains for each ROI. And its properties come back from a file
 * as they were.
 */
final class TracedCell extends PolygonRoi implements TraceableCell {
  private int group;

  TracedCell(Outline.Polygon polygon, int group) {
    // A traced ROI keeps the arrays it gets and writes into them.
    super(polygon.x().clone(), polygon.y().clone(), polygon.size(), Roi.TRACED_ROI);
    this.group = group;
  }

  @Override
  public int getGroup() {
    return group;
  }

  @Override
  public void takeGroup(int group) {
    this.group = group;
  }

  @Override
  public void setGroup(int group) {
    super.setGroup(group);
    this.group = group;
  }

  @Override
  public String getProperties() {
    return CellProperties.escaped(this, super.getProperties());
  }

  @Override
  public boolean isTraceable() {
    return xSpline == null && xpf == null && OutlineRaster.isUpright(xp, yp, nPoints);
  }

  @Override
  public void trace(OutlineRaster.Pen pen, int x, int y, int width, int height) {
    pen.polygon(xp, yp, nPoints, x, y);
  }

  @Override
  public void draw(Graphics g) {
    CellRoi.draw(this, overlay, g, ic, this::drawOutline);
  }

  /**
   * ImageJ smooths outlines. Ours run along rows and columns of pixels, on the screen too, where
   * smoothing changes no pixel and takes ten times as long.
   */
  private void drawOutline(Graphics g) {
    if (!overlay || fillColor != null || strokeColor == null || stroke != null || xSpline != null) {
      super.draw(g);
      return;
    }
    updatePolygon();
    ((Graphics2D) g)
        .setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    g.setColor(strokeColor);
    g.drawPolygon(xp2, yp2, nPoints);
  }
}
