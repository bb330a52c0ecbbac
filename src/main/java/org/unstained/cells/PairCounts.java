package org.unstained.cells;

import java.util.Arrays;

/**
 * Counts pixels for pairs of labels that aren't negative: a hash table with open addresses, without
 * boxes.
 */
final class PairCounts {
  private static final long FREE = -1;

  private long[] keys = new long[1024];
  private long[] counts = new long[1024];
  private int size;

  PairCounts() {
    Arrays.fill(keys, FREE);
  }

  interface Visitor {
    void visit(int first, int second, long count);
  }

  void add(int first, int second, long count) {
    if (2 * size >= keys.length) grow();
    long key = (long) first << 32 | second;
    int slot = slot(key);
    if (keys[slot] == FREE) {
      keys[slot] = key;
      size++;
    }
    counts[slot] += count;
  }

  long get(int first, int second) {
    return counts[slot((long) first << 32 | second)];
  }

  int size() {
    return size;
  }

  /** In no particular order. */
  void forEach(Visitor visitor) {
    for (int i = 0; i < keys.length; i++)
      if (keys[i] != FREE) visitor.visit((int) (keys[i] >> 32), (int) keys[i], counts[i]);
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L; // Fibonacci hashing
    int mask = keys.length - 1;
    int slot = (int) (mixed >>> 32) & mask;
    while (keys[slot] != key && keys[slot] != FREE) slot = (slot + 1) & mask;
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldCounts = counts;
    keys = new long[2 * oldKeys.length];
    counts = new long[keys.length];
    Arrays.fill(keys, FREE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] == FREE) continue;
      int slot = slot(oldKeys[i]);
      keys[slot] = oldKeys[i];
      counts[slot] = oldCounts[i];
    }
  }
}
