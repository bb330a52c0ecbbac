package org.unstained.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.unstained.models.EngineWork;

/**
 * Ctrl-C, or SIGTERM, as a request: the engine can't be left in the middle of a step, and what is
 * done so far has still to be written, so the program ends when the work does. Its exit code says
 * that it was ended. Close it when the work is over; then there is nothing to wait for.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
  private static final int MOST_SECONDS_TO_END = 120;

  private final CountDownLatch done = new CountDownLatch(1);
  private final EngineWork finishing = EngineWork.finishing();
  private volatile boolean asked;

  /**
   * @param name of the thread that waits
   */
  Interruption(String name) {
    Runtime.getRuntime().addShutdownHook(new Thread(this::end, name));
  }

  private void end() {
    asked = true;
    try {
      done.await(MOST_SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether somebody wants to stop. */
  @Override
  public boolean getAsBoolean() {
    return asked;
  }

  @Override
  public void close() {
    finishing.close();
    done.countDown();
  }
}
