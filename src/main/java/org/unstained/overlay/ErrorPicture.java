package org.unstained.overlay;

import ij.ImagePlus;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A picture of an image with its hits and errors, in the colours and dashes of {@link
 * ErrorOverlay}. Needs no screen and leaves the image as it is.
 */
public final class ErrorPicture {
  private static final float LINE = 1.6f;
  private static final Color SHADE = new Color(0, 0, 0, 120);

  private ErrorPicture() {}

  /**
   * @param imp its first plane is taken
   * @param longer pixels of the longer side of the picture
   */
  public static BufferedImage of(ImagePlus imp, List<ErrorMark> marks, int longer) {
    double scale = (double) longer / Math.max(imp.getWidth(), imp.getHeight());
    BufferedImage picture = PlanePicture.of(imp, new PlanePosition(1, 1, 1), scale);
    Graphics2D g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    AffineTransform toPicture =
        AffineTransform.getScaleInstance(
            (double) picture.getWidth() / imp.getWidth(),
            (double) picture.getHeight() / imp.getHeight());
    for (ErrorMark mark : marks) {
      Shape shape =
          new Path2D.Double(
              mark.outline().isPresent()
                  ? RoiOutline.path(mark.outline().get())
                  : new Rectangle2D.Double(
                      mark.box().x(), mark.box().y(), mark.box().width(), mark.box().height()),
              toPicture);
      g.setColor(SHADE);
      g.setStroke(new BasicStroke(2 * LINE));
      g.draw(shape);
      g.setColor(ErrorOverlay.colour(mark.fate()));
      g.setStroke(
          new BasicStroke(
              LINE,
              BasicStroke.CAP_BUTT,
              BasicStroke.JOIN_BEVEL,
              10,
              ErrorOverlay.dashes(mark.fate()),
              0));
      g.draw(shape);
    }
    g.dispose();
    return picture;
  }
}
