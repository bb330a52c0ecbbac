package org.unstained.image;

import ij.process.LUT;
import java.awt.Color;

/**
 * Colours for labels that are as different from one another as can be: index 0 is black, and each
 * of the 255 that follow is the one farthest (in CIELAB) from all before it. Dark colours are left
 * out, so that no label is lost on the black background.
 *
 * <p>After Glasbey et al. (2007), Colour displays for categorical images, Color Research and
 * Application 32:304–309, <a href="https://doi.org/10.1002/col.20327">doi:10.1002/col.20327</a>;
 * here with the distance in CIELAB of 1976, on a grid of 32 steps a channel.
 */
public final class Glasbey {

  private static final int SIZE = 256;
  private static final int STEPS = 32;

  /** Lightness (0–100) below which a colour is hard to see on black. */
  private static final double DARKEST = 35;

  private static final int[] COLOURS = farthestPoints();

  private Glasbey() {}

  /** A new lookup table with a display range of 0–255. */
  public static LUT lut() {
    byte[][] channels = new byte[3][SIZE];
    for (int i = 0; i < SIZE; i++)
      for (int c = 0; c < 3; c++) channels[c][i] = (byte) (COLOURS[i] >> (16 - 8 * c));
    LUT lut = new LUT(channels[0], channels[1], channels[2]);
    lut.min = 0;
    lut.max = SIZE - 1;
    return lut;
  }

  /** The colour of a label: black for 0, and from 256 on the colours come again from 1. */
  public static Color colour(int label) {
    return new Color(COLOURS[index(label)]);
  }

  /** Where in the table the colour of a label stands: 0 for 0, else 1–255. */
  static int index(int label) {
    if (label < 0) throw new IllegalArgumentException("Labels are not negative, got " + label);
    return label == 0 ? 0 : 1 + (label - 1) % (SIZE - 1);
  }

  private static int[] farthestPoints() {
    int n = STEPS * STEPS * STEPS;
    int[] rgb = new int[n];
    float[][] lab = new float[n][];
    int candidates = 0;
    for (int r = 0; r < STEPS; r++)
      for (int g = 0; g < STEPS; g++)
        for (int b = 0; b < STEPS; b++) {
          int colour = level(r) << 16 | level(g) << 8 | level(b);
          float[] point = lab(colour);
          if (point[0] < DARKEST) continue;
          rgb[candidates] = colour;
          lab[candidates++] = point;
        }
    float[] nearest = new float[candidates];
    java.util.Arrays.fill(nearest, Float.MAX_VALUE);
    int[] chosen = new int[SIZE];
    float[] last = lab(0);
    for (int k = 1; k < SIZE; k++) {
      int best = 0;
      for (int i = 0; i < candidates; i++) {
        nearest[i] = Math.min(nearest[i], squaredDistance(lab[i], last));
        if (nearest[i] > nearest[best]) best = i;
      }
      chosen[k] = rgb[best];
      last = lab[best];
    }
    return chosen;
  }

  private static int level(int step) {
    return step * 255 / (STEPS - 1);
  }

  private static float squaredDistance(float[] p, float[] q) {
    float l = p[0] - q[0];
    float a = p[1] - q[1];
    float b = p[2] - q[2];
    return l * l + a * a + b * b;
  }

  /** sRGB with white point D65 to CIELAB. */
  private static float[] lab(int rgb) {
    double r = linear(rgb >> 16 & 0xff);
    double g = linear(rgb >> 8 & 0xff);
    double b = linear(rgb & 0xff);
    double x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    double y = f(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    double z = f((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    return new float[] {(float) (116 * y - 16), (float) (500 * (x - y)), (float) (200 * (y - z))};
  }

  private static double linear(int level) {
    double v = level / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static double f(double t) {
    return t > 216.0 / 24389 ? Math.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
  }
}
