package org.unstained.embedding;

import java.util.Arrays;

/**
 * Rows that may be among the k nearest, by distances that are known up to an error. When it is
 * full, those that can't be any more go.
 */
final class Candidates {
  private final int k;
  private final float slack;
  private float[] distances;
  private int[] numbers;
  private int size;
  private float limit = Float.POSITIVE_INFINITY;

  /**
   * @param slack twice the greatest error of a distance
   */
  Candidates(int k, float slack) {
    this.k = k;
    this.slack = slack;
    distances = new float[Math.max(4 * k, 64)];
    numbers = new int[distances.length];
  }

  /** Looks at the rows {@code first}, {@code first} + 1, …, but never at {@code itself}. */
  void look(float[] sums, int count, int first, int itself) {
    for (int j = 0; j < count; j++)
      if (sums[j] <= limit && first + j != itself) {
        if (size == distances.length) makeRoom();
        if (sums[j] <= limit) {
          distances[size] = sums[j];
          numbers[size++] = first + j;
        }
      }
  }

  private void makeRoom() {
    prune();
    if (size > distances.length / 2) {
      distances = Arrays.copyOf(distances, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
  }

  private void prune() {
    if (size <= k) return;
    limit = Selection.smallest(Arrays.copyOf(distances, size), k - 1) + slack;
    int kept = 0;
    for (int i = 0; i < size; i++)
      if (distances[i] <= limit) {
        distances[kept] = distances[i];
        numbers[kept++] = numbers[i];
      }
    size = kept;
  }

  /** Measures those left without error and writes the k nearest, nearest first. */
  void decide(double[][] rows, int itself, int[] numbersOut, double[] distancesOut) {
    prune();
    Nearest nearest = new Nearest(k);
    for (int i = 0; i < size; i++)
      nearest.offer(FeatureRows.squaredDistance(rows[itself], rows[numbers[i]]), numbers[i]);
    nearest.takeInto(numbersOut, distancesOut);
  }
}
