package org.unstained.benchmark;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.unstained.report.Axis;
import org.unstained.report.LinePlot;
import org.unstained.report.PlotFiles;
import org.unstained.report.Series;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.folder.FolderProgress;
import org.unstained.workflow.folder.FolderRun;
import org.unstained.workflow.folder.ImageTask;
import org.unstained.workflow.patches.PatchOptions;
import org.unstained.workflow.patches.PatchOptions.EmptyChoice;

/**
 * Time and memory of a folder run on a plane that stays in its file, from 1 megapixel to 2.5
 * gigapixels, in a JVM of its own with a heap of 2 GB: reading, segmenting (or detecting, or
 * segmenting and classifying, or classifying in patches, with the networks that come along),
 * measuring, the table, the ROIs, the label map (of patches the maps) and the overview. The file is
 * made first and deleted afterwards; the largest takes 5 GB. Writes the plot of it beside, as
 * {@code growth.png}.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.LargePlaneBenchmark -Dexec.args="FOLDER segment 1000
 * 4000 10000 20000 50000"}; {@code detect}, {@code classify} and {@code patches} for the others
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
      job(args[1], Path.of(args[2]), Path.of(args[3]));
      return;
    }
    Path folder = Files.createDirectories(Path.of(args[0]));
    String kind = args[1];
    Path table = table(folder, kind);
    for (int i = 2; i < args.length; i++) {
      String line = measure(folder, kind, Integer.parseInt(args[i])).line();
      System.out.println(line);
      Files.writeString(table, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    plot(folder);
  }

  private static Path table(Path folder, String kind) {
    return folder.resolve("growth-" + kind + ".csv");
  }

  private static Figures measure(Path folder, String kind, int side) throws Exception {
    Path file = folder.resolve("field.tif");
    Path output = folder.resolve("out");
    try {
      // Otsu's threshold parts no cells from the ground of a picture without a stain.
      if (kind.equals("detect")) FieldFile.writeReal(file, side);
      else FieldFile.write(file, side);
      String[] parts = fork(kind, file, output).split(" ");
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

  private static String fork(String kind, Path file, Path output) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-Djava.awt.headless=true",
                "-Dunstained.largest_plane=0",
                "-cp",
                Fork.classes(),
                LargePlaneBenchmark.class.getName(),
                "job",
                kind,
                file.toString(),
                output.toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) throw new IllegalStateException(text);
    return text.lines().reduce((a, b) -> b).orElseThrow().trim();
  }

  private static ImageTask task(String kind) throws IOException {
    SegmentOptions segment = new SegmentOptions(1, 0, SegmentationSettings.defaults(), true);
    return switch (kind) {
      case "segment" -> ImageTask.segment(segment);
      case "detect" -> ImageTask.detect(DetectOptions.of("livedead-detector").inAllPlanes());
      case "classify" ->
          ImageTask.segmentAndClassify(segment, ClassifyOptions.of("livedead-classifier"));
      case "patches" ->
          ImageTask.patches(
              new PatchOptions(
                  ClassifyOptions.of("livedead-classifier"), 96, 96, EmptyChoice.CONTENT));
      default ->
          throw new IllegalArgumentException(
              "segment, detect, classify or patches, and got " + kind);
    };
  }

  private static void job(String kind, Path file, Path output) throws IOException {
    long start = System.nanoTime();
    List<String> failures = new ArrayList<>();
    FolderRun.Outcome outcome;
    try (ImageTask task = task(kind)) {
      outcome =
          FolderRun.run(
              FolderRun.Plan.of(file, output, task, Map.of()),
              new FolderRun.Listener() {
                @Override
                public void done(
                    FolderProgress progress, String image, int cells, double seconds) {}

                @Override
                public void failed(FolderProgress progress, String image, String reason) {
                  failures.add(reason);
                }
              },
              () -> false);
    }
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

  private static List<Figures> figures(Path folder, String kind) throws IOException {
    Path table = table(folder, kind);
    if (!Files.exists(table)) return List.of();
    return Files.readAllLines(table).stream()
        .map(Figures::of)
        .sorted(Comparator.comparingDouble(Figures::megapixels))
        .toList();
  }

  /** All that has been measured, each beside what it would be if each pixel took the same time. */
  private static void plot(Path folder) throws IOException {
    Map<String, String> names = new LinkedHashMap<>();
    names.put("segment", "segmented and measured");
    names.put("detect", "detected by a network");
    names.put("classify", "segmented and classified by a network");
    names.put("patches", "classified in patches by a network");
    List<List<Figures>> all = new ArrayList<>();
    for (String kind : names.keySet()) all.add(figures(folder, kind));
    List<Figures> seen = all.stream().flatMap(List::stream).toList();
    double least = seen.stream().mapToDouble(Figures::cpu).min().orElse(1);
    List<Series> series = new ArrayList<>();
    List<String> titles = List.copyOf(names.values());
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).isEmpty()) continue;
      double[] x = all.get(i).stream().mapToDouble(Figures::megapixels).toArray();
      double[] y = all.get(i).stream().mapToDouble(Figures::cpu).toArray();
      String reference = series.isEmpty() ? "the same time for each pixel" : "";
      series.add(Series.of(titles.get(i), Series.Style.LINE, x, y));
      double endX = x[x.length - 1];
      double endY = y[x.length - 1];
      double rate = endY / endX;
      double startX = Math.max(x[0], least / rate);
      series.add(Series.reference(reference, startX, rate * startX, endX, endY));
    }
    double[] x = seen.stream().mapToDouble(Figures::megapixels).toArray();
    double[] y = seen.stream().mapToDouble(Figures::cpu).toArray();
    LinePlot plot =
        new LinePlot(
            "Time for a plane that stays in its file, 2 GB of heap",
            Axis.logarithmic("megapixels", x),
            Axis.logarithmic("seconds of all cores together", y),
            series.toArray(Series[]::new));
    Files.write(folder.resolve("growth.png"), PlotFiles.png(plot, List.of(), 560, 360, 2));
  }
}
