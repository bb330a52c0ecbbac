package org.unstained.learning;

/** Seeds for parts of a run out of the run's one. */
final class Seeds {
  private Seeds() {}

  /** SplitMix64's mixing (Steele et al. 2014, doi:10.1145/2660193.2660195), number by number. */
  static long mix(long seed, int epoch, int part) {
    return mix(mix(mix(seed) + epoch) + part);
  }

  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
