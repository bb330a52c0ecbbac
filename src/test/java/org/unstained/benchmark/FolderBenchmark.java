package org.unstained.benchmark;

import com.sun.management.OperatingSystemMXBean;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.FolderProgress;
import org.unstained.workflow.FolderRun;
import org.unstained.workflow.ImageTask;
import org.unstained.workflow.SegmentOptions;

/**
 * Time and memory of a folder run over 100, 1,000 and 10,000 images of 512 x 512 pixels, and over
 * time series of 100 and 1,000 such frames in one file, each in a fresh JVM whose heap is too small
 * for more than a few of them: milliseconds an image, how many cores were busy, the heap in use at
 * the end after collecting, the greatest memory of the process, and the time of a second run that
 * finds all finished.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.FolderBenchmark -Dexec.args="10000"} for one number of
 * images, {@code frames=1000} for one of frames
 */
public final class FolderBenchmark {
  private static final List<String> ALL =
      List.of("100", "1000", "10000", "frames=100", "frames=1000");
  private static final String JOB = "job";
  private static final String FRAMES = "frames=";
  private static final int SIDE = 512;
  private static final int DISCS = 60;
  private static final int HEAP_MB = 96;

  private FolderBenchmark() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 3 && args[0].equals(JOB)) {
      job(Path.of(args[1]), Path.of(args[2]));
      return;
    }
    for (String what : args.length == 0 ? ALL : List.of(args)) {
      Path folder = Files.createTempDirectory("unstained-folder");
      try {
        Path in = Files.createDirectory(folder.resolve("in"));
        if (what.startsWith(FRAMES)) frames(in, Integer.parseInt(what.substring(FRAMES.length())));
        else images(in, Integer.parseInt(what));
        fork(folder);
      } finally {
        delete(folder);
      }
    }
  }

  private static void fork(Path folder) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MB + "m",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                FolderBenchmark.class.getName(),
                JOB,
                folder.resolve("in").toString(),
                folder.resolve("out").toString())
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) throw new IllegalStateException("The run ended with " + code);
  }

  private static void job(Path in, Path out) throws IOException {
    double[] seconds = new double[2];
    FolderRun.Outcome outcome = null;
    long used = 0;
    double busy = 0;
    for (int run = 0; run < 2; run++) {
      long start = System.nanoTime();
      double computed = cpuSeconds();
      outcome = FolderRun.run(plan(in, out), new Quiet(), () -> false);
      seconds[run] = (System.nanoTime() - start) / 1e9;
      if (run == 0) busy = (cpuSeconds() - computed) / seconds[0];
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      used = Math.max(used, runtime.totalMemory() - runtime.freeMemory());
    }
    if (outcome.failures() > 0) throw new IllegalStateException(outcome.text());
    int planes = planes(out);
    System.out.printf(
        "%5d images, %5d planes, heap %d MB: %7.2f s, %5.1f ms a plane, %.2f cores busy, %4.1f MB at"
            + " the end, process at most %.0f MB, again %5.2f s%n",
        outcome.images(),
        planes,
        HEAP_MB,
        seconds[0],
        1000 * seconds[0] / planes,
        busy,
        used / 1048576.0,
        peak(),
        seconds[1]);
  }

  /** Lines of the summary but for the header: one a plane. */
  private static int planes(Path out) throws IOException {
    try (Stream<String> lines = Files.lines(out.resolve("summary.csv"))) {
      return (int) lines.count() - 1;
    }
  }

  private static double cpuSeconds() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  /** Greatest memory of the process in MB, where the system tells; NaN elsewhere. */
  private static double peak() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return Double.NaN;
    for (String line : Files.readAllLines(status))
      if (line.startsWith("VmHWM:")) return Double.parseDouble(line.split("\\s+")[1]) / 1024;
    return Double.NaN;
  }

  private static FolderRun.Plan plan(Path in, Path out) {
    return FolderRun.Plan.of(
        in,
        out,
        ImageTask.segment(new SegmentOptions(0, 0, SegmentationSettings.defaults(), true)),
        Map.of());
  }

  private record Quiet() implements FolderRun.Listener {
    @Override
    public void done(FolderProgress progress, String image, int cells, double seconds) {}

    @Override
    public void failed(FolderProgress progress, String image, String reason) {
      System.err.println(image + ": " + reason);
    }
  }

  private static void images(Path folder, int count) {
    Random random = new Random(1);
    for (int i = 0; i < count; i++)
      IJ.saveAsTiff(
          new ImagePlus("x", painted(random)), folder.resolve("i%05d.tif".formatted(i)).toString());
  }

  private static void frames(Path folder, int count) {
    Random random = new Random(1);
    ImageStack stack = new ImageStack(SIDE, SIDE);
    for (int i = 0; i < count; i++) stack.addSlice(painted(random));
    ImagePlus image = new ImagePlus("frames", stack);
    image.setDimensions(1, 1, count);
    IJ.saveAsTiff(image, folder.resolve("frames.tif").toString());
  }

  /** Bright discs on noise, no two alike. */
  private static ByteProcessor painted(Random random) {
    ByteProcessor ip = new ByteProcessor(SIDE, SIDE);
    for (int p = 0; p < ip.getPixelCount(); p++) ip.set(p, 20 + random.nextInt(12));
    ip.setColor(180);
    for (int d = 0; d < DISCS; d++) ip.fillOval(random.nextInt(SIDE), random.nextInt(SIDE), 20, 20);
    return ip;
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path file : all) Files.delete(file);
  }
}
