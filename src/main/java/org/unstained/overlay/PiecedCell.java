package org.unstained.overlay;

import ij.gui.ShapeRoi;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;

/** As {@link TracedCell}, for a cell in several pieces or with holes. */
final class PiecedCell extends ShapeRoi implements GroupedCell {
  private int group;

  PiecedCell(Shape shape, int group) {
    super(shape);
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
  public void draw(Graphics g) {
    // ImageJ leaves it to chance: it draws these as whatever lies before them was drawn.
    if (overlay)
      ((Graphics2D) g)
          .setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_OFF);
    CellRoi.draw(this, overlay, g, ic, super::draw);
  }
}
