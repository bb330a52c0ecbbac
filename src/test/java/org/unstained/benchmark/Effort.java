package org.unstained.benchmark;

/**
 * How much is done.
 *
 * @param quick fewer turns and smaller data, to see that all works
 */
record Effort(boolean quick) {
  int turns(int full) {
    return quick ? Math.min(full, 3) : full;
  }

  int size(int full, int less) {
    return quick ? less : full;
  }
}
