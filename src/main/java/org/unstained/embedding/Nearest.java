package org.unstained.embedding;

/**
 * The k nearest of the points offered so far, as a heap with the farthest on top. Of points equally
 * far the one with the lower number counts as nearer.
 */
final class Nearest {
  private final double[] distances;
  private final int[] numbers;
  private int size;

  Nearest(int k) {
    distances = new double[k];
    numbers = new int[k];
  }

  void clear() {
    size = 0;
  }

  /** Squared distance of the farthest one; infinite while there are fewer than k. */
  double farthest() {
    return size < distances.length ? Double.POSITIVE_INFINITY : distances[0];
  }

  void offer(double distance, int number) {
    if (size < distances.length) {
      int at = size++;
      while (at > 0 && farther(distance, number, (at - 1) / 2)) {
        put(at, distances[(at - 1) / 2], numbers[(at - 1) / 2]);
        at = (at - 1) / 2;
      }
      put(at, distance, number);
    } else if (!farther(distance, number, 0)) {
      sink(distance, number);
    }
  }

  private boolean farther(double distance, int number, int than) {
    return distance > distances[than] || distance == distances[than] && number > numbers[than];
  }

  private void sink(double distance, int number) {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && farther(distances[child + 1], numbers[child + 1], child)) child++;
      if (farther(distance, number, child)) break;
      put(at, distances[child], numbers[child]);
      at = child;
    }
    put(at, distance, number);
  }

  private void put(int at, double distance, int number) {
    distances[at] = distance;
    numbers[at] = number;
  }

  /** Writes numbers and distances (no longer squared), nearest first, and empties this. */
  void takeInto(int[] numbersOut, double[] distancesOut) {
    while (size > 0) {
      numbersOut[size - 1] = numbers[0];
      distancesOut[size - 1] = Math.sqrt(distances[0]);
      size--;
      if (size > 0) sink(distances[size], numbers[size]);
    }
  }
}
