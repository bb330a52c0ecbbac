package org.unstained.command.exploration;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.unstained.letters.Letters;

/**
 * Draws points or thumbnails with legend and names of axes: on the screen and into files. Where
 * Java has no {@link Letters}, the legend and the names are left out.
 */
final class ScatterPainter {
  /** Between two thumbnails, in pixels. */
  static final int GAP = 5;

  private static final int FRAME = 2;

  private ScatterPainter() {}

  /** How points are shown. */
  record Look(boolean thumbnails, int side, double radius, Color ground, Color text) {
    static Look onWhite(boolean thumbnails, int side, double radius) {
      return new Look(thumbnails, side, radius, Color.WHITE, Color.BLACK);
    }
  }

  /**
   * @param pictures of cells; null for one that isn't there yet
   */
  static void paint(
      Graphics2D g,
      Scatter points,
      ScatterPlane plane,
      Look look,
      ScatterRaster raster,
      IntFunction<BufferedImage> pictures) {
    double radius = look.thumbnails() ? Math.min(look.radius(), 2.5) : look.radius();
    g.drawImage(
        raster.draw(
            points,
            plane,
            radius,
            look.ground().getRGB() & 0xffffff,
            look.text().getRGB() & 0xffffff),
        0,
        0,
        null);
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    if (look.thumbnails())
      for (int i : shown(points, plane, look.side()))
        thumbnail(g, points, plane, look, i, pictures);
    g.setFont(g.getFont().deriveFont(Font.PLAIN, 12f));
    g.setColor(look.text());
    boolean letters = Letters.canBeWritten();
    if (letters) g.drawString(points.xName, 30, plane.height() - 10);
    g.drawLine(12, plane.height() - 14, 26, plane.height() - 14);
    g.drawLine(12, plane.height() - 14, 12, plane.height() - 28);
    if (!letters) return;
    g.drawString(points.yName, 10, plane.height() - 34);
    ScatterLegend.draw(g, points.colours, plane.width(), look.ground(), look.text());
  }

  /** The points in view that show a thumbnail. */
  static List<Integer> shown(Scatter points, ScatterPlane plane, int side) {
    List<Integer> shown = new ArrayList<>();
    ThumbnailLevels levels = points.levels();
    int level = levels.level((side + 2 * FRAME + GAP) / plane.scale());
    for (int i = 0; i < points.size(); i++) {
      if (!levels.isShown(i, level)) continue;
      double x = plane.viewX(points.x[i]);
      double y = plane.viewY(points.y[i]);
      if (x > -side && y > -side && x < plane.width() + side && y < plane.height() + side)
        shown.add(i);
    }
    return shown;
  }

  private static void thumbnail(
      Graphics2D g,
      Scatter points,
      ScatterPlane plane,
      Look look,
      int i,
      IntFunction<BufferedImage> pictures) {
    int side = look.side();
    int x = (int) Math.round(plane.viewX(points.x[i]) - side / 2.0);
    int y = (int) Math.round(plane.viewY(points.y[i]) - side / 2.0);
    boolean chosen = points.chosen.get(i);
    if (chosen) {
      g.setColor(look.text());
      g.fillRoundRect(
          x - FRAME - 3, y - FRAME - 3, side + 2 * FRAME + 6, side + 2 * FRAME + 6, 6, 6);
    }
    g.setColor(new Color(points.colours.rgb()[i]));
    g.fillRect(x - FRAME, y - FRAME, side + 2 * FRAME, side + 2 * FRAME);
    BufferedImage picture = pictures.apply(i);
    if (picture == null) {
      g.setColor(look.ground());
      g.fillRect(x, y, side, side);
    } else g.drawImage(picture, x, y, side, side, null);
    if (points.chosen.isEmpty() || chosen) return;
    Color ground = look.ground();
    g.setColor(new Color(ground.getRed(), ground.getGreen(), ground.getBlue(), 120));
    g.fillRect(x - FRAME, y - FRAME, side + 2 * FRAME, side + 2 * FRAME);
    g.setStroke(new BasicStroke(1));
  }
}
