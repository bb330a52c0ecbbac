package org.unstained.report;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Composite;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.unstained.letters.Letters;

/** Draws plots on a screen or a picture; without text where Java has no {@link Letters}. */
public final class GraphicsCanvas implements Canvas {
  private static final float CURVE = 1.8f;

  private final Graphics2D g;
  private final Palette palette;
  private final Font plain;

  /**
   * @param g is left with other hints and font than it had
   */
  public GraphicsCanvas(Graphics2D g, Palette palette) {
    this.g = g;
    this.palette = palette;
    plain = g.getFont().deriveFont(Font.PLAIN, (float) LETTERS);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  @Override
  public void line(Ink ink, double x1, double y1, double x2, double y2) {
    g.setColor(palette.colour(ink));
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void curve(Ink ink, double[] x, double[] y) {
    g.setColor(palette.colour(ink));
    Stroke before = g.getStroke();
    float[] dashes = ink.dashes();
    g.setStroke(
        dashes.length == 0
            ? new BasicStroke(CURVE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
            : new BasicStroke(CURVE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
    g.draw(path(x, y));
    g.setStroke(before);
  }

  @Override
  public void fill(Ink ink, double opacity, double[] x, double[] y) {
    if (x.length == 0) return;
    Path2D path = path(x, y);
    path.closePath();
    filled(ink, opacity, path);
  }

  @Override
  public void rectangle(Ink ink, double opacity, double x, double y, double width, double height) {
    filled(ink, opacity, new Rectangle2D.Double(x, y, width, height));
  }

  @Override
  public void dot(Ink ink, double opacity, double x, double y, double radius) {
    filled(ink, opacity, new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  @Override
  public void text(Ink ink, Anchor anchor, String text, double x, double y) {
    write(ink, anchor, text, x, y, plain);
  }

  @Override
  public void heading(Ink ink, Anchor anchor, String text, double x, double y) {
    write(ink, anchor, text, x, y, plain.deriveFont(Font.BOLD));
  }

  @Override
  public void upright(Ink ink, String text, double x, double y) {
    AffineTransform before = g.getTransform();
    g.rotate(-Math.PI / 2, x, y);
    text(ink, Anchor.MIDDLE, text, x, y);
    g.setTransform(before);
  }

  private void write(Ink ink, Anchor anchor, String text, double x, double y, Font font) {
    if (!Letters.canBeWritten()) return;
    g.setFont(font);
    g.setColor(palette.colour(ink));
    double width = g.getFontMetrics().stringWidth(text);
    double left =
        switch (anchor) {
          case LEFT -> x;
          case MIDDLE -> x - width / 2;
          case RIGHT -> x - width;
        };
    g.drawString(text, (float) left, (float) y);
  }

  private void filled(Ink ink, double opacity, java.awt.Shape shape) {
    Composite before = g.getComposite();
    g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) opacity));
    g.setColor(palette.colour(ink));
    g.fill(shape);
    g.setComposite(before);
  }

  private static Path2D path(double[] x, double[] y) {
    Path2D path = new Path2D.Double();
    boolean drawing = false;
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(x[i]) || Double.isNaN(y[i])) {
        drawing = false;
        continue;
      }
      if (drawing) path.lineTo(x[i], y[i]);
      else path.moveTo(x[i], y[i]);
      drawing = true;
    }
    return path;
  }
}
