package org.unstained.command.exploration;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * Draws points as dots with smooth edges into the pixels of a picture. A dot is a stamp that is
 * blended where it lies, which is much faster than drawing shapes.
 */
final class ScatterRaster {
  private static final int WHOLE = 256;
  private static final double OPACITY = 0.85;
  private static final double OPACITY_BESIDE_CHOSEN = 0.22;
  private static final double EDGE = 1.5;

  /** So many points aren't seen through, which is drawn faster. */
  private static final int MANY = 20_000;

  private BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
  private int[] pixels;
  private int w;
  private int h;

  // Places and colours in the order of drawing, as memory is read from front to back.
  private Scatter ordered;
  private double[] x;
  private double[] y;
  private PointColours coloured;
  private int[] rgb;

  /** The picture stays this object's own and is drawn into again. */
  BufferedImage draw(Scatter points, ScatterPlane plane, double radius, int ground, int edge) {
    w = Math.max(1, plane.width());
    h = Math.max(1, plane.height());
    if (picture.getWidth() != w || picture.getHeight() != h)
      picture = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    Arrays.fill(pixels, ground);
    order(points);
    boolean any = !points.chosen.isEmpty();
    double opacity = points.size() > MANY ? 1 : OPACITY;
    Stamp dot = Stamp.of(radius, any ? OPACITY_BESIDE_CHOSEN : opacity);
    for (int k = 0; k < x.length; k++)
      if (!any || !points.chosen.get(points.order[k])) put(plane, k, dot, rgb[k]);
    if (!any) return picture;
    Stamp ring = Stamp.of(radius + EDGE, 1);
    Stamp full = Stamp.of(radius, 1);
    for (int k = 0; k < x.length; k++)
      if (points.chosen.get(points.order[k])) {
        put(plane, k, ring, edge);
        put(plane, k, full, rgb[k]);
      }
    return picture;
  }

  private void order(Scatter points) {
    int n = points.size();
    if (ordered != points) {
      x = new double[n];
      y = new double[n];
      for (int k = 0; k < n; k++) {
        x[k] = points.x[points.order[k]];
        y[k] = points.y[points.order[k]];
      }
    }
    if (ordered != points || coloured != points.colours) {
      rgb = new int[n];
      for (int k = 0; k < n; k++) rgb[k] = points.colours.rgb()[points.order[k]];
    }
    ordered = points;
    coloured = points.colours;
  }

  /**
   * Parts of {@value #WHOLE} that a dot covers, row by row of a square with an odd side, and which
   * columns of each row it touches.
   */
  private record Stamp(int side, int[] parts, int[] from, int[] to) {
    static Stamp of(double radius, double opacity) {
      int half = (int) Math.ceil(radius);
      int side = 2 * half + 1;
      int[] parts = new int[side * side];
      int[] from = new int[side];
      int[] to = new int[side];
      for (int row = 0; row < side; row++) {
        from[row] = side;
        for (int column = 0; column < side; column++) {
          double away = Math.hypot(column - half, row - half);
          double inside = Math.max(0, Math.min(1, radius + 0.5 - away));
          int part = (int) Math.round(WHOLE * inside * opacity);
          parts[row * side + column] = part;
          if (part == 0) continue;
          from[row] = Math.min(from[row], column);
          to[row] = column + 1;
        }
      }
      return new Stamp(side, parts, from, to);
    }
  }

  private void put(ScatterPlane plane, int k, Stamp stamp, int colour) {
    int side = stamp.side;
    double vx = plane.viewX(x[k]);
    double vy = plane.viewY(y[k]);
    if (!(vx > -side && vy > -side && vx < w + side && vy < h + side)) return;
    int left = (int) Math.floor(vx) - side / 2;
    int top = (int) Math.floor(vy) - side / 2;
    int last = Math.min(side, h - top);
    int redBlue = colour & 0xff00ff;
    int green = colour & 0x00ff00;
    for (int row = Math.max(0, -top); row < last; row++) {
      int at = (top + row) * w + left;
      int from = Math.max(stamp.from[row], -left);
      int to = Math.min(stamp.to[row], w - left);
      for (int column = from; column < to; column++) {
        int a = stamp.parts[row * side + column];
        if (a == WHOLE) {
          pixels[at + column] = colour;
          continue;
        }
        int old = pixels[at + column];
        int rest = WHOLE - a;
        // Two channels at a time: no product reaches into the other.
        pixels[at + column] =
            ((redBlue * a >>> 8) & 0xff00ff) + (((old & 0xff00ff) * rest >>> 8) & 0xff00ff)
                | ((green * a >>> 8) & 0x00ff00) + (((old & 0x00ff00) * rest >>> 8) & 0x00ff00);
      }
    }
  }
}
