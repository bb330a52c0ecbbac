package org.unstained.benchmark;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ImageProcessor;
import java.io.IOException;
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
 * Time and memory of a folder run over 50, 500 and 1000 images of 512 x 512 pixels, each in a fresh
 * JVM whose heap is too small for more than a few of them: seconds, milliseconds an image, the
 * memory that is in use at the end after collecting, and the time of a second run that finds all
 * finished.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.FolderBenchmark}
 */
public final class FolderBenchmark {
  private static final int[] COUNTS = {50, 500, 1000};
  private static final int SIDE = 512;
  private static final int DISCS = 60;
  private static final int HEAP_MB = 96;

  private FolderBenchmark() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 2) {
      job(Path.of(args[0]), Path.of(args[1]));
      return;
    }
    for (int count : COUNTS) {
      Path folder = Files.createTempDirectory("unstained-folder");
      try {
        paint(Files.createDirectory(folder.resolve("in")), count);
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
    for (int run = 0; run < 2; run++) {
      long start = System.nanoTime();
      outcome = FolderRun.run(plan(in, out), new Quiet(), () -> false);
      seconds[run] = (System.nanoTime() - start) / 1e9;
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      used = Math.max(used, runtime.totalMemory() - runtime.freeMemory());
    }
    if (outcome.failures() > 0) throw new IllegalStateException(outcome.text());
    System.out.printf(
        "%4d images, heap %d MB: %6.2f s, %5.1f ms an image, %4.1f MB at the end, again %5.2f s%n",
        outcome.images(),
        HEAP_MB,
        seconds[0],
        1000 * seconds[0] / outcome.images(),
        used / 1048576.0,
        seconds[1]);
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

  /** Bright discs on noise, no two images alike. */
  private static void paint(Path folder, int count) {
    Random random = new Random(1);
    for (int i = 0; i < count; i++) {
      ImagePlus image = IJ.createImage("x", "8-bit black", SIDE, SIDE, 1);
      ImageProcessor ip = image.getProcessor();
      for (int p = 0; p < ip.getPixelCount(); p++) ip.set(p, 20 + random.nextInt(12));
      ip.setColor(180);
      for (int d = 0; d < DISCS; d++)
        ip.fillOval(random.nextInt(SIDE), random.nextInt(SIDE), 20, 20);
      IJ.saveAsTiff(image, folder.resolve("i%04d.tif".formatted(i)).toString());
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path file : all) Files.delete(file);
  }
}
