package org.unstained.clusters;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How far two groupings of the same cells agree, whatever the groups are called.
 *
 * @param adjustedRand 1: the same; about 0: no more than by chance; may be below 0 (Hubert and
 *     Arabie 1985, doi:10.1007/BF01908075)
 * @param normalisedMutualInformation 0–1, by the arithmetic mean of both entropies; grows with the
 *     number of clusters even without any agreement
 */
public record Agreement(double adjustedRand, double normalisedMutualInformation) {

  /**
   * @param a one a cell, any numbers; noise (-1) counts as a group of its own
   * @param b one a cell
   * @throws IllegalArgumentException if there are no cells or the lengths differ
   */
  public static Agreement of(int[] a, int[] b) {
    if (a.length != b.length)
      throw new IllegalArgumentException(
          "%d and %d labels are no groupings of the same cells".formatted(a.length, b.length));
    if (a.length == 0) throw new IllegalArgumentException("There are no cells");
    int[] namesA = IntStream.of(a).sorted().distinct().toArray();
    int[] namesB = IntStream.of(b).sorted().distinct().toArray();
    double[] both = new double[Math.multiplyExact(namesA.length, namesB.length)];
    double[] rows = new double[namesA.length];
    double[] columns = new double[namesB.length];
    for (int i = 0; i < a.length; i++) {
      int row = Arrays.binarySearch(namesA, a[i]);
      int column = Arrays.binarySearch(namesB, b[i]);
      both[row * columns.length + column]++;
      rows[row]++;
      columns[column]++;
    }
    return new Agreement(
        rand(both, rows, columns, a.length), mutual(both, rows, columns, a.length));
  }

  private static double rand(double[] both, double[] rows, double[] columns, double n) {
    double together = pairs(both);
    double inA = pairs(rows);
    double inB = pairs(columns);
    double chance = n < 2 ? 0 : inA * inB / (n * (n - 1) / 2);
    double most = (inA + inB) / 2;
    return most == chance ? 1 : (together - chance) / (most - chance);
  }

  private static double pairs(double[] counts) {
    return Arrays.stream(counts).map(c -> c * (c - 1) / 2).sum();
  }

  private static double mutual(double[] both, double[] rows, double[] columns, double n) {
    if (rows.length == 1 && columns.length == 1) return 1;
    double shared = 0;
    for (int r = 0; r < rows.length; r++)
      for (int c = 0; c < columns.length; c++) {
        double count = both[r * columns.length + c];
        if (count > 0) shared += count / n * Math.log(n * count / (rows[r] * columns[c]));
      }
    double mean = (entropy(rows, n) + entropy(columns, n)) / 2;
    return Math.min(1, Math.max(0, shared) / mean);
  }

  private static double entropy(double[] counts, double n) {
    return Arrays.stream(counts).map(c -> -c / n * Math.log(c / n)).sum();
  }
}
