package org.unstained.fuzz;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Does something in a thread of its own and looks at the time that it takes, and at the memory that
 * all threads take meanwhile.
 */
final class Watch {
  /** ImageJ gives a macro's options to threads of such a name only. */
  private static final String NAME = "Run$_fuzz";

  private static final int LOOK_MS = 2;

  private Watch() {}

  /**
   * @param thrown what it ended with
   * @param allocated bytes, also those freed meanwhile
   * @param hangs where it was when the time was over
   */
  record Outcome(Optional<Throwable> thrown, long allocated, Optional<Throwable> hangs) {}

  private static void hold(CountDownLatch looked) {
    try {
      looked.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static Outcome of(Callable<Void> work, int seconds) {
    Throwable[] thrown = {null};
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1); // what a thread took is gone with it
    Thread thread =
        new Thread(
            () -> {
              try {
                work.call();
              } catch (Throwable e) {
                thrown[0] = e;
              }
              done.countDown();
              hold(looked);
            },
            NAME);
    thread.setDaemon(true);
    Allocated.OfAll allocated = new Allocated.OfAll();
    thread.start();
    try {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
      while (System.nanoTime() < end) {
        boolean ended = done.await(LOOK_MS, TimeUnit.MILLISECONDS);
        allocated.look();
        if (ended) looked.countDown();
        if (ended)
          return new Outcome(Optional.ofNullable(thrown[0]), allocated.bytes(), Optional.empty());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Throwable where = new Throwable("still at work");
    where.setStackTrace(thread.getStackTrace());
    thread.interrupt();
    return new Outcome(Optional.empty(), 0, Optional.of(where));
  }
}
