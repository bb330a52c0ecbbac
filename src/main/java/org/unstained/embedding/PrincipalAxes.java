package org.unstained.embedding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The directions in which rows differ most (Pearson 1901, doi:10.1080/14786440109462720), as they
 * are: nothing is standardised here. The number of each direction that is largest but for its sign
 * is positive, so that the same rows always give the same directions.
 *
 * @param means of the columns
 * @param directions one a component, of length 1 and at right angles, greatest variance first; all
 *     zeros where the rows differ in no further direction
 * @param fractions of the whole variance that each component has, 0–1; zeros if all rows are equal
 */
public record PrincipalAxes(double[] means, double[][] directions, double[] fractions) {

  /** A direction with less of the variance is rounding. */
  private static final double ROUNDING = 1e-14;

  /**
   * @param rows n × d, all finite; up to some thousands of columns (the d × d covariance is held)
   * @param count how many components, 1 or more; those beyond d are zeros
   * @throws IllegalArgumentException if there is no row, rows differ in length or a number isn't
   *     finite
   */
  public static PrincipalAxes of(double[][] rows, int count) {
    int columns = FeatureRows.columns(rows);
    if (count < 1)
      throw new IllegalArgumentException("1 or more components can be asked for, got " + count);
    double[] means = FeatureRows.means(rows);
    double[][] covariance = Covariance.of(rows, means);
    double whole = 0;
    for (int i = 0; i < columns; i++) whole += covariance[i][i];
    double[][] directions = new double[count][columns];
    double[] fractions = new double[count];
    if (whole > 0) {
      Eigenvectors found = GreatestEigenvectors.of(covariance, Math.min(count, columns));
      for (int i = 0; i < found.values().length; i++)
        if (found.values()[i] > ROUNDING * whole) {
          fractions[i] = found.values()[i] / whole;
          directions[i] = signed(found.vectors()[i]);
        }
    }
    return new PrincipalAxes(means, directions, fractions);
  }

  private static double[] signed(double[] vector) {
    double greatest = 0;
    // Of two that are equal but for rounding the first decides.
    for (double x : vector) if (Math.abs(x) > Math.abs(greatest) + 1e-9) greatest = x;
    return greatest < 0 ? Arrays.stream(vector).map(x -> -x).toArray() : vector;
  }

  /**
   * @param rows with as many columns as those that the components are of
   * @return where the rows lie along the components, n × count
   */
  public double[][] apply(double[][] rows) {
    return IntStream.range(0, rows.length)
        .parallel()
        .mapToObj(i -> apply(rows[i]))
        .toArray(double[][]::new);
  }

  private double[] apply(double[] row) {
    double[] along = new double[directions.length];
    for (int i = 0; i < along.length; i++)
      for (int c = 0; c < means.length; c++) along[i] += (row[c] - means[c]) * directions[i][c];
    return along;
  }
}
