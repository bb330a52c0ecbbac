package org.unstained.embedding;

/** Finds how wide a Gaussian must be for a row to have a given perplexity. */
final class Bandwidth {
  private static final int MOST_STEPS = 100;

  /** Of the entropy in nats. */
  private static final double TOLERANCE = 1e-6;

  private Bandwidth() {}

  /**
   * @param distances to the neighbours, ascending
   * @return their shares, sum 1; equal ones if all are equally far or the perplexity is as large as
   *     their number
   */
  static float[] affinities(double[] distances, double perplexity) {
    int k = distances.length;
    double[] squares = new double[k];
    double mean = 0;
    for (int j = 0; j < k; j++) {
      squares[j] = (distances[j] - distances[0]) * (distances[j] + distances[0]);
      mean += squares[j] / k;
    }
    double[] shares = new double[k];
    double precision = mean > 0 ? 1 / mean : 0;
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double wanted = Math.log(perplexity);
    for (int step = 0; step < MOST_STEPS; step++) {
      double excess = entropy(squares, precision, shares) - wanted;
      if (Math.abs(excess) < TOLERANCE || mean == 0 || precision > 1e250) break;
      if (excess > 0) low = precision;
      else high = precision;
      precision = high == Double.POSITIVE_INFINITY ? 2 * precision : (low + high) / 2;
    }
    float[] result = new float[k];
    for (int j = 0; j < k; j++) result[j] = (float) shares[j];
    return result;
  }

  private static double entropy(double[] squares, double precision, double[] shares) {
    double sum = 0;
    double weighted = 0;
    for (int j = 0; j < squares.length; j++) {
      shares[j] = Math.exp(-precision * squares[j]);
      sum += shares[j];
      weighted += precision * squares[j] * shares[j];
    }
    for (int j = 0; j < squares.length; j++) shares[j] /= sum;
    return Math.log(sum) + weighted / sum;
  }
}
