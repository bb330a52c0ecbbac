package org.unstained.workflow.planes;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waiting for work of another thread that has to be finished whatever happens. */
public final class Waiting {
  private Waiting() {}

  /**
   * The result; an interrupt is kept for later.
   *
   * @throws Throwable what the work threw
   */
  public static <T> T forResult(Future<T> future) throws Throwable {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw e.getCause();
        }
      }
    } finally {
      if (interrupted) Thread.currentThread().interrupt();
    }
  }

  /** Waits until it has ended, however; an interrupt is kept for later. */
  public static void forEnd(Future<?> future) {
    try {
      forResult(future);
    } catch (Throwable e) {
      // whoever waits for the end alone doesn't ask what came of it
    }
  }
}
