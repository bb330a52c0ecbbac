package org.unstained.benchmark;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import org.unstained.cells.Cells;
import org.unstained.cells.PixelSize;
import org.unstained.segment.Segmentation;
import org.unstained.segment.SegmentationSettings;
import org.unstained.segment.SegmentationSettings.Appearance;
import org.unstained.segment.SegmentationSettings.Split;
import org.unstained.segment.SegmentationSettings.ThresholdMethod;
import org.unstained.segment.Segmenter;

/**
 * Segmentation and measurement of a field of 2048×2048 pixels, 16 bit, with about 2,000 cells:
 * ours, and in turn with it in the same JVM ImageJ's own pipeline; then OpenCV and scikit-image
 * where this machine has them for Python. All do the same: Otsu, holes filled, opening, distance
 * watershed, measurements (OpenCV without). Prints medians, ranges and ratios.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.SpeedBenchmark}
 */
public final class SpeedBenchmark {
  private static final int SIDE = 2048;
  private static final int WARM_UP = 8;
  private static final int RUNS = 15;

  /** The steps that the peers do. */
  static final SegmentationSettings SAME_STEPS =
      new SegmentationSettings(
          Appearance.BRIGHT,
          ThresholdMethod.OTSU,
          0,
          0,
          0,
          0,
          100,
          2,
          Split.SHAPE,
          0.1,
          20,
          Double.POSITIVE_INFINITY,
          true,
          false);

  private SpeedBenchmark() {}

  /** Milliseconds of each run, for segmentation and for measuring. */
  private static final class Times {
    final double[] segment = new double[RUNS];
    final double[] measure = new double[RUNS];
    int cells;

    double total() {
      double[] total = new double[RUNS];
      for (int i = 0; i < RUNS; i++) total[i] = segment[i] + measure[i];
      return median(total);
    }

    void print(String who) {
      System.out.printf(
          "%-38s %5d cells  segment %6.1f ms (%.1f–%.1f)  measure %6.1f ms (%.1f–%.1f)%n",
          who,
          cells,
          median(segment),
          Arrays.stream(segment).min().getAsDouble(),
          Arrays.stream(segment).max().getAsDouble(),
          median(measure),
          Arrays.stream(measure).min().getAsDouble(),
          Arrays.stream(measure).max().getAsDouble());
    }
  }

  public static void main(String[] args) throws Exception {
    short[] field = Fields.paint(SIDE, Fields.cells(SIDE));
    int threads = Runtime.getRuntime().availableProcessors();
    System.out.printf(
        "Java %s, %d processors, %d runs after %d%n",
        System.getProperty("java.version"), threads, RUNS, WARM_UP);

    Times same = new Times();
    Times one = new Times();
    Times defaults = new Times();
    Times imageJ = new Times();
    ForkJoinPool single = new ForkJoinPool(1);
    ForkJoinPool all = new ForkJoinPool(threads);
    for (int run = -WARM_UP; run < RUNS; run++) {
      int at = run;
      all.submit(() -> ours(field, SAME_STEPS, at, same)).get();
      single.submit(() -> ours(field, SAME_STEPS, at, one)).get();
      all.submit(() -> ours(field, SegmentationSettings.defaults(), at, defaults)).get();
      imageJ(field, at, imageJ);
    }
    single.shutdown();
    all.shutdown();
    same.print("ours, same steps, all threads");
    one.print("ours, same steps, one thread");
    defaults.print("ours, defaults (local threshold)");
    imageJ.print("ImageJ 1.54p");
    double ours = same.total();
    System.out.printf("ImageJ / ours (segment + measure): %.1f%n", imageJ.total() / ours);
    System.out.printf("ImageJ / ours with defaults: %.1f%n", imageJ.total() / defaults.total());
    System.out.printf("one thread / %d threads: %.2f%n", threads, one.total() / ours);
    python("opencv", "cv2", field, ours);
    python("skimage", "skimage", field, ours);
  }

  private static void ours(short[] field, SegmentationSettings settings, int run, Times times) {
    ArrayImg<UnsignedShortType, ShortArray> plane = ArrayImgs.unsignedShorts(field, SIDE, SIDE);
    long start = System.nanoTime();
    Segmentation found = Segmenter.segment(plane, null, settings, p -> {}, () -> false);
    long middle = System.nanoTime();
    times.cells = Cells.measure(found.labels(), List.of(plane), PixelSize.PIXELS).size();
    long end = System.nanoTime();
    if (run < 0) return;
    times.segment[run] = (middle - start) / 1e6;
    times.measure[run] = (end - middle) / 1e6;
  }

  private static void imageJ(short[] field, int run, Times times) {
    ShortProcessor plane = new ShortProcessor(SIDE, SIDE, field, null);
    long start = System.nanoTime();
    ByteProcessor mask = ImageJPipeline.segment(plane);
    long middle = System.nanoTime();
    times.cells = ImageJPipeline.measure(mask).size();
    long end = System.nanoTime();
    if (run < 0) return;
    times.segment[run] = (middle - start) / 1e6;
    times.measure[run] = (end - middle) / 1e6;
  }

  /** Runs a peer in Python; its lines hold {@code segment_s} and perhaps {@code measure_s}. */
  private static void python(String peer, String module, short[] field, double ours)
      throws IOException, InterruptedException {
    String python =
        File.separatorChar == '/' && new File("/usr/bin/python3").exists()
            ? "/usr/bin/python3"
            : "python3";
    try {
      if (new ProcessBuilder(python, "-c", "import " + module)
              .redirectErrorStream(true)
              .start()
              .waitFor()
          != 0) {
        System.out.printf("%s: skipped, this Python has no %s%n", peer, module);
        return;
      }
    } catch (IOException e) {
      System.out.printf("%s: skipped, there is no Python%n", peer);
      return;
    }
    Path folder = Files.createTempDirectory("unstained-benchmark");
    Path image = folder.resolve("field.tif");
    new FileSaver(new ImagePlus("field", new ShortProcessor(SIDE, SIDE, field, null)))
        .saveAsTiff(image.toString());
    Path script = folder.resolve(peer + ".py");
    try (InputStream in = SpeedBenchmark.class.getResourceAsStream("/benchmark/" + peer + ".py")) {
      Files.copy(in, script);
    }
    Process process =
        new ProcessBuilder(python, script.toString(), image.toString(), Integer.toString(RUNS))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor(10, TimeUnit.MINUTES);
    double segment = median(figures(output, "segment_s"));
    double measure = median(figures(output, "measure_s"));
    System.out.printf(
        "%-38s %s cells  segment %6.1f ms  measure %6.1f ms%n%s / ours (ours with measuring): %.1f%n",
        peer,
        figures(output, "objects").length == 0 ? "?" : (int) figures(output, "objects")[0],
        1000 * segment,
        1000 * measure,
        peer,
        1000 * (segment + (Double.isNaN(measure) ? 0 : measure)) / ours);
    for (Path file : List.of(image, script, folder)) Files.delete(file);
  }

  private static double[] figures(String output, String name) {
    Matcher matcher = Pattern.compile(name + " ([0-9.]+)").matcher(output);
    return matcher.results().mapToDouble(m -> Double.parseDouble(m.group(1))).toArray();
  }

  static double median(double[] values) {
    if (values.length == 0) return Double.NaN;
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
