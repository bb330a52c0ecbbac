package org.unstained.models;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What devices are called by their makers, as far as the system tells. */
final class DeviceNames {
  private static final int PATIENCE_S = 5;

  private DeviceNames() {}

  static String cpu() {
    int threads = Runtime.getRuntime().availableProcessors();
    String model = cpuModel().orElse(EngineFiles.platform());
    return "CPU: %s, %d thread%s".formatted(model, threads, threads == 1 ? "" : "s");
  }

  private static Optional<String> cpuModel() {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) return Optional.empty();
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty(); // a name only
    }
  }

  /** The names of NVIDIA's devices by its own tool, in CUDA's order; none without a driver. */
  static List<String> nvidia() {
    Process process = null;
    try {
      Path out = Files.createTempFile("nvidia", ".txt");
      try {
        process =
            new ProcessBuilder("nvidia-smi", "--query-gpu=name", "--format=csv,noheader")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() != 0)
          return List.of();
        return Files.readString(out, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList();
      } finally {
        if (process != null) process.destroy();
        Files.deleteIfExists(out);
      }
    } catch (IOException e) {
      return List.of(); // no such tool, no such device
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
