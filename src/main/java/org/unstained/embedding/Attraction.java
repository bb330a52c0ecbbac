package org.unstained.embedding;

import java.util.stream.IntStream;

/** How the points of an embedding pull at one another: the sum of affinity · q · (this − other). */
final class Attraction {
  private static final int TASK = 128;
  private final Affinities affinities;

  /** x and y in turn. */
  final double[] forces;

  Attraction(Affinities affinities) {
    this.affinities = affinities;
    forces = new double[2 * (affinities.starts().length - 1)];
  }

  /** Reckons {@link #forces}. */
  void of(double[] points) {
    int n = points.length / 2;
    IntStream.range(0, (n + TASK - 1) / TASK)
        .parallel()
        .forEach(
            t -> {
              for (int i = t * TASK; i < Math.min(n, (t + 1) * TASK); i++) pull(points, i);
            });
  }

  private void pull(double[] points, int i) {
    int[] others = affinities.others();
    float[] values = affinities.values();
    double x = points[2 * i];
    double y = points[2 * i + 1];
    double sumX = 0;
    double sumY = 0;
    int end = affinities.starts()[i + 1];
    for (int e = affinities.starts()[i]; e < end; e++) {
      int j = 2 * others[e];
      double dx = x - points[j];
      double dy = y - points[j + 1];
      double pull = values[e] / (1 + dx * dx + dy * dy);
      sumX += pull * dx;
      sumY += pull * dy;
    }
    forces[2 * i] = sumX;
    forces[2 * i + 1] = sumY;
  }
}
