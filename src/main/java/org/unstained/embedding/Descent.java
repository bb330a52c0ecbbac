package org.unstained.embedding;

import java.util.Arrays;

/** The points of t-SNE on their way: gradient descent with momentum and gains. */
final class Descent {
  private static final double LEAST_GAIN = 0.01;

  /** As in van der Maaten 2014. */
  private static final double ANGLE = 0.5;

  private final Attraction attraction;
  private final Repulsion repulsion;
  private final double[] points;
  private final double[] speeds;
  private final double[] gains;

  /**
   * @param points x and y in turn; they are moved
   */
  Descent(Affinities affinities, double[] points) {
    this.points = points;
    attraction = new Attraction(affinities);
    repulsion = new Repulsion(points, ANGLE);
    speeds = new double[points.length];
    gains = new double[points.length];
    Arrays.fill(gains, 1);
  }

  /** One step of all points at this learning rate of the whole gradient. */
  void step(double exaggeration, double momentum, double rate) {
    attraction.of(points);
    double sum = repulsion.of(points);
    double[] middle = new double[2];
    for (int i = 0; i < points.length; i++) {
      double gradient =
          4 * (exaggeration * attraction.forces[i] - repulsion.forces[i] / Math.max(sum, 1e-300));
      boolean onward = gradient * speeds[i] < 0;
      gains[i] = onward ? gains[i] + 0.2 : Math.max(LEAST_GAIN, 0.8 * gains[i]);
      speeds[i] = momentum * speeds[i] - rate * gains[i] * gradient;
      points[i] += speeds[i];
      middle[i & 1] += points[i];
    }
    for (int c = 0; c < 2; c++) {
      middle[c] /= points.length / 2;
      if (!(Math.abs(middle[c]) < 1e30))
        throw new IllegalStateException(
            "The points flew apart; choose a smaller learning rate than %.4g".formatted(rate));
    }
    for (int i = 0; i < points.length; i++) points[i] -= middle[i & 1];
  }

  /** The points, n × 2. */
  double[][] points() {
    double[][] pairs = new double[points.length / 2][];
    for (int i = 0; i < pairs.length; i++)
      pairs[i] = new double[] {points[2 * i], points[2 * i + 1]};
    return pairs;
  }
}
