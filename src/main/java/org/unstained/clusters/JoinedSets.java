package org.unstained.clusters;

/** Numbers in sets that grow together (Tarjan 1975, doi:10.1145/321879.321884). */
final class JoinedSets {
  private final int[] before;

  JoinedSets(int size) {
    before = new int[size];
    for (int i = 0; i < size; i++) before[i] = i;
  }

  /** The least number of the set that this one is in. */
  int first(int i) {
    int at = i;
    while (before[at] != at) {
      before[at] = before[before[at]];
      at = before[at];
    }
    return at;
  }

  void join(int a, int b) {
    int x = first(a);
    int y = first(b);
    if (x < y) before[y] = x;
    else before[x] = y;
  }
}
