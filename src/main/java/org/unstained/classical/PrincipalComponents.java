package org.unstained.classical;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The directions in which standardised cells differ most (Pearson 1901,
 * doi:10.1080/14786440109462720). The largest number of each direction is positive, so that the
 * same cells always give the same ones.
 *
 * @param directions one row a component, of length 1, greatest variance first
 * @throws IllegalArgumentException if rows differ in length or a number isn't finite
 */
public record PrincipalComponents(double[][] directions) {
  private static final int MOST_SWEEPS = 100;

  public PrincipalComponents {
    if (directions.length == 0) throw new IllegalArgumentException("There is no component");
    for (double[] direction : directions) {
      if (direction.length != directions[0].length)
        throw new IllegalArgumentException("Components differ in length");
      if (!Arrays.stream(direction).allMatch(Double::isFinite))
        throw new IllegalArgumentException("A component isn't finite");
    }
  }

  /**
   * @param values standardised, so that each column has the mean 0
   * @param count 1 or more, at most as many as columns
   */
  static PrincipalComponents of(double[][] values, int count) {
    int n = values[0].length;
    if (count < 1 || count > n)
      throw new IllegalArgumentException(
          "%d measurements have 1–%d components, got %d".formatted(n, n, count));
    double[][] covariance = new double[n][n];
    for (double[] row : values)
      for (int i = 0; i < n; i++)
        for (int j = 0; j <= i; j++) covariance[i][j] += row[i] * row[j] / values.length;
    for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) covariance[j][i] = covariance[i][j];
    double[][] vectors = eigenvectors(covariance);
    return new PrincipalComponents(
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -covariance[i][i]))
            .limit(count)
            .map(i -> signed(IntStream.range(0, n).mapToDouble(r -> vectors[r][i]).toArray()))
            .toArray(double[][]::new));
  }

  /** Jacobi's rotations; afterwards the matrix holds the eigenvalues on its diagonal. */
  private static double[][] eigenvectors(double[][] a) {
    int n = a.length;
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) v[i][i] = 1;
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double off = 0;
      for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) off += a[i][j] * a[i][j];
      if (off < 1e-24) break;
      for (int p = 0; p < n; p++) for (int q = p + 1; q < n; q++) rotate(a, v, p, q);
    }
    return v;
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) return;
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    for (int k = 0; k < a.length; k++) {
      double pk = a[p][k];
      double qk = a[q][k];
      a[p][k] = c * pk - s * qk;
      a[q][k] = s * pk + c * qk;
      double kp = v[k][p];
      double kq = v[k][q];
      v[k][p] = c * kp - s * kq;
      v[k][q] = s * kp + c * kq;
    }
  }

  private static double[] signed(double[] vector) {
    double greatest = 0;
    for (double x : vector) if (Math.abs(x) > Math.abs(greatest) + 1e-12) greatest = x;
    if (greatest < 0) for (int i = 0; i < vector.length; i++) vector[i] = -vector[i];
    return vector;
  }

  /** A standardised cell along the components. */
  public double[] apply(double[] standard) {
    double[] turned = new double[directions.length];
    for (int i = 0; i < turned.length; i++)
      for (int c = 0; c < standard.length; c++) turned[i] += directions[i][c] * standard[c];
    return turned;
  }
}
