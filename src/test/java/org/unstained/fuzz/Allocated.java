package org.unstained.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

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

  static long now() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}
