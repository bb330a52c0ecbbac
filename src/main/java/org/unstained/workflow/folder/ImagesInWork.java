package org.unstained.workflow.folder;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import org.unstained.image.Memory;
import org.unstained.workflow.planes.Pipeline;
import org.unstained.workflow.planes.Waiting;

/**
 * Images of a folder that are worked on or written at the same time, in their order: as many as
 * there are processors, and one that waits for its turn, if half of the free memory holds them. Its
 * methods are for one thread.
 */
final class ImagesInWork implements AutoCloseable {

  /**
   * @param bytes that it takes at most
   * @param working whether more is to be done than to write its results
   * @param record what came out; of whoever waits for it
   */
  record One(ImageWork work, long bytes, boolean working, FutureTask<ImageRecord> record) {}

  private final ForkJoinPool threads = Pipeline.threads();
  private final ArrayDeque<One> all = new ArrayDeque<>();
  private long room;
  private long taken;
  private volatile ImageWork first;
  private volatile boolean over;

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Whether one is worked on, or waits for that. */
  boolean isWorking() {
    return all.stream().anyMatch(One::working);
  }

  /** What all of them take together. */
  long bytes() {
    return taken;
  }

  /** Whether one that takes so many bytes fits beside the others; it always does without any. */
  boolean hasRoom(long bytes) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (!all.isEmpty()) return all.size() <= processors && taken + bytes <= room;
    if (bytes * (processors + 1) > Memory.free() / 2) System.gc(); // garbage counts as taken
    room = Memory.free() / 2;
    return true;
  }

  /** Begins to work on an image, on another thread. */
  void begin(ImageWork work, long bytes, Callable<ImageRecord> job) {
    add(new One(work, bytes, true, new FutureTask<>(job)));
  }

  /** Begins to write what was found in an image, on another thread. */
  void finish(ImageWork work, long bytes, Callable<ImageRecord> job) {
    add(new One(work, bytes, false, new FutureTask<>(job)));
  }

  private void add(One one) {
    all.add(one);
    taken += one.bytes();
    first = all.element().work();
    threads.execute(one.record());
  }

  /** The one that was begun first, which may not have ended yet. */
  One remove() {
    One one = all.remove();
    taken -= one.bytes();
    first = all.isEmpty() ? null : all.element().work();
    return one;
  }

  /** How much of the first is done, 0-1; on any thread. */
  double part() {
    ImageWork oldest = first;
    return oldest == null ? 0 : oldest.part();
  }

  /** Waits until nothing is worked on; nobody has looked at what came out then. */
  void await() {
    for (One one : all) Waiting.forEnd(one.record());
  }

  /** Whether all shall stop; on any thread. */
  boolean isOver() {
    return over;
  }

  /** Stops what is worked on and waits for it; results that nobody has taken are lost. */
  @Override
  public void close() throws IOException {
    over = true;
    await();
    threads.shutdown();
    for (One one : all) one.work().close();
  }
}
