package org.unstained.models;

import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory is free where a network would run. */
public final class DeviceMemory {
  private static final Path LINUX = Path.of("/proc/meminfo");

  private DeviceMemory() {}

  /**
   * Bytes that are free: of the card for CUDA, otherwise of the computer, whatever the heap is.
   *
   * @return nothing if the system doesn't say; of computers only Linux does
   */
  public static OptionalLong free(ComputeDevice device) {
    return device.kind() == ComputeDevice.Kind.CUDA ? ofCard(device) : available(LINUX);
  }

  private static OptionalLong ofCard(ComputeDevice device) {
    try {
      MemoryUsage memory = CudaUtils.getGpuMemory(device.djl());
      return OptionalLong.of(Math.max(0, memory.getMax() - memory.getUsed()));
    } catch (RuntimeException | LinkageError e) {
      return OptionalLong.empty();
    }
  }

  /** What is free, and what Linux could free, in bytes. */
  static OptionalLong available(Path meminfo) {
    if (!Files.isReadable(meminfo)) return OptionalLong.empty();
    try (Stream<String> lines = Files.lines(meminfo)) {
      return lines
          .filter(line -> line.matches("MemAvailable:\\s+\\d+ kB"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return OptionalLong.empty();
    }
  }
}
