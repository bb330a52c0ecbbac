package org.unstained.learning;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.unstained.cells.MatchCounts;

/**
 * Precision and recall as the score falls, of detections, or of a classifier's scores for one
 * class. Of equal scores the first comes first, as in VOC and COCO; where a threshold is chosen
 * they stay together.
 */
public final class PrecisionRecallCurve {

  /** How precision at each recall becomes one number. */
  public enum Interpolation {
    /**
     * The whole area under the curve, with each precision raised to the greatest at any higher
     * recall: VOC from 2010 on, and the CCA paper.
     */
    ALL_POINTS,
    /** The mean of that curve at the recalls 0, 0.01, … 1: COCO. */
    COCO_101
  }

  private final double[] scores;
  private final int[] hits;
  private final long truths;

  private PrecisionRecallCurve(double[] scores, int[] hits, long truths) {
    this.scores = scores;
    this.hits = hits;
    this.truths = truths;
  }

  /**
   * @param scores of what was found, in any order
   * @param right whether it is right
   * @param truths how many there are to be found
   * @throws IllegalArgumentException if the lengths differ, more are right than there are, or a
   *     score is NaN
   */
  public static PrecisionRecallCurve of(double[] scores, boolean[] right, long truths) {
    if (scores.length != right.length)
      throw new IllegalArgumentException(
          "Each score is right or wrong, got %d scores and %d answers"
              .formatted(scores.length, right.length));
    for (double score : scores)
      if (Double.isNaN(score)) throw new IllegalArgumentException("A score is a number, got NaN");
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] falling = new double[order.length];
    int[] hits = new int[order.length];
    int sum = 0;
    for (int i = 0; i < order.length; i++) {
      falling[i] = scores[order[i]];
      if (right[order[i]]) sum++;
      hits[i] = sum;
    }
    if (sum > truths)
      throw new IllegalArgumentException(
          "No more can be right than there are, got %d of %d".formatted(sum, truths));
    return new PrecisionRecallCurve(falling, hits, truths);
  }

  /** The same for a classifier: each score belongs to a crop that is of the class or not. */
  public static PrecisionRecallCurve of(double[] scores, boolean[] positive) {
    long truths = IntStream.range(0, positive.length).filter(i -> positive[i]).count();
    return of(scores, positive, truths);
  }

  public int size() {
    return scores.length;
  }

  public double score(int i) {
    return scores[i];
  }

  /** Of the first i + 1. */
  public double precision(int i) {
    return (double) hits[i] / (i + 1);
  }

  /** Of the first i + 1; NaN if there is nothing to find. */
  public double recall(int i) {
    return (double) hits[i] / truths;
  }

  /** Average precision, 0–1; 0 if nothing was found, NaN if there is nothing to find. */
  public double averagePrecision(Interpolation interpolation) {
    if (truths == 0) return Double.NaN;
    double[] envelope = new double[size() + 1];
    for (int i = size() - 1; i >= 0; i--) envelope[i] = Math.max(envelope[i + 1], precision(i));
    double sum = 0;
    if (interpolation == Interpolation.ALL_POINTS) {
      for (int i = 0; i < size(); i++) if (hits[i] > (i == 0 ? 0 : hits[i - 1])) sum += envelope[i];
      return sum / truths;
    }
    int i = 0;
    for (int step = 0; step <= 100; step++) {
      double recall = step == 100 ? 1 : step * 0.01;
      while (i < size() && recall(i) < recall) i++;
      sum += envelope[i];
    }
    return sum / 101;
  }

  /** What comes out if everything with at least this score is taken. */
  public OperatingPoint at(double score) {
    int low = 0;
    int high = size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (scores[middle] >= score) low = middle + 1;
      else high = middle;
    }
    return new OperatingPoint(score, counts(low));
  }

  /**
   * The score at which F1 is greatest; of equal ones the highest. Infinite if nothing is right
   * anywhere.
   */
  public OperatingPoint bestF1() {
    OperatingPoint best = new OperatingPoint(Double.POSITIVE_INFINITY, counts(0));
    double most = 0;
    for (int i = 0; i < size(); i++) {
      if (i + 1 < size() && scores[i + 1] == scores[i]) continue;
      double f1 = 2.0 * hits[i] / (i + 1 + truths);
      if (f1 > most) {
        most = f1;
        best = new OperatingPoint(scores[i], counts(i + 1));
      }
    }
    return best;
  }

  private MatchCounts counts(int taken) {
    long found = taken == 0 ? 0 : hits[taken - 1];
    return new MatchCounts(found, taken - found, truths - found);
  }
}
