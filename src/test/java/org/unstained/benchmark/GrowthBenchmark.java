package org.unstained.benchmark;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import net.imglib2.img.array.ArrayImgs;
import org.unstained.cells.Cells;
import org.unstained.cells.PixelSize;
import org.unstained.segment.Segmentation;
import org.unstained.segment.SegmentationSettings;
import org.unstained.segment.Segmenter;

/**
 * Time and memory of segmentation from 1 to 64 megapixels. Memory is the smallest heap in which a
 * fresh JVM gets through, less that of the image (2 bytes a pixel) and the label map (4), found by
 * bisection; so it holds everything that lives at the same time.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.GrowthBenchmark}
 */
public final class GrowthBenchmark {
  private static final int[] SIDES = {1024, 2048, 4096, 8192};
  private static final int IMAGE_AND_LABELS = 6;
  private static final int LEAST_HEAP_MB = 24;

  private GrowthBenchmark() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 3) {
      job(Integer.parseInt(args[0]), args[1].equals("defaults"), Integer.parseInt(args[2]));
      return;
    }
    for (String settings : List.of("same-steps", "defaults")) {
      System.out.println(settings);
      for (int side : SIDES) {
        double pixels = (double) side * side;
        String[] figures = fork(side, settings, 5, 8000).split(" ");
        double segment = Double.parseDouble(figures[1]);
        int heap = smallestHeap(side, settings);
        System.out.printf(
            "%5.0f MP  %6s cells  segment %7.1f ms (%.1f ns a pixel)  measure %7.1f ms"
                + "  heap %4d MB, %.1f bytes a pixel beyond image and label map%n",
            pixels / (1 << 20),
            figures[0],
            segment,
            1e6 * segment / pixels,
            Double.parseDouble(figures[2]),
            heap,
            heap * 1048576.0 / pixels - IMAGE_AND_LABELS);
      }
    }
  }

  private static void job(int side, boolean defaults, int runs) {
    short[] field = Fields.paint(side, Fields.cells(side));
    SegmentationSettings settings =
        defaults ? SegmentationSettings.defaults() : SpeedBenchmark.SAME_STEPS;
    double[] segment = new double[runs];
    double[] measure = new double[runs];
    int cells = 0;
    for (int run = 0; run < runs; run++) {
      var plane = ArrayImgs.unsignedShorts(field, side, side);
      long start = System.nanoTime();
      Segmentation found = Segmenter.segment(plane, null, settings, p -> {}, () -> false);
      long middle = System.nanoTime();
      cells = found.cells();
      if (runs > 1) Cells.measure(found.labels(), List.of(plane), PixelSize.PIXELS);
      segment[run] = (middle - start) / 1e6;
      measure[run] = (System.nanoTime() - middle) / 1e6;
    }
    System.out.printf(
        "%d %.3f %.3f%n", cells, SpeedBenchmark.median(segment), SpeedBenchmark.median(measure));
  }

  private static int smallestHeap(int side, String settings) throws Exception {
    int image = side * (side / 1024) * IMAGE_AND_LABELS / 1024;
    int low = image;
    int high = image + LEAST_HEAP_MB + side * (side / 1024) * 16 / 1024;
    int precision = Math.max(2, image / 24);
    while (high - low > precision) {
      int middle = (low + high) / 2;
      if (fork(side, settings, 1, middle) == null) low = middle;
      else high = middle;
    }
    return high;
  }

  /** The job's figures, or null if it ran out of memory. */
  private static String fork(int side, String settings, int runs, int heapMb) throws Exception {
    String classes =
        Path.of("target", "classes") + File.pathSeparator + Path.of("target", "test-classes");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMb + "m",
                "-XX:+UseSerialGC",
                "-cp",
                String.join(
                    File.pathSeparator,
                    classes,
                    jarOf(net.imglib2.Interval.class),
                    jarOf(ij.IJ.class)),
                GrowthBenchmark.class.getName(),
                Integer.toString(side),
                settings,
                Integer.toString(runs))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() == 0) return output.trim();
    if (output.contains("OutOfMemoryError")) return null;
    throw new IllegalStateException(output);
  }

  private static String jarOf(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
