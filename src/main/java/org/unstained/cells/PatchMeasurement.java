package org.unstained.cells;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is measured in a patch, where there is no outline. Mean, deviation and content are grey
 * values; all others are without unit and the same whatever gain the picture was taken with.
 *
 * <p>Half the mean squared difference of pixels at a distance, the semivariance γ (Matheron 1963,
 * doi:10.2113/gsecongeo.58.8.1246), tells structure from noise: noise of single pixels has the same
 * at each distance, blurred and slowly changing things have more the farther apart. The distances
 * are 1, 2, 4 and 8 pixels along rows and columns; the farther pixel may lie outside the patch, but
 * not outside the picture.
 */
public enum PatchMeasurement {
  MEAN_INTENSITY("Mean of the pixels"),
  /** Divided by n−1, as {@link Measurement#SD_INTENSITY}; NaN for a single pixel. */
  SD_INTENSITY("Standard deviation of the pixels"),
  /** √(γ8 − γ1), 0 if that is negative: what is left of the differences without the noise. */
  CONTENT("Structure in focus, in grey values; 0 for mere noise"),
  /** s / (|mean| + s) with the standard deviation s. Within 0–1. */
  CONTRAST("Standard deviation as a part of itself and the mean"),
  /** c / (c + √γ1) with the content c. Within 0–1. */
  STRUCTURE("Content as a part of itself and the noise"),
  /** 0 if all pixels are alike. */
  SKEWNESS("Third standardised moment; 0 is symmetric, bright spots have more"),
  /** 3 if all pixels are alike. */
  KURTOSIS("Fourth standardised moment; 3 is a bell curve, few outstanding pixels have more"),
  /** γ1 over the variance; 1 if all pixels are alike. So the following. */
  ROUGHNESS_1("Semivariance at 1 pixel over the variance; 1 is mere noise"),
  ROUGHNESS_2("Semivariance at 2 pixels over the variance; 1 is mere noise"),
  ROUGHNESS_4("Semivariance at 4 pixels over the variance; 1 is mere noise"),
  ROUGHNESS_8("Semivariance at 8 pixels over the variance; 1 is mere noise");

  /** The columns of all, in their order. */
  public static final List<String> COLUMNS =
      Arrays.stream(values()).map(PatchMeasurement::column).toList();

  /** The columns of those that don't depend on the gain. */
  public static final List<String> WITHOUT_UNIT = COLUMNS.subList(3, COLUMNS.size());

  private final String description;

  PatchMeasurement(String description) {
    this.description = description;
  }

  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** One sentence without a full stop. */
  public String description() {
    return description;
  }

  /** All figures in their order; all NaN without a finite pixel. */
  static double[] of(double[] sums, int at, double reference) {
    double[] values = new double[values().length];
    double n = sums[at];
    if (n == 0) {
      Arrays.fill(values, Double.NaN);
      return values;
    }
    double a = sums[at + 1] / n;
    double q = sums[at + 2] / n;
    double variance = Math.max(0, q - a * a);
    // What is less than the rounding of the sums is nothing.
    if (variance <= 1e-12 * q) variance = 0;
    double third = sums[at + 3] / n - 3 * a * q + 2 * a * a * a;
    double fourth = sums[at + 4] / n - 4 * a * sums[at + 3] / n + 6 * a * a * q - 3 * a * a * a * a;
    double mean = reference + a;
    double sd = n < 2 ? Double.NaN : Math.sqrt(variance * n / (n - 1));
    double[] gamma = new double[PatchSums.LAGS.length];
    for (int k = 0; k < gamma.length; k++) {
      double pairs = sums[at + PatchSums.of(k) + 1];
      // A picture smaller than the distance has no such pairs: they differ as any two pixels do.
      gamma[k] = pairs == 0 ? variance : sums[at + PatchSums.of(k)] / pairs / 2;
    }
    double spread = Math.sqrt(variance);
    double content = Math.sqrt(Math.max(0, gamma[gamma.length - 1] - gamma[0]));
    double noise = Math.sqrt(gamma[0]);
    values[MEAN_INTENSITY.ordinal()] = mean;
    values[SD_INTENSITY.ordinal()] = sd;
    values[CONTENT.ordinal()] = content;
    values[CONTRAST.ordinal()] = spread == 0 ? 0 : spread / (Math.abs(mean) + spread);
    values[STRUCTURE.ordinal()] = content == 0 ? 0 : content / (content + noise);
    values[SKEWNESS.ordinal()] = variance == 0 ? 0 : third / (variance * spread);
    values[KURTOSIS.ordinal()] = variance == 0 ? 3 : fourth / (variance * variance);
    for (int k = 0; k < gamma.length; k++)
      values[ROUGHNESS_1.ordinal() + k] = variance == 0 ? 1 : gamma[k] / variance;
    return values;
  }
}
