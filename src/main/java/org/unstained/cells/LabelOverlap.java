package org.unstained.cells;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;
import net.imglib2.util.Intervals;

/**
 * How well one label map, the prediction, agrees with another, the ground truth. Both are read
 * once; what is kept grows with the pairs of labels that share a pixel.
 */
public final class LabelOverlap {

  /**
   * A cell of the ground truth and a prediction that share pixels.
   *
   * @param iou pixels of both over pixels of either, above 0 and up to 1
   */
  public record Pair(int truth, int prediction, double iou) {}

  /**
   * Below this, more than one prediction could match a cell and more than one cell a prediction.
   */
  public static final double LEAST_THRESHOLD = 0.5;

  private final int truths;
  private final int predictions;
  private final List<Pair> pairs;
  private final double segSum;
  private final long truthPixels;
  private final long predictionPixels;
  private final long commonPixels;

  private LabelOverlap(
      int truths,
      int predictions,
      List<Pair> pairs,
      double segSum,
      long truthPixels,
      long predictionPixels,
      long commonPixels) {
    this.truths = truths;
    this.predictions = predictions;
    this.pairs = List.copyOf(pairs);
    this.segSum = segSum;
    this.truthPixels = truthPixels;
    this.predictionPixels = predictionPixels;
    this.commonPixels = commonPixels;
  }

  /**
   * @param truth 2D; 0 is background
   * @param prediction over the same interval
   * @throws IllegalArgumentException if the intervals differ, or a label is negative or above
   *     2<sup>31</sup>−1
   */
  public static LabelOverlap between(
      RandomAccessibleInterval<? extends IntegerType<?>> truth,
      RandomAccessibleInterval<? extends IntegerType<?>> prediction) {
    Planes2D.check(truth, "A label map");
    if (!Intervals.equals(truth, prediction))
      throw new IllegalArgumentException(
          "Ground truth and prediction don't match: %s and %s"
              .formatted(Planes2D.extent(truth), Planes2D.extent(prediction)));
    return of(count(truth, prediction));
  }

  private static PairCounts count(
      RandomAccessibleInterval<? extends IntegerType<?>> truth,
      RandomAccessibleInterval<? extends IntegerType<?>> prediction) {
    int width = (int) truth.dimension(0);
    int[] truthRow = new int[width];
    int[] predictionRow = new int[width];
    LabelRows truthRows = LabelRows.of(truth);
    LabelRows predictionRows = LabelRows.of(prediction);
    PairCounts shared = new PairCounts();
    for (int y = (int) truth.min(1); y <= truth.max(1); y++) {
      truthRows.read(y, truthRow);
      predictionRows.read(y, predictionRow);
      for (int x = 0; x < width; ) {
        int start = x;
        int t = truthRow[x];
        int p = predictionRow[x];
        do x++;
        while (x < width && truthRow[x] == t && predictionRow[x] == p);
        if (t < 0) LabelRows.refuse(truth, truth.min(0) + start, y);
        if (p < 0) LabelRows.refuse(prediction, truth.min(0) + start, y);
        shared.add(t, p, x - start);
      }
    }
    return shared;
  }

  private static LabelOverlap of(PairCounts shared) {
    PairCounts truthPixels = new PairCounts();
    PairCounts predictionPixels = new PairCounts();
    shared.forEach(
        (t, p, n) -> {
          if (t > 0) truthPixels.add(t, 0, n);
          if (p > 0) predictionPixels.add(p, 0, n);
        });
    List<Pair> pairs = new ArrayList<>();
    double[] seg = new double[1];
    long[] pixels = new long[3];
    shared.forEach(
        (t, p, n) -> {
          if (t > 0) pixels[0] += n;
          if (p > 0) pixels[1] += n;
          if (t == 0 || p == 0) return;
          pixels[2] += n;
          long ofTruth = truthPixels.get(t, 0);
          double iou = (double) n / (ofTruth + predictionPixels.get(p, 0) - n);
          pairs.add(new Pair(t, p, iou));
          if (2 * n > ofTruth) seg[0] += iou;
        });
    pairs.sort(
        Comparator.comparingDouble(Pair::iou)
            .reversed()
            .thenComparingInt(Pair::truth)
            .thenComparingInt(Pair::prediction));
    return new LabelOverlap(
        truthPixels.size(),
        predictionPixels.size(),
        pairs,
        seg[0],
        pixels[0],
        pixels[1],
        pixels[2]);
  }

  /** Number of cells in the ground truth. */
  public int truths() {
    return truths;
  }

  /** Number of cells in the prediction. */
  public int predictions() {
    return predictions;
  }

  /** All pairs that share a pixel, the best first. */
  public List<Pair> pairs() {
    return pairs;
  }

  /**
   * The pairs that match, one to one. Above an IoU of 0.5 a cell can have one partner only; where a
   * cell is cut into two exact halves, both at 0.5, the lower number gets it.
   *
   * @param threshold least IoU, from 0.5 to 1; a pair that just reaches it matches
   * @throws IllegalArgumentException if the threshold is outside 0.5–1
   */
  public List<Pair> matches(double threshold) {
    if (!(threshold >= LEAST_THRESHOLD && threshold <= 1))
      throw new IllegalArgumentException(
          "A threshold of IoU lies within 0.5–1, where matches are unique, got " + threshold);
    Set<Integer> truthsTaken = new HashSet<>();
    Set<Integer> predictionsTaken = new HashSet<>();
    List<Pair> matches = new ArrayList<>();
    for (Pair pair : pairs) {
      if (pair.iou < threshold) break;
      if (truthsTaken.contains(pair.truth) || predictionsTaken.contains(pair.prediction)) continue;
      truthsTaken.add(pair.truth);
      predictionsTaken.add(pair.prediction);
      matches.add(pair);
    }
    return matches;
  }

  /** Found, wrong and missed cells at a threshold; see {@link #matches}. */
  public MatchCounts counts(double threshold) {
    int found = matches(threshold).size();
    return new MatchCounts(found, predictions - found, truths - found);
  }

  /** The figures that {@link LabelScores} pools over images. */
  LabelScores scores() {
    double quality = 0;
    long found = 0;
    List<MatchCounts> counts = new ArrayList<>();
    for (double threshold : LabelScores.THRESHOLDS) counts.add(counts(threshold));
    for (Pair pair : pairs)
      if (pair.iou > LEAST_THRESHOLD) {
        quality += pair.iou;
        found++;
      }
    return new LabelScores(
        counts,
        new MatchCounts(found, predictions - found, truths - found),
        quality,
        segSum,
        truthPixels,
        predictionPixels,
        commonPixels);
  }
}
