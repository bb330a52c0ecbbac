package org.unstained.classical;

/**
 * Takes the mean off each measurement and divides by its standard deviation, so that an area in
 * square micrometres and a ratio weigh alike.
 *
 * @param means one a measurement
 * @param deviations divided by n; 1 for a measurement that never changes
 * @throws IllegalArgumentException if lengths differ, a number isn't finite, or a deviation isn't
 *     positive
 */
public record Standardisation(double[] means, double[] deviations) {

  public Standardisation {
    if (means.length != deviations.length)
      throw new IllegalArgumentException(
          "%d means but %d deviations".formatted(means.length, deviations.length));
    for (int i = 0; i < means.length; i++)
      if (!Double.isFinite(means[i]) || !(deviations[i] > 0) || !Double.isFinite(deviations[i]))
        throw new IllegalArgumentException(
            "A measurement has the mean %s and the deviation %s"
                .formatted(means[i], deviations[i]));
  }

  /** That of these cells, one at least. */
  public static Standardisation of(double[][] values) {
    int columns = values[0].length;
    double[] means = new double[columns];
    double[] deviations = new double[columns];
    for (int c = 0; c < columns; c++) {
      double sum = 0;
      for (double[] row : values) sum += row[c];
      means[c] = sum / values.length;
      double squares = 0;
      for (double[] row : values) squares += (row[c] - means[c]) * (row[c] - means[c]);
      double deviation = Math.sqrt(squares / values.length);
      // Rounding leaves a trace of deviation in a measurement that is the same for all.
      deviations[c] = deviation > 1e-12 * Math.abs(means[c]) ? deviation : 1;
    }
    return new Standardisation(means, deviations);
  }

  /** Of one cell; a measurement that is no number counts as the mean. */
  public double[] apply(double[] row) {
    double[] standard = new double[row.length];
    for (int c = 0; c < row.length; c++)
      if (Double.isFinite(row[c])) standard[c] = (row[c] - means[c]) / deviations[c];
    return standard;
  }
}
