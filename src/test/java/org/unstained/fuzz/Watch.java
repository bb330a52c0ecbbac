package org.unstained.fuzz;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something in a thread of its own and looks at the time and memory that it takes. */
final class Watch {
  /** ImageJ gives a macro's options to threads of such a name only. */
  private static final String NAME = "Run$_fuzz";

  private Watch() {}

  /**
   * @param thrown what it ended with
   * @param allocated bytes, also those freed meanwhile
   * @param hangs where it was when the time was over
   */
  record Outcome(Optional<Throwable> thrown, long allocated, Optional<Throwable> hangs) {}

  static Outcome of(Callable<Void> work, int seconds) {
    Throwable[] thrown = {null};
    long[] allocated = {0};
    CountDownLatch done = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              long before = Allocated.now();
              try {
                work.call();
              } catch (Throwable e) {
                thrown[0] = e;
              }
              allocated[0] = Allocated.now() - before;
              done.countDown();
            },
            NAME);
    thread.setDaemon(true);
    thread.start();
    try {
      if (done.await(seconds, TimeUnit.SECONDS))
        return new Outcome(Optional.ofNullable(thrown[0]), allocated[0], Optional.empty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Throwable where = new Throwable("still at work");
    where.setStackTrace(thread.getStackTrace());
    thread.interrupt();
    return new Outcome(Optional.empty(), 0, Optional.of(where));
  }
}
