package org.unstained.embedding;

import java.util.stream.IntStream;

/**
 * Whether the neighbours that an embedding shows are neighbours indeed (Venna and Kaski 2001,
 * doi:10.1007/3-540-44668-0_68). Each of the k nearest points of a point costs by how far its row
 * is behind the k nearest rows; 1 is an embedding that shows no false neighbour, about 0.5 is
 * chance. Of equally far rows the lower number counts as nearer.
 */
public final class Trustworthiness {
  private Trustworthiness() {}

  /**
   * @param rows n × d
   * @param points n × 2
   * @param k neighbours to look at, 1 or more and below n / 2
   * @return at most 1; takes a time that grows with n²
   * @throws IllegalArgumentException if there are not as many points as rows, or k doesn't fit
   */
  public static double of(double[][] rows, double[][] points, int k) {
    int n = rows.length;
    if (points.length != n)
      throw new IllegalArgumentException("%d rows but %d points".formatted(n, points.length));
    if (k < 1 || 2 * k >= n)
      throw new IllegalArgumentException(
          "Trustworthiness of %d rows can look at 1 to %d neighbours, got %d"
              .formatted(n, (n - 1) / 2, k));
    FeatureRows.columns(rows);
    int[][] shown = Neighbours.of(points, k, EmbeddingProgress.NONE).indices();
    long behind = IntStream.range(0, n).parallel().mapToLong(i -> behind(rows, i, shown[i])).sum();
    return 1 - behind * 2.0 / ((double) n * k * (2.0 * n - 3.0 * k - 1));
  }

  /** By how many places all the neighbours shown are behind the k nearest. */
  private static long behind(double[][] rows, int row, int[] shown) {
    double[] distances = new double[rows.length];
    for (int j = 0; j < rows.length; j++)
      distances[j] = FeatureRows.squaredDistance(rows[row], rows[j]);
    distances[row] = Double.POSITIVE_INFINITY;
    long behind = 0;
    for (int j : shown) behind += Math.max(0, rank(distances, j) - shown.length);
    return behind;
  }

  /** 1 for the nearest. */
  private static int rank(double[] distances, int j) {
    double far = distances[j];
    int rank = 1;
    for (int i = 0; i < j; i++) rank += distances[i] <= far ? 1 : 0;
    for (int i = j + 1; i < distances.length; i++) rank += distances[i] < far ? 1 : 0;
    return rank;
  }
}
