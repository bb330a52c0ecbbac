package org.unstained.inference;

import java.util.List;
import java.util.Locale;

/** How PyTorch says that memory was short: it has no error of its own for that. */
final class MemoryMessages {
  /**
   * The processor's memory on Linux and macOS, on Windows, of C++; of CUDA and its libraries; of
   * Apple's graphics.
   */
  private static final List<String> PARTS =
      List.of(
          "out of memory",
          "not enough memory",
          "can't allocate memory",
          "cannot allocate memory",
          "bad_alloc",
          "bad allocation",
          "status_alloc_failed");

  private MemoryMessages() {}

  static boolean isOne(String message) {
    String small = message.toLowerCase(Locale.ROOT);
    return PARTS.stream().anyMatch(small::contains);
  }
}
