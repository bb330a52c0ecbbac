package org.unstained.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.unstained.models.EngineWork;

/**
 * Several batches in flight: while the network works on one, another is cut and a third decoded.
 * Each lane is a thread that takes the next batch until there is none. The first failure stops all
 * lanes and is thrown.
 *
 * <p>The threads stay for a minute and serve the next plane: the engine's memory belongs to the
 * thread that asked for it, and with new threads for each plane the process grows for hours until
 * all parts of the C library's memory have been through the greatest plane.
 */
final class Lanes {
  private static final int SECONDS_IDLE = 60;
  private static final AtomicInteger MADE = new AtomicInteger();
  private static final ExecutorService THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          SECONDS_IDLE,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(true), // in turn, so that none ends while there is work
          Lanes::thread);

  private Lanes() {}

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "Unstained network " + MADE.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** What one lane does; closed when it ends. */
  interface Lane extends AutoCloseable {
    /** Does one batch and says how many cells it had. */
    int run(int batch) throws IOException;

    @Override
    void close();
  }

  /** Opens a lane, on the thread that uses it. */
  interface Opening {
    Lane open() throws IOException;
  }

  static void run(
      int batches,
      int lanes,
      Opening opening,
      Consumer<InferenceProgress> progress,
      BooleanSupplier canceled)
      throws IOException {
    Run run = new Run(batches, opening, progress, canceled);
    List<Future<?>> begun = new ArrayList<>();
    for (int i = 0; i < Math.min(lanes, batches); i++) begun.add(THREADS.submit(run::work));
    run.await(begun);
  }

  private static final class Run {
    private final int batches;
    private final Opening opening;
    private final Consumer<InferenceProgress> progress;
    private final BooleanSupplier canceled;
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final long start = System.nanoTime();
    private int done;
    private long cells;

    Run(
        int batches,
        Opening opening,
        Consumer<InferenceProgress> progress,
        BooleanSupplier canceled) {
      this.batches = batches;
      this.opening = opening;
      this.progress = progress;
      this.canceled = canceled;
    }

    void work() {
      Thread.currentThread().setContextClassLoader(loader); // engines look for their parts by it
      try (Lane lane = opening.open()) {
        for (int i; failure.get() == null && (i = next.getAndIncrement()) < batches; ) {
          if (canceled.getAsBoolean() || EngineWork.isEnding())
            throw new CancellationException("Canceled");
          report(lane.run(i));
        }
      } catch (Throwable e) {
        failure.compareAndSet(null, e);
      }
    }

    private synchronized void report(int found) {
      done++;
      cells += found;
      double seconds = (System.nanoTime() - start) / 1e9;
      progress.accept(new InferenceProgress(done, batches, cells, seconds));
    }

    void await(List<Future<?>> begun) throws IOException {
      boolean interrupted = false;
      for (Future<?> lane : begun)
        while (!lane.isDone())
          try {
            lane.get();
          } catch (InterruptedException e) {
            interrupted = true;
            failure.compareAndSet(null, new CancellationException("Interrupted"));
          } catch (ExecutionException e) {
            throw new AssertionError(e); // each lane keeps what it throws
          }
      if (interrupted) Thread.currentThread().interrupt();
      Throwable e = failure.get();
      if (e instanceof IOException io) throw io;
      if (e instanceof RuntimeException runtime) throw runtime;
      if (e instanceof OutOfMemoryError)
        throw NetworkException.ofMemory(
            "Not enough memory for the network; choose smaller tiles or batches", e);
      if (e instanceof Error error) throw error;
    }
  }
}
