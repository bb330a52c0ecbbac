package org.unstained.image;

import java.io.IOException;
import java.util.Locale;

/** Whether something fits into the memory that Java may still take. */
public final class Memory {
  private Memory() {}

  /** Bytes that Java may still take; what is garbage but not yet collected counts as taken. */
  public static long free() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
  }

  /**
   * @throws IOException if it doesn't fit; says how much is needed and what to do
   */
  public static void require(String name, long bytes) throws IOException {
    require(name, bytes, free());
  }

  static void require(String name, long bytes, long free) throws IOException {
    require(name, bytes, free, "");
  }

  /**
   * @param other what else can be done, as a sentence; empty if nothing
   */
  static void require(String name, long bytes, long free, String other) throws IOException {
    if (bytes > free)
      throw new IOException(
          "%s needs %s of memory and %s are free. Close other images, or give ImageJ more under Edit > Options > Memory & Threads (on the command line: java -Xmx).%s"
              .formatted(
                  name, megabytes(bytes), megabytes(free), other.isEmpty() ? "" : " " + other));
  }

  /** {@code 12 MB}, at least 1. */
  public static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", Math.max(1, (bytes + (1 << 20) - 1) >> 20));
  }
}
