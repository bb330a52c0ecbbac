package org.unstained.learning;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether confidences can be believed: of cells called with 0.8, 80 % should be right.
 *
 * @param bins of equal width over 0–1, the empty ones too; a confidence on a border belongs to the
 *     lower bin, as in Guo et al., and 0 to the first
 * @param expectedError mean gap between confidence and share of right ones, each bin weighted by
 *     its cells (ECE; Guo et al. 2017, arXiv:1706.04599); NaN without cells
 * @param brier mean squared difference between confidence and 1 for right, 0 for wrong (Brier 1950,
 *     doi:10.1175/1520-0493(1950)078&lt;0001:VOFEIT&gt;2.0.CO;2); NaN without cells
 */
public record Calibration(List<Bin> bins, double expectedError, double brier) {

  /**
   * @param n how many confidences fall here
   * @param confidence their mean; NaN if there is none
   * @param right share of the right ones; NaN if there is none
   */
  public record Bin(double low, double high, int n, double confidence, double right) {}

  public Calibration {
    bins = List.copyOf(bins);
  }

  /**
   * @param confidence 0–1
   * @param bins how many, 1 at least; 10 is usual
   * @throws IllegalArgumentException if the lengths differ, a confidence is not within 0–1 or there
   *     is no bin
   */
  public static Calibration of(double[] confidence, boolean[] right, int bins) {
    if (confidence.length != right.length || bins < 1)
      throw new IllegalArgumentException(
          "Each confidence is right or wrong and falls in a bin, got %d, %d and %d bins"
              .formatted(confidence.length, right.length, bins));
    int[] n = new int[bins];
    double[] sure = new double[bins];
    int[] hits = new int[bins];
    double squares = 0;
    for (int i = 0; i < confidence.length; i++) {
      double c = confidence[i];
      if (!(c >= 0 && c <= 1))
        throw new IllegalArgumentException("A confidence lies within 0–1, got " + c);
      int bin = Math.max(0, Math.min(bins - 1, (int) Math.ceil(c * bins) - 1));
      n[bin]++;
      sure[bin] += c;
      if (right[i]) hits[bin]++;
      squares += Math.pow(c - (right[i] ? 1 : 0), 2);
    }
    List<Bin> all = new ArrayList<>();
    double error = 0;
    for (int b = 0; b < bins; b++) {
      all.add(
          new Bin(
              (double) b / bins,
              (double) (b + 1) / bins,
              n[b],
              sure[b] / n[b],
              (double) hits[b] / n[b]));
      error += Math.abs(sure[b] - hits[b]);
    }
    return new Calibration(all, error / confidence.length, squares / confidence.length);
  }
}
