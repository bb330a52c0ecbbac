package org.unstained.benchmark;

import java.util.concurrent.Callable;

/**
 * Somebody who does the work of a comparison.
 *
 * @param missing why it can't take part here, or null
 * @param most so many turns are enough, because it is slow
 */
record Contender(String name, Callable<Turn> work, String missing, int most) {

  /** Work that takes its time itself. */
  static Contender of(String name, Callable<Turn> work) {
    return new Contender(name, work, null, Integer.MAX_VALUE);
  }

  /** Work whose whole time counts; what it returns is what it found. */
  static Contender timed(String name, Callable<?> work) {
    return of(
        name,
        () -> {
          long start = System.nanoTime();
          Object found = work.call();
          double seconds = (System.nanoTime() - start) / 1e9;
          return new Turn(seconds, found == null ? "" : found.toString());
        });
  }

  static Contender missing(String name, String why) {
    return new Contender(name, null, why, 0);
  }

  /** The same with at most so many turns. */
  Contender atMost(int turns) {
    return new Contender(name, work, missing, turns);
  }
}
