package org.unstained.learning;

import java.util.Arrays;

/**
 * A figure over several trials. Trials where it can't be had are counted and are in neither mean
 * nor deviation.
 *
 * @param mean NaN if it can be had nowhere
 * @param sd deviation of a sample (n − 1); NaN for fewer than two
 * @param count of trials that have it
 * @param without trials where it can't be had
 */
public record Spread(double mean, double sd, int count, int without) {

  /**
   * @param figures NaN where it can't be had
   */
  public static Spread of(double... figures) {
    double[] known = Arrays.stream(figures).filter(f -> !Double.isNaN(f)).toArray();
    double mean = Arrays.stream(known).average().orElse(Double.NaN);
    double squares = Arrays.stream(known).map(f -> (f - mean) * (f - mean)).sum();
    double sd = known.length < 2 ? Double.NaN : Math.sqrt(squares / (known.length - 1));
    return new Spread(mean, sd, known.length, figures.length - known.length);
  }
}
