package org.unstained.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** A Java of its own, for faults that take the whole process down. */
final class Child {
  static final int PATIENCE_SECONDS = 120;

  /** Exit code of a process that SIGTERM ended. */
  static final int ENDED = 128 + 15;

  private final Process process;
  private final Path folder;
  private final Path out;

  private Child(Process process, Path folder, Path out) {
    this.process = process;
    this.folder = folder;
    this.out = out;
  }

  /**
   * @param folder where it works and leaves what it says
   * @param options of Java, such as {@code -Dunstained.home=...}
   */
  static Child start(Path folder, List<String> options, Class<?> main, String... arguments)
      throws IOException {
    return start(List.of(), folder, options, main.getName(), arguments);
  }

  /**
   * @param before what is put before the line, such as a shell that sets limits
   */
  static Child start(
      List<String> before, Path folder, List<String> options, String main, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(before);
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-Djava.awt.headless=true",
            "-Dslf4j.internal.verbosity=ERROR",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData"));
    line.addAll(options);
    line.add("-cp");
    line.add(classPath());
    line.add(main);
    line.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "said-", ".txt");
    Process process =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    return new Child(process, folder, out);
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** What it has said so far. */
  String said() throws IOException {
    return Files.readString(out);
  }

  /** Waits until something is so. */
  Child await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      if (!process.isAlive()) throw new AssertionError("It ended before " + what + ": " + said());
      if (System.nanoTime() > end) throw new AssertionError("It never came: " + what + said());
      Thread.sleep(5);
    }
    return this;
  }

  Child awaitSaid(String text) throws IOException, InterruptedException {
    return await(
        text,
        () -> {
          try {
            return said().contains(text);
          } catch (IOException e) {
            return false;
          }
        });
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM. */
  Child terminate() {
    process.destroy();
    return this;
  }

  /** Its exit code. */
  int end() throws IOException, InterruptedException {
    if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) return process.exitValue();
    kill();
    throw new AssertionError("It never ended: " + said());
  }

  /** Whether native code took it down. */
  boolean leftACrashFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().startsWith("hs_err"));
    }
  }
}
