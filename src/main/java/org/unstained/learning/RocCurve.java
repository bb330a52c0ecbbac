package org.unstained.learning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sensitivity against 1 − specificity as the threshold falls (receiver operating characteristic;
 * Fawcett 2006, doi:10.1016/j.patrec.2005.10.010). Equal scores are one step, so the area under the
 * line through the points is {@link Auroc}.
 *
 * @param points from (0, 0) to (1, 1); none if there is no positive or no negative
 */
public record RocCurve(List<Point> points) {

  /**
   * @param score least score that is taken; infinite at (0, 0)
   * @param falsePositives share of the negatives that is taken
   * @param truePositives share of the positives that is taken
   */
  public record Point(double score, double falsePositives, double truePositives) {}

  public RocCurve {
    points = List.copyOf(points);
  }

  /**
   * @throws IllegalArgumentException if the lengths differ or a score is NaN
   */
  public static RocCurve of(double[] scores, boolean[] positive) {
    if (Double.isNaN(Auroc.of(scores, positive))) return new RocCurve(List.of());
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
            .mapToInt(i -> i)
            .toArray();
    long all = IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    List<Point> points = new ArrayList<>();
    points.add(new Point(Double.POSITIVE_INFINITY, 0, 0));
    long hits = 0;
    for (int i = 0; i < order.length; i++) {
      if (positive[order[i]]) hits++;
      boolean last = i + 1 == order.length || scores[order[i + 1]] != scores[order[i]];
      if (last)
        points.add(
            new Point(
                scores[order[i]],
                (double) (i + 1 - hits) / (order.length - all),
                (double) hits / all));
    }
    return new RocCurve(points);
  }
}
