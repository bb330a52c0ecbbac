package org.unstained.learning;

import org.unstained.cells.Box;

/**
 * Where points of a picture come to lie: (x, y) goes to (xx·x + xy·y + x0, yx·x + yy·y + y0). Pixel
 * (0, 0) reaches from (0, 0) to (1, 1).
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {

  static Affine shift(double x, double y) {
    return new Affine(1, 0, x, 0, 1, y);
  }

  static Affine linear(double xx, double xy, double yx, double yy) {
    return new Affine(xx, xy, 0, yx, yy, 0);
  }

  /** This first, then the other. */
  Affine then(Affine o) {
    return new Affine(
        o.xx * xx + o.xy * yx,
        o.xx * xy + o.xy * yy,
        o.xx * x0 + o.xy * y0 + o.x0,
        o.yx * xx + o.yy * yx,
        o.yx * xy + o.yy * yy,
        o.yx * x0 + o.yy * y0 + o.y0);
  }

  Affine inverse() {
    double d = xx * yy - xy * yx;
    double a = yy / d;
    double b = -xy / d;
    double c = -yx / d;
    double e = xx / d;
    return new Affine(a, b, -a * x0 - b * y0, c, e, -c * x0 - e * y0);
  }

  /**
   * The upright box around the ellipse that fills the box. Cells are round: the box around the
   * turned corners would be too large by up to 41 %.
   */
  Box of(Box box) {
    double a = box.width() / 2;
    double b = box.height() / 2;
    double x = box.x() + a;
    double y = box.y() + b;
    double w = Math.hypot(xx * a, xy * b);
    double h = Math.hypot(yx * a, yy * b);
    return new Box(xx * x + xy * y + x0 - w, yx * x + yy * y + y0 - h, 2 * w, 2 * h);
  }
}
