package org.unstained.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** How much memory something takes, also what is freed meanwhile. */
public final class Allocated {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocated() {}

  /** Work that may fail. */
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }

  /**
   * @return bytes that this thread took
   */
  public static long bytes(Work work) {
    long before = now();
    try {
      work.run();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return now() - before;
  }

  /** What all threads took since this was made, as far as somebody looked while they lived. */
  static final class OfAll {
    private final Map<Long, Long> before = new HashMap<>();
    private final Map<Long, Long> last = new HashMap<>();

    OfAll() {
      look(before);
    }

    void look() {
      look(last);
    }

    private static void look(Map<Long, Long> into) {
      long[] threads = THREADS.getAllThreadIds();
      long[] bytes = THREADS.getThreadAllocatedBytes(threads);
      for (int i = 0; i < threads.length; i++) if (bytes[i] >= 0) into.put(threads[i], bytes[i]);
    }

    /** Without those of the thread that looks. */
    long bytes() {
      long sum = 0;
      for (Map.Entry<Long, Long> one : last.entrySet())
        if (one.getKey() != Thread.currentThread().getId())
          sum += one.getValue() - before.getOrDefault(one.getKey(), 0L);
      return sum;
    }
  }

  static long now() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
