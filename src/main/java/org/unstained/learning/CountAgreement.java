package org.unstained.learning;

/**
 * How far counts per image are off, by their differences counted − true (Bland and Altman 1986,
 * doi:10.1016/S0140-6736(86)90837-8).
 *
 * @param bias mean difference; above 0 if too many are counted. NaN without images
 * @param deviation standard deviation of the differences (n − 1); NaN with fewer than two images
 * @param low bias − 1.96 deviations: about 95 % of the images differ by so much or more
 * @param high bias + 1.96 deviations
 * @param meanAbsolute mean of the differences without sign
 * @param correlation of both counts (Pearson)
 */
public record CountAgreement(
    double bias,
    double deviation,
    double low,
    double high,
    double meanAbsolute,
    Correlation correlation) {
  private static final double LIMIT = 1.96;

  /**
   * @throws IllegalArgumentException if the lengths differ
   */
  public static CountAgreement of(double[] truth, double[] counted) {
    Correlation correlation = Correlation.pearson(truth, counted);
    int n = truth.length;
    double sum = 0;
    double absolute = 0;
    for (int i = 0; i < n; i++) {
      sum += counted[i] - truth[i];
      absolute += Math.abs(counted[i] - truth[i]);
    }
    double bias = sum / n;
    double squares = 0;
    for (int i = 0; i < n; i++) squares += Math.pow(counted[i] - truth[i] - bias, 2);
    double deviation = n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    return new CountAgreement(
        bias,
        deviation,
        bias - LIMIT * deviation,
        bias + LIMIT * deviation,
        absolute / n,
        correlation);
  }
}
