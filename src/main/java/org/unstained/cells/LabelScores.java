package org.unstained.cells;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.IntegerType;

/**
 * How good label maps are. Those of several images add up ({@link #plus}), so that every cell
 * counts the same, whatever image it is in. A figure is NaN where there is nothing to judge.
 *
 * @param counts found, wrong and missed at each of {@link #THRESHOLDS}
 * @param above the same above an IoU of 0.5, where one pixel less doesn't count (panoptic quality)
 * @param quality sum of the IoU of the pairs found so
 * @param seg sum over the cells of the IoU with the prediction that holds more than half of them
 * @param truthPixels in any cell of the ground truth
 * @param predictionPixels in any predicted cell
 * @param commonPixels in both
 */
public record LabelScores(
    List<MatchCounts> counts,
    MatchCounts above,
    double quality,
    double seg,
    long truthPixels,
    long predictionPixels,
    long commonPixels) {

  /** 0.5, 0.55, … 0.95. */
  public static final List<Double> THRESHOLDS =
      IntStream.range(0, 10).mapToObj(i -> (50 + 5 * i) / 100.0).toList();

  /** Of no image. */
  public static final LabelScores NONE =
      new LabelScores(
          THRESHOLDS.stream().map(t -> MatchCounts.NONE).toList(), MatchCounts.NONE, 0, 0, 0, 0, 0);

  public LabelScores {
    counts = List.copyOf(counts);
  }

  /**
   * @param truth 2D; 0 is background
   * @param prediction over the same interval
   * @throws IllegalArgumentException if the intervals differ, or a label is negative
   */
  public static LabelScores of(
      RandomAccessibleInterval<? extends IntegerType<?>> truth,
      RandomAccessibleInterval<? extends IntegerType<?>> prediction) {
    return LabelOverlap.between(truth, prediction).scores();
  }

  public LabelScores plus(LabelScores other) {
    List<MatchCounts> sums = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) sums.add(counts.get(i).plus(other.counts.get(i)));
    return new LabelScores(
        sums,
        above.plus(other.above),
        quality + other.quality,
        seg + other.seg,
        truthPixels + other.truthPixels,
        predictionPixels + other.predictionPixels,
        commonPixels + other.commonPixels);
  }

  /** Cells of the ground truth. */
  public long truths() {
    return above.found() + above.missed();
  }

  public long predictions() {
    return above.found() + above.wrong();
  }

  /** Mean over the thresholds of {@link MatchCounts#averagePrecision}. */
  public double meanAveragePrecision() {
    return counts.stream().mapToDouble(MatchCounts::averagePrecision).average().orElse(Double.NaN);
  }

  /**
   * Panoptic quality: {@link #segmentationQuality} times {@link #recognitionQuality} (Kirillov et
   * al. 2019, doi:10.1109/CVPR.2019.00963). 0 if no cell is found, NaN if there is none at all.
   */
  public double panopticQuality() {
    return quality / (above.found() + above.wrong() / 2.0 + above.missed() / 2.0);
  }

  /** Mean IoU of the cells that are found; NaN if none is. */
  public double segmentationQuality() {
    return quality / above.found();
  }

  /** F1 above an IoU of 0.5. */
  public double recognitionQuality() {
    return above.f1();
  }

  /**
   * SEG of the Cell Tracking Challenge (Ulman et al. 2017, doi:10.1038/nmeth.4473): mean over the
   * cells of the IoU with the prediction that holds more than half of the cell, 0 where none does.
   * False cells cost nothing.
   */
  public double segMeasure() {
    return seg / truths();
  }

  /** Dice of cell against background (1945, doi:10.2307/1932409), whatever cell a pixel is in. */
  public double dice() {
    return 2.0 * commonPixels / (truthPixels + predictionPixels);
  }
}
