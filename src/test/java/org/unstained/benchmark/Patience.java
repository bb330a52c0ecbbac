package org.unstained.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ends a process that takes too long, with all that it started, so that whoever waits for its words
 * or its end waits no longer.
 */
final class Patience implements AutoCloseable {
  /** Nobody's turn takes that long. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "patience");
            thread.setDaemon(true);
            return thread;
          });

  private final Duration limit;
  private final ScheduledFuture<?> end;
  private volatile boolean over;

  Patience(Process process, Duration limit) {
    this.limit = limit;
    end = TIMER.schedule(() -> end(process), limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void end(Process process) {
    over = true;
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /**
   * @throws IOException if the process was ended
   */
  void check() throws IOException {
    if (!over) return;
    String text =
        limit.toMinutes() > 0 ? limit.toMinutes() + " minutes" : limit.toSeconds() + " seconds";
    throw new IOException("no answer within " + text + ", so it was ended");
  }

  @Override
  public void close() {
    end.cancel(false);
  }
}
