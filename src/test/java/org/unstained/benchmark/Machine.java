package org.unstained.benchmark;

import ij.IJ;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What a benchmark ran on. */
final class Machine {
  private Machine() {}

  /** One line: processor, cores, memory, system, Java, ImageJ. */
  static String text() {
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 0;
    return String.format(
        Locale.ROOT,
        "%s, %d cores, %.0f GB of memory, %s; Java %s with a heap of %.1f GB; ImageJ %s.",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        memory / 1e9,
        System.getProperty("os.name"),
        System.getProperty("java.version"),
        Runtime.getRuntime().maxMemory() / 1e9,
        IJ.getVersion().split("/")[0].strip());
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** How busy the machine was when the benchmark began; below 0 if it doesn't say. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }
}
