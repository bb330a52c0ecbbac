package org.unstained.overlay;

import java.awt.Color;

/**
 * Colours as people see them. Dichromacy after Machado, Oliveira and Fernandes (2009),
 * doi:10.1109/TVCG.2009.113, severity 1, on linear sRGB; distances in CIELAB of 1976.
 */
enum ColourVision {
  NORMAL(1, 0, 0, 0, 1, 0, 0, 0, 1),
  PROTANOPIA(
      0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
  DEUTERANOPIA(
      0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
  TRITANOPIA(
      1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

  private final double[] matrix;

  ColourVision(double... matrix) {
    this.matrix = matrix;
  }

  /** How far two colours are from one another; from about 10 on nobody takes one for the other. */
  double distance(Color a, Color b) {
    double[] p = lab(a);
    double[] q = lab(b);
    return Math.sqrt(
        (p[0] - q[0]) * (p[0] - q[0])
            + (p[1] - q[1]) * (p[1] - q[1])
            + (p[2] - q[2]) * (p[2] - q[2]));
  }

  /** Contrast of WCAG 2.1, 1–21. */
  static double contrast(Color a, Color b) {
    double p = luminance(a);
    double q = luminance(b);
    return (Math.max(p, q) + 0.05) / (Math.min(p, q) + 0.05);
  }

  /** What is seen of a colour through which another shines. */
  static Color over(Color top, Color below) {
    double alpha = top.getAlpha() / 255.0;
    return new Color(
        (int) Math.round(alpha * top.getRed() + (1 - alpha) * below.getRed()),
        (int) Math.round(alpha * top.getGreen() + (1 - alpha) * below.getGreen()),
        (int) Math.round(alpha * top.getBlue() + (1 - alpha) * below.getBlue()));
  }

  private static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private double[] lab(Color c) {
    double[] linear = {linear(c.getRed()), linear(c.getGreen()), linear(c.getBlue())};
    double[] seen = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) seen[i] += matrix[3 * i + k] * linear[k];
      seen[i] = Math.max(0, Math.min(1, seen[i]));
    }
    double x = f((0.4124564 * seen[0] + 0.3575761 * seen[1] + 0.1804375 * seen[2]) / 0.95047);
    double y = f(0.2126729 * seen[0] + 0.7151522 * seen[1] + 0.0721750 * seen[2]);
    double z = f((0.0193339 * seen[0] + 0.1191920 * seen[1] + 0.9503041 * seen[2]) / 1.08883);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double linear(int level) {
    double v = level / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static double f(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }
}
