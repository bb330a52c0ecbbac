package org.unstained.command.exploration;

import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import javax.swing.Icon;
import org.unstained.command.Theme;

/** A square of a colour, before the name of what has it. */
record Swatch(Color colour) implements Icon {
  private static final int SIDE = 13;

  @Override
  public void paintIcon(Component c, Graphics g, int x, int y) {
    g.setColor(colour);
    g.fillRect(x, y, SIDE, SIDE);
    g.setColor(Theme.text());
    g.drawRect(x, y, SIDE, SIDE);
  }

  @Override
  public int getIconWidth() {
    return SIDE + 1;
  }

  @Override
  public int getIconHeight() {
    return SIDE + 1;
  }
}
