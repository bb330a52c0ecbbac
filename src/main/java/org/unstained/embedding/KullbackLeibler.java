package org.unstained.embedding;

import java.util.stream.IntStream;

/**
 * How far an embedding is from what t-SNE wants: the divergence of its similarities from the
 * affinities of the rows, Σ p · log(p / q), in nats; lower is better. All pairs of points are
 * looked at, so it can judge any embedding, of any program; only comparable for the same rows and
 * perplexity.
 */
public final class KullbackLeibler {
  private KullbackLeibler() {}

  /**
   * @param rows n × d
   * @param perplexity of the affinities, 1 to (n − 1) / 3; each row has those of its nearest 3 ·
   *     perplexity
   * @param points n × 2
   * @return 0 or more; takes a time that grows with n²
   * @throws IllegalArgumentException if there are not as many points as rows, or too few rows for
   *     the perplexity
   */
  public static double divergence(double[][] rows, double perplexity, double[][] points) {
    if (points.length != rows.length)
      throw new IllegalArgumentException(
          "%d rows but %d points".formatted(rows.length, points.length));
    FeatureRows.columns(points);
    FeatureRows.columns(rows);
    Affinities.check(rows.length, perplexity);
    Affinities near = Affinities.of(rows, perplexity, EmbeddingProgress.NONE);
    double[] sums =
        IntStream.range(0, points.length).parallel().mapToDouble(i -> sum(points, i)).toArray();
    double whole = 0;
    for (double s : sums) whole += s;
    double logarithm = Math.log(whole);
    double[] parts =
        IntStream.range(0, points.length)
            .parallel()
            .mapToDouble(i -> part(near, points, i, logarithm))
            .toArray();
    double divergence = 0;
    for (double part : parts) divergence += part;
    return divergence;
  }

  private static double sum(double[][] points, int i) {
    double sum = -1;
    for (double[] point : points) sum += similarity(points[i], point);
    return sum;
  }

  private static double part(Affinities near, double[][] points, int i, double logarithm) {
    double part = 0;
    for (int e = near.starts()[i]; e < near.starts()[i + 1]; e++) {
      double p = near.values()[e];
      double q = similarity(points[i], points[near.others()[e]]);
      part += p * (Math.log(p) - Math.log(q) + logarithm);
    }
    return part;
  }

  private static double similarity(double[] a, double[] b) {
    return 1 / (1 + FeatureRows.squaredDistance(a, b));
  }
}
