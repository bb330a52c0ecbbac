package org.unstained.overlay;

import ij.Prefs;
import ij.gui.ImageCanvas;
import ij.gui.Roi;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import org.unstained.letters.Letters;

/**
 * Class and score written above a classified cell on the screen: both where the cell is shown large
 * enough, the score alone where it is smaller, nothing where it is smaller still. So whoever zooms
 * in can read them, and a field of thousands stays clear and quick. A selected cell always bears
 * both. Letters have the same size on the screen at any zoom, and lie within the view.
 */
final class CellLabel {
  private CellLabel() {}

  /** Width of a cell on the screen from which its score is written. */
  private static final double READABLE = 20;

  /** How much wider than its cell a label may be. */
  private static final double WIDER = 1.3;

  private static final int SIZE = 11;
  private static final int LEAST_SIZE = 9;

  /**
   * @param always whether it is written however small the cell is shown
   */
  static void draw(Roi roi, boolean always, Graphics g, ImageCanvas canvas) {
    if (canvas == null || canvas.getSrcRect().isEmpty()) return;
    Rectangle box = roi.getBounds();
    double width = box.width * canvas.getMagnification();
    if (width < READABLE && !always || !hasText(roi) || !Letters.canBeWritten()) return;
    Graphics2D g2 = (Graphics2D) g;
    Font before = g2.getFont();
    g2.setFont(font());
    g2.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    FontMetrics font = g2.getFontMetrics();
    String text = roi.getName();
    if (font.stringWidth(text) > WIDER * width && !always)
      text = text.substring(text.lastIndexOf(' ') + 1);
    int wide = font.stringWidth(text);
    if (wide <= WIDER * width || always) {
      int x = (int) (canvas.screenX(box.x) + (width - wide) / 2);
      x = Math.max(1, Math.min(canvas.getWidth() - wide - 1, x));
      int y = canvas.screenY(box.y) - font.getDescent() - 1;
      if (y < font.getAscent()) y = canvas.screenY(box.y + box.height) + font.getAscent();
      g2.setColor(LabelInk.GROUND);
      g2.fillRect(x - 1, y - font.getAscent(), wide + 2, font.getAscent() + font.getDescent());
      g2.setColor(LabelInk.letters(roi.getStrokeColor()));
      g2.drawString(text, x, y);
    }
    g2.setFont(before);
  }

  /** Whether {@link #draw} of a cell that isn't selected may write something. */
  static boolean isWritten(Roi roi, int width, ImageCanvas canvas) {
    return width * canvas.getMagnification() >= READABLE && hasText(roi);
  }

  private static boolean hasText(Roi roi) {
    return roi.getProperty("class") != null && roi.getName() != null;
  }

  /** As large as the user wants ImageJ's own writing. */
  private static Font font() {
    int size = (int) Math.max(LEAST_SIZE, Math.round(SIZE * Prefs.getGuiScale()));
    return new Font(Font.SANS_SERIF, Font.BOLD, size);
  }
}
