package org.unstained.embedding;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * All eigenvectors of a small symmetric matrix by Jacobi's rotations (doi:10.1515/crll.1846.30.51).
 *
 * @param values descending
 * @param vectors one a row, of length 1
 */
record Eigenvectors(double[] values, double[][] vectors) {
  private static final int MOST_SWEEPS = 60;

  /** Off-diagonal elements below this part of the trace are rounding. */
  private static final double ROUNDING = 1e-17;

  static Eigenvectors of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
    double[][] v = new double[n][n];
    double trace = 0;
    for (int i = 0; i < n; i++) {
      v[i][i] = 1;
      trace += Math.abs(a[i][i]);
    }
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      int rotated = 0;
      for (int p = 0; p < n; p++)
        for (int q = p + 1; q < n; q++)
          if (Math.abs(a[p][q]) > ROUNDING * trace) {
            rotate(a, v, p, q);
            rotated++;
          }
      if (rotated == 0) break;
    }
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -a[i][i]))
            .mapToInt(i -> i)
            .toArray();
    return new Eigenvectors(
        Arrays.stream(order).mapToDouble(i -> a[i][i]).toArray(),
        Arrays.stream(order).mapToObj(i -> v[i]).toArray(double[][]::new));
  }

  private static void rotate(double[][] a, double[][] v, int p, int q) {
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    turn(a[p], a[q], c, s);
    for (double[] row : a) {
      double kp = row[p];
      double kq = row[q];
      row[p] = c * kp - s * kq;
      row[q] = s * kp + c * kq;
    }
    turn(v[p], v[q], c, s);
  }

  private static void turn(double[] p, double[] q, double c, double s) {
    for (int k = 0; k < p.length; k++) {
      double pk = p[k];
      double qk = q[k];
      p[k] = c * pk - s * qk;
      q[k] = s * pk + c * qk;
    }
  }
}
