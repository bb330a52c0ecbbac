package org.unstained.embedding;

/**
 * Finds the value at a place of the order without sorting (Hoare 1961, doi:10.1145/366622.366647).
 */
final class Selection {
  private Selection() {}

  /** The value that would stand at {@code place} if the values were sorted; reorders them. */
  static float smallest(float[] values, int place) {
    int from = 0;
    int to = values.length - 1;
    while (from < to) {
      float pivot = values[(from + to) >>> 1];
      int i = from;
      int j = to;
      while (i <= j) {
        while (values[i] < pivot) i++;
        while (values[j] > pivot) j--;
        if (i <= j) {
          float swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (place <= j) to = j;
      else if (place >= i) from = i;
      else break;
    }
    return values[place];
  }
}
