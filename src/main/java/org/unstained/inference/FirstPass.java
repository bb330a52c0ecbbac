package org.unstained.inference;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The first pass through a network. Nobody knows whether somebody else's network ever ends, and a
 * thread inside the engine can't be stopped. So the first pass has a thread of its own and a limit
 * in time; one that takes longer is left to itself, and the network isn't run again. Later passes
 * run on their callers' threads.
 */
final class FirstPass {
  /** System property: how many seconds a first pass may take. */
  static final String LIMIT = "unstained.firstpass";

  private static final int STANDARD_SECONDS = 300;

  /** After somebody has cancelled; most passes end sooner. */
  private static final int MOST_SECONDS_CANCELED = 10;

  private static final int LOOK_MS = 50;

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
    FutureTask<T> task = new FutureTask<>(pass);
    Thread thread = new Thread(task, "Unstained first pass");
    thread.setDaemon(true);
    thread.start();
    T result = await(task, canceled);
    passed.add(method);
    return result;
  }

  private <T> T await(FutureTask<T> task, BooleanSupplier canceled) throws Exception {
    long start = System.nanoTime();
    long end = start + TimeUnit.SECONDS.toNanos(seconds());
    boolean stopped = false;
    boolean interrupted = false;
    try {
      while (true)
        try {
          T result = task.get(LOOK_MS, TimeUnit.MILLISECONDS);
          if (stopped) throw new CancellationException("Canceled");
          return result;
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Error error) throw error;
          throw (Exception) e.getCause();
        } catch (TimeoutException | InterruptedException e) {
          interrupted |= e instanceof InterruptedException;
          if (!stopped && (interrupted || canceled.getAsBoolean())) {
            stopped = true;
            long soon = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS_CANCELED);
            end = Math.min(end, soon);
          }
          if (!hangs && System.nanoTime() - end < 0) continue;
          hangs = true;
          if (stopped) throw new CancellationException("Canceled");
          throw hanging();
        }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  NetworkException hanging() {
    return new NetworkException(
        "%s: the first pass through this network hasn't ended after %d seconds, or was left when somebody cancelled; maybe it never ends. It can't be stopped and takes a processor until ImageJ is closed; until then the network isn't run again. Don't use this model; if it is only slow, start Java with -D%s=SECONDS"
            .formatted(name, seconds(), LIMIT));
  }

  private static int seconds() {
    return Math.max(1, Integer.getInteger(LIMIT, STANDARD_SECONDS));
  }
}
