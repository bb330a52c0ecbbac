package org.unstained.benchmark;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.unstained.report.Axis;
import org.unstained.report.LinePlot;
import org.unstained.report.PlotFiles;
import org.unstained.report.Series;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.FolderProgress;
import org.unstained.workflow.FolderRun;
import org.unstained.workflow.ImageTask;
import org.unstained.workflow.SegmentOptions;

/**
 * Time and memory of a folder run on a plane that stays in its file, from 1 megapixel to 2.5
 * gigapixels, in a JVM of its own with a heap of 2 GB: reading, segmenting, measuring, the table,
 * the label map and the overview. The file is made first and deleted afterwards; the largest takes
 * 5 GB. Writes the plot of it beside, as {@code growth.png}.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.LargePlaneBenchmark -Dexec.args="FOLDER 1000 4000 10000
 * 20000 50000"}
 */
public final class LargePlaneBenchmark {
  private static final String HEAP = "-Xmx2g";

  private LargePlaneBenchmark() {}

  /**
   * @param seconds by the clock
   * @param cpu seconds of all threads together
   * @param heapMb the most in use, garbage included
   * @param processMb the most that the process had
   */
  private record Figures(
      double megapixels, int cells, double seconds, double cpu, double heapMb, double processMb) {

    String line() {
      return "%.0f,%d,%.1f,%.1f,%.0f,%.0f"
          .formatted(megapixels, cells, seconds, cpu, heapMb, processMb);
    }

    static Figures of(String line) {
      double[] n = Stream.of(line.split(",")).mapToDouble(Double::parseDouble).toArray();
      return new Figures(n[0], (int) n[1], n[2], n[3], n[4], n[5]);
    }
  }

  public static void main(String[] args) throws Exception {
    if (args[0].equals("job")) {
      job(Path.of(args[1]), Path.of(args[2]));
      return;
    }
    Path folder = Files.createDirectories(Path.of(args[0]));
    Path table = folder.resolve("growth.csv");
    for (int i = 1; i < args.length; i++) {
      String line = measure(folder, Integer.parseInt(args[i])).line();
      System.out.println(line);
      Files.writeString(table, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    plot(
        Files.readAllLines(table).stream()
            .map(Figures::of)
            .sorted(Comparator.comparingDouble(Figures::megapixels))
            .toList(),
        folder.resolve("growth.png"));
  }

  private static Figures measure(Path folder, int side) throws Exception {
    Path file = folder.resolve("field.tif");
    Path output = folder.resolve("out");
    try {
      FieldFile.write(file, side);
      String[] parts = fork(file, output).split(" ");
      return new Figures(
          (double) side * side / 1e6,
          Integer.parseInt(parts[0]),
          Double.parseDouble(parts[1]),
          Double.parseDouble(parts[2]),
          Double.parseDouble(parts[3]),
          Double.parseDouble(parts[4]));
    } finally {
      Files.deleteIfExists(file);
      delete(output);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator)
        Files.delete(each);
    }
  }

  private static String fork(Path file, Path output) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-Djava.awt.headless=true",
                "-Dunstained.largest_plane=0",
                "-cp",
                System.getProperty("java.class.path") + File.pathSeparator + classes(),
                LargePlaneBenchmark.class.getName(),
                "job",
                file.toString(),
                output.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new IllegalStateException(text);
    return text.lines().reduce((a, b) -> b).orElseThrow().trim();
  }

  /** The class path that Maven gives a program isn't that of the JVM. */
  private static String classes() {
    if (LargePlaneBenchmark.class.getClassLoader() instanceof java.net.URLClassLoader urls)
      return String.join(
          File.pathSeparator,
          Stream.of(urls.getURLs()).map(url -> new File(url.getPath()).toString()).toList());
    return "";
  }

  private static void job(Path file, Path output) throws IOException {
    long start = System.nanoTime();
    SegmentOptions options = new SegmentOptions(1, 0, SegmentationSettings.defaults(), true);
    List<String> failures = new ArrayList<>();
    FolderRun.Outcome outcome =
        FolderRun.run(
            FolderRun.Plan.of(file, output, ImageTask.segment(options), Map.of()),
            new FolderRun.Listener() {
              @Override
              public void done(FolderProgress progress, String image, int cells, double seconds) {}

              @Override
              public void failed(FolderProgress progress, String image, String reason) {
                failures.add(reason);
              }
            },
            () -> false);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!failures.isEmpty()) throw new IOException(failures.get(0));
    System.out.printf(
        "%d %.3f %.3f %.0f %.0f%n",
        outcome.cells(), seconds, cpu(), heapPeak() / 1048576.0, rssPeak() / 1024);
  }

  /** Seconds that all threads worked: what others do on the machine doesn't count. */
  private static double cpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime() / 1e9
        : Double.NaN;
  }

  /** The most that was ever in use at once, garbage included; at most the heap. */
  private static double heapPeak() {
    double sum = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans())
      if (pool.getType() == MemoryType.HEAP) sum += pool.getPeakUsage().getUsed();
    return Math.min(sum, Runtime.getRuntime().maxMemory());
  }

  /** The most memory the process had, in kB, where the system says it; NaN elsewhere. */
  private static double rssPeak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return Double.NaN;
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(Double.NaN);
  }

  private static void plot(List<Figures> all, Path png) throws IOException {
    double[] x = all.stream().mapToDouble(Figures::megapixels).toArray();
    double[] y = all.stream().mapToDouble(Figures::cpu).toArray();
    int last = x.length - 1;
    double rate = y[last] / x[last];
    LinePlot plot =
        new LinePlot(
            "Time for a plane that stays in its file, 2 GB of heap",
            Axis.logarithmic("megapixels", x),
            Axis.logarithmic("seconds of all cores together", rate * x[0], y[last]),
            Series.of("segmented, measured, label map written", Series.Style.LINE, x, y),
            Series.reference("the same time for each pixel", x[0], rate * x[0], x[last], y[last]));
    Files.write(png, PlotFiles.png(plot, List.of(), 560, 360, 2));
  }
}
