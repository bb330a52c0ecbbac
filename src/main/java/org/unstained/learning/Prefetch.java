package org.unstained.learning;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes things on other threads a few ahead of their use, and gives them out in order. */
final class Prefetch<T> implements AutoCloseable {
  private static final int THREADS = 2;
  private static final int AHEAD = 4;

  private final List<Callable<T>> all;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "Unstained training data");
            thread.setDaemon(true);
            return thread;
          });
  private final ArrayDeque<Future<T>> waiting = new ArrayDeque<>();
  private int begun;

  Prefetch(List<Callable<T>> all) {
    this.all = all;
  }

  /** The next one; the failure of its making is thrown here. */
  T next() throws IOException {
    while (begun < all.size() && waiting.size() < AHEAD)
      waiting.add(threads.submit(all.get(begun++)));
    try {
      return waiting.remove().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      if (e.getCause() instanceof Error error) throw error;
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Training was interrupted; start it again to go on", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
