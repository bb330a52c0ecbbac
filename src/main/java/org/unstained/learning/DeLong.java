package org.unstained.learning;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The area under the ROC curve with its standard error without drawing anything anew (DeLong et al.
 * 1988, doi:10.2307/2531595), from midranks (Sun and Xu 2014, doi:10.1109/LSP.2014.2337313). It
 * takes cells for independent; where images differ much, {@link Bootstrap} over images is the wider
 * and the better interval.
 *
 * @param area as {@link Auroc}; NaN if there is no positive or no negative
 * @param standardError NaN unless there are two positives and two negatives
 */
public record DeLong(double area, double standardError) {

  /**
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public static DeLong of(double[] scores, boolean[] positive) {
    double area = Auroc.of(scores, positive);
    int[] positives = IntStream.range(0, scores.length).filter(i -> positive[i]).toArray();
    int[] negatives = IntStream.range(0, scores.length).filter(i -> !positive[i]).toArray();
    int m = positives.length;
    int n = negatives.length;
    if (m < 2 || n < 2) return new DeLong(area, Double.NaN);
    double[] all = midranks(scores, IntStream.range(0, scores.length).toArray());
    double[] ofPositives = midranks(scores, positives);
    double[] ofNegatives = midranks(scores, negatives);
    double[] v10 = new double[m];
    double[] v01 = new double[n];
    for (int i = 0; i < m; i++) v10[i] = (all[positives[i]] - ofPositives[i]) / n;
    for (int j = 0; j < n; j++) v01[j] = 1 - (all[negatives[j]] - ofNegatives[j]) / m;
    return new DeLong(area, Math.sqrt(variance(v10) / m + variance(v01) / n));
  }

  /**
   * Normal interval, cut at 0 and 1; NaN where there is no standard error.
   *
   * @param level such as 0.95, of which the two-sided quantile is taken
   */
  public ConfidenceInterval interval(double level) {
    double half = Distributions.normalQuantile(0.5 + level / 2) * standardError;
    return new ConfidenceInterval(Math.max(0, area - half), Math.min(1, area + half), level, 0);
  }

  /** Ranks from 1, equal ones with their mean, in the order of {@code which}. */
  private static double[] midranks(double[] scores, int[] which) {
    int[] order =
        IntStream.range(0, which.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[which[i]]))
            .mapToInt(i -> i)
            .toArray();
    double[] ranks = new double[which.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from;
      while (to < order.length && scores[which[order[to]]] == scores[which[order[from]]]) to++;
      for (int i = from; i < to; i++) ranks[order[i]] = (from + to + 1) / 2.0;
    }
    return ranks;
  }

  private static double variance(double[] values) {
    double mean = 0;
    for (double v : values) mean += v / values.length;
    double sum = 0;
    for (double v : values) sum += (v - mean) * (v - mean);
    return sum / (values.length - 1);
  }
}
