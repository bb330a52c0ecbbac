package org.unstained.learning;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Area under the receiver operating characteristic: how often a positive has a higher score than a
 * negative, ties counting half. It is the rank statistic of Mann and Whitney (Hanley and McNeil
 * 1982, doi:10.1148/radiology.143.1.7063747).
 */
public final class Auroc {
  private Auroc() {}

  /**
   * @return 0–1, 0.5 for chance; NaN if there is no positive or no negative
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public static double of(double[] scores, boolean[] positive) {
    if (scores.length != positive.length)
      throw new IllegalArgumentException(
          "Each score is of a positive or a negative, got %d scores and %d answers"
              .formatted(scores.length, positive.length));
    for (double score : scores)
      if (Double.isNaN(score)) throw new IllegalArgumentException("A score is a number, got NaN");
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(i -> i)
            .toArray();
    double won = 0;
    long negatives = 0;
    long positives = 0;
    for (int from = 0, to; from < order.length; from = to) {
      long p = 0;
      for (to = from; to < order.length && scores[order[to]] == scores[order[from]]; to++)
        if (positive[order[to]]) p++;
      long n = to - from - p;
      won += p * (negatives + n / 2.0);
      positives += p;
      negatives += n;
    }
    return positives == 0 || negatives == 0 ? Double.NaN : won / positives / negatives;
  }
}
