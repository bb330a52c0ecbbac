package org.unstained.models;

import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Work that the engine has in hand. When Java ends, the engine's memory goes at once, and a thread
 * that still computes with it takes the whole process down (SIGSEGV). So the end of Java waits
 * here: whoever computes asks {@link #isEnding} before the next step, and the end waits until all
 * that has begun is closed, {@value #MOST_SECONDS} seconds at most.
 *
 * <p>Somebody who answers the wish to end himself, and still has to compute for it, says so with
 * {@link #finishing}: until that is closed nobody is told of the end.
 *
 * <p>There is one engine in the whole of Java, therefore this is static.
 */
public final class EngineWork implements AutoCloseable {
  private static final int MOST_SECONDS = 10;

  /** For those who end by themselves. */
  private static final int MOST_SECONDS_TO_FINISH = 120;

  private static final Object LOCK = new Object();
  private static int inHand;
  private static int finishing;
  private static boolean hooked;
  private static boolean asked;
  private static boolean over;

  private final boolean finishes;
  private boolean closed;

  private EngineWork(boolean finishes) {
    this.finishes = finishes;
  }

  /**
   * Work begins; close it when it is done.
   *
   * @throws CancellationException if Java is about to be gone
   */
  public static EngineWork begin() {
    synchronized (LOCK) {
      if (over) throw new CancellationException("ImageJ is closing");
      hook();
      inHand++;
      return new EngineWork(false);
    }
  }

  /** From now on until it is closed, somebody sees to a good end himself. */
  public static EngineWork finishing() {
    synchronized (LOCK) {
      hook();
      finishing++;
      return new EngineWork(true);
    }
  }

  /** Whether Java is to end and work that can be left has to stop. */
  public static boolean isEnding() {
    synchronized (LOCK) {
      return asked && finishing == 0;
    }
  }

  private static void hook() {
    if (hooked || asked) return;
    hooked = true;
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(EngineWork::end, "Unstained networks end"));
    } catch (IllegalStateException e) {
      asked = true; // Java ends already, without us
    }
  }

  private static void end() {
    synchronized (LOCK) {
      asked = true;
      try {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS_TO_FINISH);
        while (finishing > 0 && waitUntil(end)) {}
        end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (inHand > 0 && waitUntil(end)) {}
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      over = true;
    }
  }

  /** False if the time is over. */
  private static boolean waitUntil(long end) throws InterruptedException {
    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
    if (left <= 0) return false;
    LOCK.wait(left);
    return true;
  }

  @Override
  public void close() {
    synchronized (LOCK) {
      if (closed) return;
      closed = true;
      if (finishes) finishing--;
      else inHand--;
      LOCK.notifyAll();
    }
  }
}
