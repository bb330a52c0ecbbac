package org.unstained.overlay;

import ij.gui.ImageCanvas;
import ij.gui.Roi;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;

/**
 * Class and score written above a classified cell on the screen: both where the cell is shown large
 * enough, the score alone where it is smaller, nothing where it is smaller still. So whoever zooms
 * in can read them, and a field of thousands stays clear and quick.
 */
final class CellLabel {
  private CellLabel() {}

  /** Width of a cell on the screen from which its score is written. */
  private static final double READABLE = 20;

  /** How much wider than its cell a label may be. */
  private static final double WIDER = 1.3;

  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final Color SHADE = new Color(0, 0, 0, 110);

  static void draw(Roi roi, Graphics g, ImageCanvas canvas) {
    if (canvas == null || canvas.getSrcRect().isEmpty()) return;
    Rectangle box = roi.getBounds();
    double width = box.width * canvas.getMagnification();
    if (width < READABLE || roi.getProperty("class") == null || roi.getName() == null) return;
    Graphics2D g2 = (Graphics2D) g;
    Font before = g2.getFont();
    g2.setFont(FONT);
    g2.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    FontMetrics font = g2.getFontMetrics();
    String text = roi.getName();
    if (font.stringWidth(text) > WIDER * width) text = text.substring(text.lastIndexOf(' ') + 1);
    int wide = font.stringWidth(text);
    if (wide <= WIDER * width) {
      int x = (int) (canvas.screenX(box.x) + (width - wide) / 2);
      int y = canvas.screenY(box.y) - font.getDescent() - 1;
      if (y < font.getAscent()) y = canvas.screenY(box.y + box.height) + font.getAscent();
      g2.setColor(SHADE);
      g2.fillRect(x - 1, y - font.getAscent(), wide + 2, font.getAscent() + font.getDescent());
      g2.setColor(roi.getStrokeColor() == null ? Color.WHITE : roi.getStrokeColor().brighter());
      g2.drawString(text, x, y);
    }
    g2.setFont(before);
  }
}
