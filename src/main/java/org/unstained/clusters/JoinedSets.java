package org.unstained.clusters;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Numbers in sets that grow together (Tarjan 1975, doi:10.1145/321879.321884). Any number of
 * threads may join; once all have, the sets don't depend on their order (Anderson and Woll 1991,
 * doi:10.1145/103418.103458).
 */
final class JoinedSets {
  /** A lesser number of the same set, or the number itself if it is the least. */
  private final AtomicIntegerArray before;

  JoinedSets(int size) {
    before = new AtomicIntegerArray(size);
    for (int i = 0; i < size; i++) before.setPlain(i, i);
  }

  /**
   * The least number of the set that this one is in. While others join, two with the same answer
   * are of one set, and two with different ones may be, too.
   */
  int first(int i) {
    int at = i;
    int next = before.get(at);
    while (next != at) {
      int further = before.get(next);
      if (further != next) before.lazySet(at, further);
      at = next;
      next = further;
    }
    return at;
  }

  void join(int a, int b) {
    while (true) {
      int x = first(a);
      int y = first(b);
      if (x == y || before.compareAndSet(Math.max(x, y), Math.max(x, y), Math.min(x, y))) return;
    }
  }
}
