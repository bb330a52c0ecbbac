package org.unstained.command;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * Draws points as dots with smooth edges into the pixels of a picture. A dot is a stamp that is
 * blended where it lies, which is much faster than drawing shapes.
 */
final class ScatterRaster {
  private static final double OPACITY = 0.85;
  private static final double OPACITY_BESIDE_CHOSEN = 0.22;
  private static final double EDGE = 1.5;

  private BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

  /** The picture stays this object's own and is drawn into again. */
  BufferedImage draw(Scatter points, ScatterPlane plane, double radius, int ground, int edge) {
    int w = Math.max(1, plane.width());
    int h = Math.max(1, plane.height());
    if (picture.getWidth() != w || picture.getHeight() != h)
      picture = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    Arrays.fill(pixels, ground);
    boolean any = !points.chosen.isEmpty();
    int[] dot = stamp(radius, any ? OPACITY_BESIDE_CHOSEN : OPACITY);
    int[] rgb = points.colours.rgb();
    for (int i : points.order)
      if (!points.chosen.get(i)) put(pixels, w, h, points, plane, i, dot, rgb[i]);
    if (!any) return picture;
    int[] ring = stamp(radius + EDGE, 1);
    int[] full = stamp(radius, 1);
    for (int i : points.order)
      if (points.chosen.get(i)) {
        put(pixels, w, h, points, plane, i, ring, edge);
        put(pixels, w, h, points, plane, i, full, rgb[i]);
      }
    return picture;
  }

  /** Parts of 256 that a dot covers, row by row of a square with an odd side. */
  private static int[] stamp(double radius, double opacity) {
    int half = (int) Math.ceil(radius);
    int side = 2 * half + 1;
    int[] stamp = new int[side * side];
    for (int y = -half; y <= half; y++)
      for (int x = -half; x <= half; x++) {
        double inside = Math.max(0, Math.min(1, radius + 0.5 - Math.hypot(x, y)));
        stamp[(y + half) * side + x + half] = (int) Math.round(256 * inside * opacity);
      }
    return stamp;
  }

  private static void put(
      int[] pixels, int w, int h, Scatter points, ScatterPlane plane, int i, int[] stamp, int rgb) {
    int side = (int) Math.round(Math.sqrt(stamp.length));
    double vx = plane.viewX(points.x[i]);
    double vy = plane.viewY(points.y[i]);
    if (!(vx > -side && vy > -side && vx < w + side && vy < h + side)) return;
    int left = (int) Math.floor(vx) - side / 2;
    int top = (int) Math.floor(vy) - side / 2;
    int from = Math.max(0, -left);
    int to = Math.min(side, w - left);
    int r = rgb >> 16 & 255;
    int g = rgb >> 8 & 255;
    int b = rgb & 255;
    for (int row = Math.max(0, -top); row < Math.min(side, h - top); row++) {
      int at = (top + row) * w + left;
      for (int column = from; column < to; column++) {
        int a = stamp[row * side + column];
        if (a == 0) continue;
        int old = pixels[at + column];
        int rest = 256 - a;
        pixels[at + column] =
            (r * a + (old >> 16 & 255) * rest >> 8) << 16
                | (g * a + (old >> 8 & 255) * rest >> 8) << 8
                | (b * a + (old & 255) * rest >> 8);
      }
    }
  }
}
