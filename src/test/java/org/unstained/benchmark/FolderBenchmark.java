package org.unstained.benchmark;

import com.sun.management.OperatingSystemMXBean;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.ClassifyOptions;
import org.unstained.workflow.analysis.DetectOptions;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.folder.FolderProgress;
import org.unstained.workflow.folder.FolderRun;
import org.unstained.workflow.folder.ImageTask;

/**
 * Time and memory of a folder run over 100, 1,000 and 10,000 images of 512 x 512 pixels, and over
 * time series of 100 and 1,000 such frames in one file, segmented, and over images and frames whose
 * cells networks detect, or classify after segmentation, each in a fresh JVM whose heap is too
 * small for more than a few of them: milliseconds an image, how many cores were busy, the heap in
 * use on the way and at the end after collecting, the greatest memory of the process, and the time
 * of a second run that finds all finished.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.FolderBenchmark -Dexec.args="images=10000"} for one
 * number of images, {@code frames=1000} for one of frames; {@code detect-} or {@code classify-}
 * before it for networks; {@code -Dheap=96} for another heap in MB
 */
public final class FolderBenchmark {
  private static final List<String> ALL =
      List.of(
          "images=100",
          "images=1000",
          "images=10000",
          "frames=100",
          "frames=1000",
          "detect-images=50",
          "detect-frames=50",
          "classify-images=50",
          "classify-frames=50");
  private static final String JOB = "job";
  private static final String FRAMES = "frames";
  private static final int SIDE = 512;
  private static final int DISCS = 60;
  private static final int HEAP_MB = 96;
  private static final int SERIES_HEAP_MB = 256;

  private static final SegmentOptions SEGMENTATION =
      new SegmentOptions(0, 0, SegmentationSettings.defaults(), true);
  private static final DetectOptions DETECTION =
      new DetectOptions(
          "livedead-detector",
          "",
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          0,
          "",
          true,
          false,
          "cpu");

  private static final ClassifyOptions CLASSIFICATION =
      new ClassifyOptions("livedead-classifier", "", false, "cpu");

  private FolderBenchmark() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 4 && args[0].equals(JOB)) {
      job(Path.of(args[1]), Path.of(args[2]), args[3]);
      return;
    }
    for (String what : args.length == 0 ? ALL : List.of(args)) {
      Path folder = Files.createTempDirectory("unstained-folder");
      try {
        Path in = Files.createDirectory(folder.resolve("in"));
        int count = Integer.parseInt(what.substring(what.indexOf('=') + 1));
        if (what.contains(FRAMES)) frames(in, count);
        else images(in, count);
        fork(folder, what);
      } finally {
        delete(folder);
      }
    }
  }

  private static void fork(Path folder, String what) throws IOException, InterruptedException {
    int heap = Integer.getInteger("heap", what.startsWith("images") ? HEAP_MB : SERIES_HEAP_MB);
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap + "m",
                "-Djava.awt.headless=true",
                "-cp",
                Fork.classes(),
                FolderBenchmark.class.getName(),
                JOB,
                folder.resolve("in").toString(),
                folder.resolve("out").toString(),
                what)
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) throw new IllegalStateException("The run ended with " + code);
  }

  private static void job(Path in, Path out, String what) throws Exception {
    try (ImageTask task = task(what)) {
      job(in, out, task);
    }
  }

  private static ImageTask task(String what) throws IOException {
    if (what.startsWith("detect")) return ImageTask.detect(DETECTION);
    return what.startsWith("classify")
        ? ImageTask.segmentAndClassify(SEGMENTATION, CLASSIFICATION)
        : ImageTask.segment(SEGMENTATION);
  }

  private static void job(Path in, Path out, ImageTask task) throws IOException {
    double[] seconds = new double[2];
    FolderRun.Outcome outcome = null;
    long used = 0;
    double busy = 0;
    for (int run = 0; run < 2; run++) {
      System.gc();
      long start = System.nanoTime();
      double computed = cpuSeconds();
      outcome =
          FolderRun.run(
              FolderRun.Plan.of(in, out, task, Map.of()), new MemoryCurve(start), () -> false);
      seconds[run] = (System.nanoTime() - start) / 1e9;
      if (run == 0) busy = (cpuSeconds() - computed) / seconds[0];
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      used = Math.max(used, runtime.totalMemory() - runtime.freeMemory());
    }
    if (outcome.failures() > 0) throw new IllegalStateException(outcome.text());
    int planes = planes(out);
    System.out.printf(
        "%5d images, %5d planes, heap %d MB: %7.2f s, %5.1f ms a plane, %.2f cores busy (%.1f CPU s), %4.1f MB at"
            + " the end, process at most %.0f MB, again %5.2f s%n",
        outcome.images(),
        planes,
        Runtime.getRuntime().maxMemory() >> 20,
        seconds[0],
        1000 * seconds[0] / planes,
        busy,
        busy * seconds[0],
        used / 1048576.0,
        status("VmHWM:"),
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

  /** Of all pools, after the last collection of each, in MB. */
  private static double heap() {
    double bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans())
      if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        bytes += pool.getCollectionUsage().getUsed();
    return bytes / 1048576;
  }

  /** Memory of the process in MB, now or at most, where the system tells; NaN elsewhere. */
  private static double status(String key) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status")))
        if (line.startsWith(key)) return Double.parseDouble(line.split("\\s+")[1]) / 1024;
    } catch (IOException e) {
      // another system
    }
    return Double.NaN;
  }

  /** Says ten times in a run how much memory is in use. */
  private static final class MemoryCurve implements FolderRun.Listener {
    private final long start;
    private int said;

    MemoryCurve(long start) {
      this.start = start;
    }

    @Override
    public synchronized void working(FolderProgress progress) {
      int tenth = (int) (10 * progress.fraction());
      if (tenth <= said) return;
      said = tenth;
      System.out.printf(
          "%6.0f s %3d %%: heap after the last collection %3.0f MB, process %4.0f MB%n",
          (System.nanoTime() - start) / 1e9, 10 * tenth, heap(), status("VmRSS:"));
    }

    @Override
    public void done(FolderProgress progress, String image, int cells, double seconds) {
      working(progress);
    }

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
