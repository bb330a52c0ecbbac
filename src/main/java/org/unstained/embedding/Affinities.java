package org.unstained.embedding;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How near the rows are to one another, as t-SNE sees it: for each row a Gaussian over its nearest
 * 3 · perplexity neighbours, as wide as makes its perplexity (2 to its entropy) the one asked for;
 * the mean of both directions, so that all together sum to 1 (van der Maaten 2014, Journal of
 * Machine Learning Research 15:3221). Only pairs above zero are kept, row after row.
 *
 * @param starts where the pairs of each row begin, and the end of the last
 * @param others the other row of each pair, ascending in each row
 * @param values symmetric, sum 1
 */
record Affinities(int[] starts, int[] others, float[] values) {

  /** The greatest perplexity for so many rows, below 1 if there is none. */
  static double largestPerplexity(int rows) {
    return (rows - 1) / 3.0;
  }

  /**
   * @throws IllegalArgumentException if there are too few rows for the perplexity
   */
  static void check(int rows, double perplexity) {
    if (rows < 4)
      throw new IllegalArgumentException("t-SNE needs 4 rows at least, got %d".formatted(rows));
    if (!(perplexity >= 1) || perplexity > largestPerplexity(rows))
      throw new IllegalArgumentException(
          "Perplexity must be 1 to %.1f for %d rows, got %s"
              .formatted(Math.floor(10 * largestPerplexity(rows)) / 10, rows, perplexity));
  }

  static Affinities of(double[][] rows, double perplexity, EmbeddingProgress progress) {
    int n = rows.length;
    check(n, perplexity);
    Neighbours near = Neighbours.of(rows, (int) Math.floor(3 * perplexity), progress);
    float[][] conditional = new float[n][];
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> conditional[i] = Bandwidth.affinities(near.distances()[i], perplexity));
    return symmetric(near.indices(), conditional);
  }

  private static Affinities symmetric(int[][] others, float[][] conditional) {
    int n = others.length;
    long pairs = 2L * n * others[0].length;
    if (pairs > Integer.MAX_VALUE - 8)
      throw new IllegalArgumentException(
          "%d rows with %d neighbours each are too many pairs; choose a smaller perplexity"
              .formatted(n, others[0].length));
    int[] counts = new int[n + 1];
    for (int i = 0; i < n; i++) {
      counts[i + 1] += others[i].length;
      for (int j : others[i]) counts[j + 1]++;
    }
    Arrays.parallelPrefix(counts, Integer::sum);
    int[] at = counts.clone();
    long[] entries = new long[(int) pairs];
    for (int i = 0; i < n; i++)
      for (int e = 0; e < others[i].length; e++) {
        int j = others[i][e];
        long bits = Float.floatToIntBits(conditional[i][e]);
        entries[at[i]++] = (long) j << 32 | bits;
        entries[at[j]++] = (long) i << 32 | bits;
      }
    return merged(counts, entries);
  }

  /**
   * Sorts the entries of each row by the other row and adds those that occur in both directions.
   */
  private static Affinities merged(int[] begins, long[] entries) {
    int n = begins.length - 1;
    int[] kept = new int[n + 1];
    IntStream.range(0, n)
        .parallel()
        .forEach(i -> kept[i + 1] = merge(entries, begins[i], begins[i + 1], 2f * n));
    Arrays.parallelPrefix(kept, Integer::sum);
    int[] others = new int[kept[n]];
    float[] values = new float[kept[n]];
    for (int i = 0; i < n; i++)
      for (int e = kept[i]; e < kept[i + 1]; e++) {
        long entry = entries[begins[i] + e - kept[i]];
        others[e] = (int) (entry >>> 32);
        values[e] = Float.intBitsToFloat((int) entry);
      }
    return new Affinities(kept, others, values);
  }

  private static int merge(long[] entries, int begin, int end, float divisor) {
    Arrays.sort(entries, begin, end);
    int kept = begin;
    for (int e = begin; e < end; ) {
      long other = entries[e] >>> 32;
      float sum = 0;
      for (; e < end && entries[e] >>> 32 == other; e++)
        sum += Float.intBitsToFloat((int) entries[e]);
      if (sum > 0) entries[kept++] = other << 32 | Float.floatToIntBits(sum / divisor);
    }
    return kept - begin;
  }
}
