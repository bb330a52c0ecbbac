package org.unstained.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Spoils every kind of input thousands of times and opens it as a user would. A find is whatever
 * isn't a clear message: a hang, too much memory, an unexpected exception, a file where none
 * belongs.
 *
 * <p>As a program: {@code Fuzz [cases] [seed] [target...]}. What it finds is written into {@code
 * target/fuzz}.
 */
public final class Fuzz {
  private Fuzz() {}

  /** A find with the first case that showed it and how many did. */
  record Found(Find find, FuzzCase first, int[] count) {
    @Override
    public String toString() {
      return "%s: %s (%d cases, the first is %d of seed %d: %s)"
          .formatted(
              first.target().name(),
              find.kind(),
              count[0],
              first.number(),
              first.seed(),
              find.detail().substring(0, Math.min(400, find.detail().length())));
    }
  }

  public static void main(String[] args) throws IOException {
    int all = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    List<String> wanted = List.of(args).subList(Math.min(2, args.length), args.length);
    System.setProperty("java.awt.headless", "true");
    int finds = 0;
    List<Target> targets = new ArrayList<>(Targets.all());
    targets.removeIf(target -> !wanted.isEmpty() && !wanted.contains(target.name()));
    for (Target target : targets) {
      int cases = cases(target, targets, all);
      double start = seconds();
      List<Found> found = run(target, seed, 0, cases);
      System.out.printf("%s: %,d cases, %.1f s%n", target.name(), cases, seconds() - start);
      for (Found one : found) {
        System.out.println("  " + one);
        Path kept = Path.of("target", "fuzz", target.name() + "-" + one.first.number());
        Files.createDirectories(kept);
        Seed spoilt = one.first.spoilt();
        Files.write(kept.resolve(spoilt.name()), spoilt.content());
      }
      finds += found.size();
    }
    System.exit(finds == 0 ? 0 : 1);
  }

  /** That all threads worked, where Java says it: what else the machine does, doesn't count. */
  private static double seconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : System.nanoTime() / 1e9;
  }

  /** How many of all cases a target gets: those that work on whole folders are slow and get few. */
  static int cases(Target target, List<Target> all, int cases) {
    int shares = all.stream().mapToInt(Target::share).sum();
    return Math.max(target.seeds().size() + 1, cases * target.share() / shares);
  }

  /** Runs cases {@code from} to {@code to}; each kind of find stands there once. */
  static List<Found> run(Target target, long seed, int from, int to) throws IOException {
    Map<String, Found> found = new LinkedHashMap<>();
    try (Room room = new Room()) {
      for (int i = from; i < to; i++) {
        FuzzCase one = new FuzzCase(target, seed, i);
        one.run(room)
            .ifPresent(
                f ->
                    found.computeIfAbsent(f.kind(), k -> new Found(f, one, new int[1])).count[0]++);
      }
    }
    return List.copyOf(found.values());
  }
}
