package org.unstained.cells;

import java.util.stream.IntStream;

/**
 * The edges of overlapping patches cut an axis into pieces. Each patch is some pieces in a row, so
 * what is added up piece by piece need not be looked at again for each patch.
 *
 * @param edges of the pieces, ascending: piece i reaches from edge i to just before edge i + 1
 * @param first piece of each patch
 * @param end the piece just behind each patch
 */
record PatchCuts(int[] edges, int[] first, int[] end) {

  /**
   * @param starts of the patches, ascending
   * @param size of each
   */
  static PatchCuts of(int[] starts, int size) {
    int[] edges =
        IntStream.concat(IntStream.of(starts), IntStream.of(starts).map(s -> s + size))
            .sorted()
            .distinct()
            .toArray();
    int[] first = IntStream.of(starts).map(s -> java.util.Arrays.binarySearch(edges, s)).toArray();
    int[] end =
        IntStream.of(starts).map(s -> java.util.Arrays.binarySearch(edges, s + size)).toArray();
    return new PatchCuts(edges, first, end);
  }

  int pieces() {
    return edges.length - 1;
  }
}
