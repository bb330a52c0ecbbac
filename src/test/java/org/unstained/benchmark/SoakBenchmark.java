package org.unstained.benchmark;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.text.TextWindow;
import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.awt.event.WindowEvent;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.scijava.command.CommandInfo;
import org.unstained.app.Bridge;
import org.unstained.command.CellCommand;
import org.unstained.command.Commands;
import org.unstained.report.Axis;
import org.unstained.report.LinePlot;
import org.unstained.report.PlotFiles;
import org.unstained.report.Series;
import org.unstained.report.Series.Style;

/**
 * What ImageJ keeps after hours of work: image after image is opened, its cells are detected,
 * classified, segmented, labelled, explored and explained, and all windows are closed. Twice a
 * minute the memory is written down: Java's after collecting, that of the whole process, what of it
 * lies outside Java's heap (whose pages come and go with its garbage), threads, open files,
 * windows. In the end the last quarter is compared with the second, and the C library is asked to
 * give back what it only holds for later ({@code malloc_trim}), so that the rest is what is really
 * kept.
 *
 * <p>Needs a screen (Xvfb is one). Arguments: minutes, a folder of images of living and dead cells,
 * and where {@code soak.csv} and {@code soak.png} go.
 *
 * <p>{@code xvfb-run -a mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.SoakBenchmark -Dexec.args="60
 * ../shared/data/livedead/images target/soak"}
 */
public final class SoakBenchmark {
  private static final long SAMPLE_NS = 30_000_000_000L;

  /** Cells that are worth a look. */
  private static final int FEW = 3;

  private static final int WINDOW_MS = 1000;
  private static final int MEBIBYTE = 1 << 20;
  private static final Pattern HEAP = Pattern.compile("\\[0x([0-9a-f]+), 0x([0-9a-f]+)\\)");
  private static final Pattern MAPPING = Pattern.compile("([0-9a-f]+)-[0-9a-f]+ ");
  private static final String HEADER =
      "minute,cycles,heap_mib,process_mib,outside_heap_mib,threads,files,windows";

  /** One line of the table. */
  private record Sample(
      double minute,
      int cycles,
      double heap,
      double process,
      double outside,
      int threads,
      int files,
      int windows) {
    String line() {
      return String.format(
          Locale.ROOT,
          "%.2f,%d,%.1f,%.1f,%.1f,%d,%d,%d",
          minute,
          cycles,
          heap,
          process,
          outside,
          threads,
          files,
          windows);
    }
  }

  private final List<Path> images;
  private final Path csv;
  private final Path plot;
  private final List<Sample> samples = new ArrayList<>();
  private final long start = System.nanoTime();
  private int cycles;

  private SoakBenchmark(List<Path> images, Path target) throws IOException {
    this.images = images;
    Files.createDirectories(target);
    csv = target.resolve("soak.csv");
    plot = target.resolve("soak.png");
  }

  public static void main(String[] args) throws Exception {
    if (GraphicsEnvironment.isHeadless()) throw new IllegalStateException("This needs a screen");
    double minutes = Double.parseDouble(args[0]);
    System.setProperty("unstained.home", Files.createTempDirectory("unstained").toString());
    new ImageJ(ImageJ.STANDALONE).exitWhenQuitting(false);
    for (Class<? extends CellCommand> type : Commands.classes()) {
      String label = new CommandInfo(type).getMenuPath().getLeaf().getName();
      Menus.getCommands().put(label, Bridge.class.getName() + "(\"" + type.getName() + "\")");
    }
    try (Stream<Path> files = Files.list(Path.of(args[1]))) {
      List<Path> images =
          files.filter(f -> f.toString().matches(".*\\.(png|tif|jpg)")).sorted().toList();
      new SoakBenchmark(images, Path.of(args[2])).run(minutes);
    }
    System.exit(0);
  }

  private void run(double minutes) throws Exception {
    Files.writeString(csv, HEADER + "\n");
    long next = System.nanoTime();
    while (minutes() < minutes) {
      cycle(images.get(cycles % images.size()));
      cycles++;
      if (System.nanoTime() < next) continue;
      sample();
      next = System.nanoTime() + SAMPLE_NS;
    }
    sample();
    draw();
    verdict();
    trim();
  }

  /** What somebody does with an image, and then closes everything. */
  private void cycle(Path file) throws Exception {
    ImagePlus image = IJ.openImage(file.toString());
    image.show();
    if (cycles % 2 == 0) IJ.run(image, "Segment Cells...", "method=otsu smallest=40");
    IJ.run(
        image,
        "Detect Cells...",
        "model=livedead-detector classifier=livedead-classifier device=cpu table=true");
    if (image.getOverlay() != null && image.getOverlay().size() >= FEW) look(image);
    if (cycles % 10 == 3) window("Models...");
    closeAll();
  }

  private void look(ImagePlus image) throws InterruptedException {
    IJ.run(image, "Measure Cells...", "source=overlay");
    if (cycles % 3 == 0) window("Label Cells...");
    if (cycles % 3 == 1) IJ.run(image, "Explore Cells...", "features=measurements embedding=pca");
    if (cycles % 3 == 2)
      IJ.run(
          image, "Explain Classification...", "model=livedead-classifier method=gradcam cells=all");
  }

  /** Opens a command's window and leaves it open for a moment. */
  private static void window(String command) throws InterruptedException {
    IJ.doCommand(command);
    Thread.sleep(WINDOW_MS);
  }

  private static void closeAll() throws Exception {
    for (int id : WindowManager.getIDList() == null ? new int[0] : WindowManager.getIDList()) {
      ImagePlus image = WindowManager.getImage(id);
      image.changes = false;
      image.close();
    }
    EventQueue.invokeAndWait(
        () -> {
          for (Frame frame : WindowManager.getNonImageWindows())
            if (frame instanceof TextWindow text) text.close(false);
          for (Window window : Window.getWindows())
            if (window.isShowing() && window != IJ.getInstance()) close(window);
        });
  }

  private static void close(Window window) {
    window.dispatchEvent(new WindowEvent(window, WindowEvent.WINDOW_CLOSING));
    window.dispose();
  }

  private double minutes() {
    return (System.nanoTime() - start) / 60e9;
  }

  private void sample() throws Exception {
    for (int i = 0; i < 3; i++) {
      System.gc();
      System.runFinalization();
      Thread.sleep(100);
    }
    Runtime runtime = Runtime.getRuntime();
    Sample sample =
        new Sample(
            minutes(),
            cycles,
            (double) (runtime.totalMemory() - runtime.freeMemory()) / MEBIBYTE,
            resident(),
            outsideHeap(),
            ManagementFactory.getThreadMXBean().getThreadCount(),
            files(),
            Window.getWindows().length);
    samples.add(sample);
    Files.writeString(csv, sample.line() + "\n", StandardOpenOption.APPEND);
    System.out.println(sample.line());
  }

  /** Memory of the process in MiB, where the system tells; NaN elsewhere. */
  private static double resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return Double.NaN;
    for (String line : Files.readAllLines(status))
      if (line.startsWith("VmRSS:")) return Double.parseDouble(line.split("\\s+")[1]) / 1024;
    return Double.NaN;
  }

  /** Resident memory in MiB but for the pages of Java's heap; NaN where the system doesn't tell. */
  private static double outsideHeap() throws Exception {
    Path maps = Path.of("/proc/self/smaps");
    Matcher heap = HEAP.matcher(diagnose("gcHeapInfo"));
    if (!Files.exists(maps) || !heap.find()) return Double.NaN;
    long first = Long.parseUnsignedLong(heap.group(1), 16);
    long end = Long.parseUnsignedLong(heap.group(2), 16);
    long start = 0;
    double kibibytes = 0;
    for (String line : Files.readAllLines(maps)) {
      Matcher range = MAPPING.matcher(line);
      if (range.lookingAt()) start = Long.parseUnsignedLong(range.group(1), 16);
      else if (line.startsWith("Rss:") && (start < first || start >= end))
        kibibytes += Double.parseDouble(line.split("\\s+")[1]);
    }
    return kibibytes / 1024;
  }

  /** What Java says to a command of {@code jcmd}. */
  private static String diagnose(String command) throws Exception {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), command, null, null);
  }

  private static int files() throws IOException {
    Path open = Path.of("/proc/self/fd");
    if (!Files.exists(open)) return -1;
    try (Stream<Path> all = Files.list(open)) {
      return (int) all.count();
    }
  }

  private void draw() throws IOException {
    double[] minute = samples.stream().mapToDouble(Sample::minute).toArray();
    double[] heap = samples.stream().mapToDouble(Sample::heap).toArray();
    double[] process = samples.stream().mapToDouble(Sample::process).toArray();
    double[] outside = samples.stream().mapToDouble(Sample::outside).toArray();
    LinePlot curve =
        new LinePlot(
            "Memory over " + cycles + " images",
            Axis.fromZero("time (min)", minute),
            Axis.fromZero("memory (MiB)", process),
            Series.of("whole process", Style.LINE, minute, process),
            Series.of("outside Java's heap", Style.LINE, minute, outside),
            Series.of("Java, after collecting", Style.LINE, minute, heap));
    Files.write(plot, PlotFiles.png(curve, List.of(), 720, 320, 2));
  }

  /** The mean of the last quarter against that of the second. */
  private void verdict() {
    int quarter = samples.size() / 4;
    List<Sample> early = samples.subList(quarter, 2 * quarter);
    List<Sample> late = samples.subList(samples.size() - quarter, samples.size());
    System.out.printf(
        Locale.ROOT,
        "%d cycles; second quarter -> last quarter: heap %.1f -> %.1f MiB, process %.0f -> %.0f MiB,"
            + " outside Java's heap %.0f -> %.0f MiB, threads %.1f -> %.1f, files %.1f -> %.1f, windows %.1f -> %.1f%n",
        cycles,
        mean(early, Sample::heap),
        mean(late, Sample::heap),
        mean(early, Sample::process),
        mean(late, Sample::process),
        mean(early, Sample::outside),
        mean(late, Sample::outside),
        mean(early, Sample::threads),
        mean(late, Sample::threads),
        mean(early, Sample::files),
        mean(late, Sample::files),
        mean(early, Sample::windows),
        mean(late, Sample::windows));
  }

  /** Where Java can (17.0.9 on Linux), gives back what is free, and says what stays. */
  private static void trim() throws Exception {
    double before = outsideHeap();
    try {
      diagnose("systemTrimNativeHeap");
      System.out.printf(
          Locale.ROOT,
          "Outside Java's heap %.0f MiB, %.0f without what the C library held for later%n",
          before,
          outsideHeap());
    } catch (ReflectionException e) {
      System.out.println("This Java can't give back what the C library holds for later");
    }
  }

  private static double mean(List<Sample> samples, ToDoubleFunction<Sample> value) {
    return samples.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}
