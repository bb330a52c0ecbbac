package org.unstained.embedding;

import java.util.Arrays;

/**
 * All that pushes a few points that lie together. Places are kept in single precision, but from the
 * middle of these points, so that the near ones are exact enough. Strips of a fixed length let the
 * processor reckon many at once.
 */
final class Interactions {
  private static final int STRIP = 256;

  private float[][] xs = new float[4][STRIP];
  private float[][] ys = new float[4][STRIP];
  private float[][] weights = new float[4][STRIP];
  private int size;
  private double middleX;
  private double middleY;
  private final float[] sums = new float[STRIP];
  private final float[] forcesX = new float[STRIP];
  private final float[] forcesY = new float[STRIP];

  void start(double x, double y) {
    middleX = x;
    middleY = y;
    size = 0;
  }

  void add(double x, double y, int weight) {
    int strip = size / STRIP;
    int at = size++ % STRIP;
    if (strip == xs.length) grow();
    xs[strip][at] = (float) (x - middleX);
    ys[strip][at] = (float) (y - middleY);
    weights[strip][at] = weight;
  }

  private void grow() {
    int old = xs.length;
    xs = Arrays.copyOf(xs, 2 * old);
    ys = Arrays.copyOf(ys, 2 * old);
    weights = Arrays.copyOf(weights, 2 * old);
    for (int s = old; s < 2 * old; s++) {
      xs[s] = new float[STRIP];
      ys[s] = new float[STRIP];
      weights[s] = new float[STRIP];
    }
  }

  /** Fills the last strip with nothing. */
  void finish() {
    if (size % STRIP != 0) Arrays.fill(weights[size / STRIP], size % STRIP, STRIP, 0);
  }

  /**
   * Writes the force on a point, which is one of those added, and gives the sum of q of the others.
   */
  double sum(double x, double y, double[] forces, int at) {
    Arrays.fill(sums, 0);
    Arrays.fill(forcesX, 0);
    Arrays.fill(forcesY, 0);
    float fromX = (float) (x - middleX);
    float fromY = (float) (y - middleY);
    for (int s = 0; s * STRIP < size; s++)
      push(fromX, fromY, xs[s], ys[s], weights[s], sums, forcesX, forcesY);
    forces[at] = total(forcesX);
    forces[at + 1] = total(forcesY);
    return total(sums) - 1;
  }

  private static void push(
      float x,
      float y,
      float[] xs,
      float[] ys,
      float[] weights,
      float[] sums,
      float[] forcesX,
      float[] forcesY) {
    for (int i = 0; i < STRIP; i++) {
      float dx = x - xs[i];
      float dy = y - ys[i];
      float q = 1 / (1 + dx * dx + dy * dy);
      float m = weights[i] * q;
      sums[i] += m;
      forcesX[i] += m * q * dx;
      forcesY[i] += m * q * dy;
    }
  }

  private static double total(float[] values) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    for (int i = 0; i < STRIP; i += 4) {
      a += values[i];
      b += values[i + 1];
      c += values[i + 2];
      d += values[i + 3];
    }
    return (double) a + b + ((double) c + d);
  }
}
