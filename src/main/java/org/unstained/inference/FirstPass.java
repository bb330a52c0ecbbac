package org.unstained.inference;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.unstained.models.LimitedCall;

/**
 * The first pass through a network, which has a limit in time ({@link LimitedCall}). If it takes
 * longer, the network isn't run again. Later passes run on their callers' threads.
 */
final class FirstPass {
  private final String name;
  private final Set<String> passed = ConcurrentHashMap.newKeySet();
  private volatile boolean hangs;

  /**
   * @param name of the network, for messages
   */
  FirstPass(String name) {
    this.name = name;
  }

  /** Whether a pass was given up. */
  boolean hangs() {
    return hangs;
  }

  /**
   * Does a pass, the first one of its method on a thread of its own.
   *
   * @param canceled asked while the first pass runs
   * @throws NetworkException if it takes too long, or an earlier one did
   * @throws CancellationException if cancelled
   */
  <T> T run(String method, Callable<T> pass, BooleanSupplier canceled) throws Exception {
    if (hangs) throw hanging();
    if (passed.contains(method)) return pass.call();
    try {
      T result =
          LimitedCall.run(
              "Unstained first pass", pass, canceled, () -> hangs = true, forgotten -> {});
      passed.add(method);
      return result;
    } catch (TimeoutException e) {
      throw hanging();
    }
  }

  NetworkException hanging() {
    return NetworkException.hanging(name, "the first pass through this network");
  }
}
