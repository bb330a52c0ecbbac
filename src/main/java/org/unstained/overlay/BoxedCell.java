package org.unstained.overlay;

import ij.gui.Roi;
import java.awt.Graphics;
import java.awt.Rectangle;
import org.unstained.cells.Outline;

/** As {@link TracedCell}, for a cell that is a box, as those of a detector are: a rectangle. */
final class BoxedCell extends Roi implements TraceableCell {
  private int group;

  BoxedCell(Rectangle box, int group) {
    super(box);
    this.group = group;
  }

  /** Whether a polygon is an upright rectangle. */
  static boolean isBox(Outline.Polygon p) {
    if (p.size() != 4) return false;
    for (int i = 0; i < 4; i++) {
      int next = (i + 1) % 4;
      boolean across = p.y()[i] == p.y()[next] && p.x()[i] != p.x()[next];
      boolean down = p.x()[i] == p.x()[next] && p.y()[i] != p.y()[next];
      if (!across && !down) return false;
    }
    return true;
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
    return !subPixelResolution() && getCornerDiameter() == 0;
  }

  @Override
  public void trace(OutlineRaster.Pen pen, int x, int y, int width, int height) {
    int left = pen.screenX(x);
    int top = pen.screenY(y);
    pen.rectangle(left, top, left + pen.screenLength(width), top + pen.screenLength(height));
  }

  @Override
  public void draw(Graphics g) {
    CellRoi.draw(this, overlay, g, ic, super::draw);
  }
}
