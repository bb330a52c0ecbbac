package org.unstained.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ours against what else one could take, all in one run: prints tables of medians, spread and
 * ratios, and writes them into {@code docs/speed.md}.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.Benchmarks -Dexec.args="…"}
 *
 * <p>Arguments: names of parts (all if there are none); {@code quick} for few turns and small data,
 * which leaves the page alone; {@code anew} to do parts again that are done. A part that is done is
 * a file in {@code target/benchmark}, so a run that was broken off goes on where it was.
 */
public final class Benchmarks {
  private static final Path FOLDER = Path.of("target", "benchmark");

  /** In the order of the page. */
  static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("segmentation", new SegmentationSpeed());
    PARTS.put("networks", new NetworkSpeed());
    PARTS.put("suppression", new SuppressionSpeed());
    PARTS.put("overlay", new OverlaySpeed());
    PARTS.put("files", new FileSpeed());
    PARTS.put("start", new StartSpeed());
    PARTS.put("folder", new FolderSpeed());
    PARTS.put("clusters", new ClusterSpeed());
    PARTS.put("embedding", new EmbeddingSpeed());
  }

  private Benchmarks() {}

  public static void main(String[] args) throws IOException {
    List<String> names = new ArrayList<>(List.of(args));
    boolean quick = names.remove("quick");
    boolean anew = names.remove("anew");
    for (String name : names)
      if (!PARTS.containsKey(name))
        throw new IllegalArgumentException(
            "There is no part '%s', but %s".formatted(name, String.join(", ", PARTS.keySet())));
    Path folder = Files.createDirectories(quick ? FOLDER.resolve("quick") : FOLDER);
    String machine = String.format(Locale.ROOT, "%s %s", Machine.text(), LocalDate.now());
    System.out.println(machine);
    if (Machine.load() > 0.7)
      System.out.printf(
          Locale.ROOT, "The machine is busy (load %.1f): times are too long%n", Machine.load());
    boolean failed = false;
    for (Map.Entry<String, Part> part : PARTS.entrySet()) {
      if (!names.isEmpty() && !names.contains(part.getKey())) continue;
      Path file = folder.resolve(part.getKey() + ".md");
      if (Files.exists(file) && !anew) {
        System.out.printf("%n%s is done (say 'anew' to do it again)%n", part.getKey());
        continue;
      }
      failed |= !run(part.getKey(), part.getValue(), new Effort(quick), file);
      Files.writeString(folder.resolve("machine.txt"), machine);
    }
    if (!quick) SpeedPage.write(folder, PARTS.keySet());
    // Windows and what draws them keep a program alive.
    System.exit(failed ? 1 : 0);
  }

  private static boolean run(String name, Part part, Effort effort, Path file) throws IOException {
    System.out.printf("%n# %s%n%n", name);
    StringBuilder text = new StringBuilder();
    long start = System.nanoTime();
    try {
      part.run(
          effort,
          some -> {
            System.out.print(some);
            text.append(some);
          });
    } catch (Exception e) {
      System.out.println(name + " failed, the others go on:");
      e.printStackTrace(System.out);
      return false;
    }
    Files.writeString(file, text);
    System.out.printf(Locale.ROOT, "(%.0f s)%n", (System.nanoTime() - start) / 1e9);
    return true;
  }
}
