package org.unstained.workflow.planes;

import java.util.ArrayDeque;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.unstained.image.Memory;

/**
 * Works on several things at once, such as the planes of a stack, and hands over what comes out in
 * their order. While one is computed, the next are read, and what came out of the one before is
 * written.
 *
 * <p>No more than a given number are begun and not yet taken, so memory doesn't grow with how many
 * there are: whoever takes slowly holds up the work. The first one in order that fails ends it, as
 * if there were one thread. Nothing of it runs on when {@link #run} returns.
 */
public final class Pipeline<T, E extends Exception> {

  /** What is done to a thing, on any thread. */
  public interface Work<T, E extends Exception> {
    /**
     * @param number from 0
     * @param canceled whether to stop, because of the user or of another thing that failed
     */
    T on(int number, BooleanSupplier canceled) throws E;
  }

  /** Takes what came out, in order, on the thread that runs the pipeline. */
  public interface Taker<T, E extends Exception> {
    void take(T result) throws E;
  }

  private final int count;
  private final Work<T, E> work;
  private final BooleanSupplier canceled;
  private final ForkJoinPool threads;
  private final ArrayDeque<Future<T>> begun = new ArrayDeque<>();
  private int next;
  private int atOnce;
  private volatile boolean over;

  private Pipeline(int count, int atOnce, Work<T, E> work, BooleanSupplier canceled) {
    this.count = count;
    this.atOnce = atOnce;
    this.work = work;
    this.canceled = canceled;
    threads = threads();
  }

  /**
   * A thread for each processor. Parallel streams of the work run on these threads, too. On the
   * common pool several callers would wait for each other: on two cores they share one queue.
   */
  public static ForkJoinPool threads() {
    return new ForkJoinPool(processors(), naming(), null, false);
  }

  private static ForkJoinPool.ForkJoinWorkerThreadFactory naming() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    AtomicInteger made = new AtomicInteger();
    return pool -> {
      ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
      thread.setName("Unstained work " + made.incrementAndGet());
      thread.setContextClassLoader(loader); // readers and engines look for their parts by it
      return thread;
    };
  }

  /**
   * Does all of it. If memory is short for several, they are done one after the other.
   *
   * @param atOnce how many are in memory at most; with one, all is done on the calling thread
   * @throws CancellationException if canceled, or interrupted
   * @throws E what the work or the taker threw
   */
  public static <T, E extends Exception> void run(
      int count, int atOnce, Work<T, E> work, Taker<T, E> taker, BooleanSupplier canceled)
      throws E {
    if (Math.min(count, atOnce) > 1) {
      new Pipeline<>(count, atOnce, work, canceled).run(taker);
      return;
    }
    for (int i = 0; i < count; i++) {
      if (canceled.getAsBoolean()) throw new CancellationException("Canceled");
      taker.take(work.on(i, canceled));
    }
  }

  /**
   * How many things of this size may be in memory: enough for all processors and for the one that
   * is taken, if half of the free memory holds them.
   *
   * @param bytes that one of them takes while it is worked on
   */
  static int atOnce(int count, long bytes) {
    int wanted = Math.min(count, processors() + 1);
    if (wanted < 2) return 1;
    if (fitting(bytes, Memory.free()) < wanted) System.gc(); // garbage counts as taken until then
    return Math.min(wanted, fitting(bytes, Memory.free()));
  }

  private static int fitting(long bytes, long free) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, free / 2 / Math.max(1, bytes)));
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private void run(Taker<T, E> taker) throws E {
    try {
      for (int i = 0; i < count; i++) {
        begin();
        if (canceled.getAsBoolean() || Thread.currentThread().isInterrupted())
          throw new CancellationException("Canceled");
        taker.take(result(i));
      }
    } finally {
      over = true;
      threads.shutdown();
      end();
    }
  }

  private void begin() {
    while (next < count && begun.size() < atOnce) {
      int number = next++;
      FutureTask<T> task = new FutureTask<>(() -> workOn(number));
      begun.add(task);
      threads.execute(task);
    }
  }

  private T workOn(int number) throws E {
    if (isOver()) throw new CancellationException("Canceled");
    return work.on(number, this::isOver);
  }

  private boolean isOver() {
    return over || canceled.getAsBoolean();
  }

  @SuppressWarnings("unchecked") // the work throws nothing else
  private T result(int number) throws E {
    try {
      return begun.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted");
    } catch (ExecutionException e) {
      Throwable why = e.getCause();
      if (why instanceof OutOfMemoryError && atOnce > 1) return alone(number);
      if (why instanceof RuntimeException failure) throw failure;
      if (why instanceof Error error) throw error;
      throw (E) why;
    }
  }

  /** What others have begun is given up and done again later; from now on there is one at once. */
  private T alone(int number) throws E {
    over = true;
    while (!begun.isEmpty()) Waiting.forEnd(begun.remove());
    over = false;
    atOnce = 1;
    next = number + 1;
    System.gc();
    return workOn(number);
  }

  private void end() {
    boolean interrupted = false;
    while (!threads.isTerminated())
      try {
        threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    if (interrupted) Thread.currentThread().interrupt();
  }
}
