package org.unstained.learning;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How far two figures of the same cells go together.
 *
 * @param r −1 to 1; NaN with fewer than two pairs or where one figure is the same for all
 * @param p probability of an r as far from 0, to either side, if there were no relation (Student's
 *     t with n − 2 degrees of freedom); NaN with fewer than three pairs
 * @param n pairs that are numbers; others are passed over
 */
public record Correlation(double r, double p, int n) {

  /** Of the values (Pearson). */
  public static Correlation pearson(double[] x, double[] y) {
    int[] pairs = pairs(x, y);
    return of(at(x, pairs), at(y, pairs));
  }

  /** Of their ranks, equal ones with their mean (Spearman 1904, doi:10.2307/1412159). */
  public static Correlation spearman(double[] x, double[] y) {
    int[] pairs = pairs(x, y);
    return of(ranks(at(x, pairs)), ranks(at(y, pairs)));
  }

  private static Correlation of(double[] x, double[] y) {
    int n = x.length;
    double mx = mean(x);
    double my = mean(y);
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < n; i++) {
      xx += (x[i] - mx) * (x[i] - mx);
      yy += (y[i] - my) * (y[i] - my);
      xy += (x[i] - mx) * (y[i] - my);
    }
    if (n < 2 || xx == 0 || yy == 0) return new Correlation(Double.NaN, Double.NaN, n);
    double r = Math.max(-1, Math.min(1, xy / Math.sqrt(xx) / Math.sqrt(yy)));
    if (n < 3) return new Correlation(r, Double.NaN, n);
    double left = (1 - r) * (1 + r);
    double p = left == 0 ? 0 : Distributions.twoSidedT(r * Math.sqrt((n - 2) / left), n - 2);
    return new Correlation(r, p, n);
  }

  private static double mean(double[] v) {
    double sum = 0;
    for (double one : v) sum += one;
    return sum / v.length;
  }

  private static int[] pairs(double[] x, double[] y) {
    if (x.length != y.length)
      throw new IllegalArgumentException(
          "Figures go in pairs, got %d and %d".formatted(x.length, y.length));
    return IntStream.range(0, x.length)
        .filter(i -> Double.isFinite(x[i]) && Double.isFinite(y[i]))
        .toArray();
  }

  private static double[] at(double[] v, int[] which) {
    return IntStream.of(which).mapToDouble(i -> v[i]).toArray();
  }

  private static double[] ranks(double[] v) {
    int[] order =
        IntStream.range(0, v.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> v[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] ranks = new double[v.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from;
      while (to < order.length && v[order[to]] == v[order[from]]) to++;
      for (int i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2.0;
    }
    return ranks;
  }
}
