package org.unstained.models;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A call into the engine with a limit in time. Nobody knows whether somebody else's network ever
 * ends, and a thread inside the engine can't be stopped. So the call has a thread of its own; one
 * that takes too long is left to itself.
 */
public final class LimitedCall<T> {
  /** System property: how many seconds loading a network, or its first pass, may take. */
  public static final String LIMIT = "unstained.firstpass";

  private static final int STANDARD_SECONDS = 300;

  /** After somebody has cancelled; most calls end sooner. */
  private static final int MOST_SECONDS_CANCELED = 10;

  private static final int LOOK_MS = 50;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Consumer<T> late;
  private T result;
  private Throwable failure;
  private boolean done;
  private boolean left;

  private LimitedCall(Consumer<T> late) {
    this.late = late;
  }

  /** How many seconds a call may take, at least 1. */
  public static int seconds() {
    return Math.max(1, Integer.getInteger(LIMIT, STANDARD_SECONDS));
  }

  /**
   * Makes the call and waits for it.
   *
   * @param name of its thread
   * @param canceled asked meanwhile; somebody who cancels is answered within some seconds
   * @param given told before this throws because the call was left to itself
   * @param late takes what comes of a call that was left, on the call's thread
   * @throws TimeoutException if it takes too long
   * @throws CancellationException if canceled, or the thread was interrupted
   * @throws Exception what the call throws
   */
  public static <T> T run(
      String name, Callable<T> call, BooleanSupplier canceled, Runnable given, Consumer<T> late)
      throws Exception {
    LimitedCall<T> limited = new LimitedCall<>(late);
    Thread thread = new Thread(() -> limited.work(call), name);
    thread.setDaemon(true);
    thread.start();
    return limited.await(canceled, given);
  }

  private void work(Callable<T> call) {
    T made = null;
    Throwable thrown = null;
    try {
      made = call.call();
    } catch (Throwable e) { // handed to whoever waits
      thrown = e;
    }
    synchronized (this) {
      result = made;
      failure = thrown;
      done = true;
      ended.countDown();
      if (!left) return;
    }
    if (thrown == null) late.accept(made);
  }

  /** False if the call has ended meanwhile. */
  private synchronized boolean leave() {
    left = !done;
    return left;
  }

  private T await(BooleanSupplier canceled, Runnable given) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds());
    boolean stopped = false;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (ended.await(LOOK_MS, TimeUnit.MILLISECONDS)) break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
        if (!stopped && (interrupted || canceled.getAsBoolean())) {
          stopped = true;
          end = Math.min(end, System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS_CANCELED));
        }
        if (System.nanoTime() - end < 0 || !leave()) continue;
        given.run();
        if (stopped) throw new CancellationException("Canceled");
        throw new TimeoutException();
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
    return ended(stopped);
  }

  private synchronized T ended(boolean stopped) throws Exception {
    if (failure instanceof Error error) throw error;
    if (failure instanceof Exception exception) throw exception;
    if (stopped) {
      late.accept(result);
      throw new CancellationException("Canceled");
    }
    return result;
  }
}
