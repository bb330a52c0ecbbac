package org.unstained.benchmark;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import net.imglib2.Cursor;
import net.imglib2.view.Views;
import org.unstained.cells.Box;
import org.unstained.cells.Cells;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.image.ImageFiles;
import org.unstained.image.Planes;
import org.unstained.inference.BarePasses;
import org.unstained.inference.CellClassifier;
import org.unstained.inference.CellDetector;
import org.unstained.inference.ClassScores;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.Detection;
import org.unstained.inference.DetectionSettings;
import org.unstained.inference.DetectorFormat;
import org.unstained.inference.DetectorModel;
import org.unstained.inference.Picture;
import org.unstained.inference.Suppression;
import org.unstained.inference.SuppressionSettings;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ModelPackage;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.CellTable;
import org.unstained.workflow.Installation;

/**
 * Detection of a plane of 4096×4096 pixels and classification of 10,000 cells, with all that a user
 * waits for, against the bare forward passes of the same networks in the same JVM, batch and
 * device. The plane is a mosaic of real images where those are, else of noise. Prints seconds by
 * stage, cells a second and ratios, medians of runs in turn.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=org.unstained.benchmark.NetworkSpeedBenchmark -Dexec.args="auto 3"}: device and
 * runs; three runs on two cores take a quarter of an hour
 */
public final class NetworkSpeedBenchmark {
  private static final int SIDE = 4096;
  private static final int CROPS = 10_000;
  private static final int CELL = 22;
  private static final Path IMAGES = Path.of("../shared/data/livedead/images");

  private NetworkSpeedBenchmark() {}

  public static void main(String[] args) throws Exception {
    System.setProperty("java.awt.headless", "true");
    ComputeDevice device =
        Installation.devices().choose(args.length > 0 ? args[0] : "auto").device();
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    ImagePlus image = new ImagePlus("mosaic", mosaic());
    print("on %s", device.name());
    suppression();
    for (int batch : new int[] {1, 2, 4}) detection(image, device, batch, runs);
    for (int batch : new int[] {1, 8, 32, 128}) classification(image, device, batch, runs);
  }

  private static void suppression() {
    Random random = new Random(1);
    List<Detection> boxes = new ArrayList<>();
    for (int i = 0; i < 100_000; i++)
      boxes.add(
          Detection.of(
              new Box(
                  random.nextDouble() * 6000,
                  random.nextDouble() * 6000,
                  15 + 10 * random.nextDouble(),
                  15 + 10 * random.nextDouble()),
              ClassScores.of(List.of("cell"), random.nextFloat())));
    double[] ms = new double[9];
    for (int i = 0; i < ms.length; i++) {
      long start = System.nanoTime();
      Suppression.keep(boxes, SuppressionSettings.defaults());
      ms[i] = (System.nanoTime() - start) / 1e6;
    }
    print("suppression of 100,000 boxes: the first time %.0f ms, then %.0f ms", ms[0], median(ms));
  }

  private static void detection(ImagePlus image, ComputeDevice device, int batch, int runs)
      throws IOException {
    ModelPackage detector = Installation.models().find("livedead-detector");
    DetectionSettings settings =
        DetectionSettings.defaults()
            .withScore(detector.description().defaults().score())
            .withBatch(batch, 2);
    double[] bare = new double[runs];
    double[][] stages = new double[5][runs];
    int cells = 0;
    try (DetectorModel model =
        DetectorModel.load(
            detector.weights(), DetectorFormat.of(detector.description()), device.djl())) {
      int tiles = BarePasses.tiles(model, SIDE, settings);
      BarePasses.seconds(model, Math.min(tiles, 2 * batch), batch, settings.tile());
      for (int run = 0; run < runs; run++) {
        bare[run] = BarePasses.seconds(model, tiles, batch, settings.tile());
        long start = System.nanoTime();
        var planes = Planes.channels(image, 1, 1);
        Picture picture = Picture.of(detector.description(), planes, PixelSize.PIXELS);
        long normalised = System.nanoTime();
        List<Detection> found = CellDetector.detect(picture, model, settings, p -> {}, () -> false);
        long detected = System.nanoTime();
        List<Region> regions = regions(found.stream().map(Detection::box).toList());
        var measured = Cells.measureBoxes(regions, planes, PixelSize.PIXELS);
        List<org.unstained.cells.Cell> classified = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++)
          classified.add(measured.get(i).as(found.get(i).toClassification()));
        PlaneCells plane = new PlaneCells("mosaic", 1, 1, 1, classified);
        long made = System.nanoTime();
        CellOverlay.show(image, plane);
        long drawn = System.nanoTime();
        CellTable.of(List.of(plane));
        long end = System.nanoTime();
        long[] times = {start, normalised, detected, made, drawn, end};
        for (int s = 0; s < stages.length; s++) stages[s][run] = (times[s + 1] - times[s]) / 1e9;
        cells = found.size();
      }
      double ours = Arrays.stream(stages).mapToDouble(NetworkSpeedBenchmark::median).sum();
      print(
          "detection, batch %d, %d tiles: bare %.2f s, ours %.2f s (%.0f %% of its rate), %d cells,"
              + " %.0f cells/s; normalise %.3f, tiles and suppression %.2f, measure %.3f, overlay"
              + " %.3f, table %.3f s",
          batch,
          tiles,
          median(bare),
          ours,
          100 * median(bare) / ours,
          cells,
          cells / ours,
          median(stages[0]),
          median(stages[1]),
          median(stages[2]),
          median(stages[3]),
          median(stages[4]));
    }
  }

  private static void classification(ImagePlus image, ComputeDevice device, int batch, int runs)
      throws IOException {
    ModelPackage classifier = Installation.models().find("livedead-classifier");
    Random random = new Random(2);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < CROPS; i++)
      boxes.add(new Box(random.nextInt(SIDE - CELL), random.nextInt(SIDE - CELL), CELL, CELL));
    var planes = Planes.channels(image, 1, 1);
    var cells = Cells.measureBoxes(regions(boxes), planes, PixelSize.PIXELS);
    var settings = ClassificationSettings.defaults().withBatch(batch, 2);
    double[] bare = new double[runs];
    double[][] stages = new double[4][runs];
    try (ClassifierModel model =
        ClassifierModel.load(
            classifier.weights(), ClassifierFormat.of(classifier.description()), device.djl())) {
      BarePasses.seconds(model, 10 * batch, batch);
      for (int run = 0; run < runs; run++) {
        bare[run] = BarePasses.seconds(model, CROPS, batch);
        long start = System.nanoTime();
        Picture picture = Picture.of(classifier.description(), planes, PixelSize.PIXELS);
        long normalised = System.nanoTime();
        var classified =
            CellClassifier.classifyCells(picture, cells, model, settings, p -> {}, () -> false);
        PlaneCells plane = new PlaneCells("mosaic", 1, 1, 1, classified);
        long named = System.nanoTime();
        CellOverlay.show(image, plane);
        long drawn = System.nanoTime();
        CellTable.of(List.of(plane));
        long end = System.nanoTime();
        long[] times = {start, normalised, named, drawn, end};
        for (int s = 0; s < stages.length; s++) stages[s][run] = (times[s + 1] - times[s]) / 1e9;
      }
      double ours = Arrays.stream(stages).mapToDouble(NetworkSpeedBenchmark::median).sum();
      print(
          "classification, batch %d: bare %.2f s, ours %.2f s (%.0f %% of its rate), %.0f cells/s;"
              + " normalise %.3f, cut and classify %.2f, overlay %.3f, table %.3f s",
          batch,
          median(bare),
          ours,
          100 * median(bare) / ours,
          CROPS / ours,
          median(stages[0]),
          median(stages[1]),
          median(stages[2]),
          median(stages[3]));
    }
  }

  private static List<Region> regions(List<Box> boxes) {
    List<Region> regions = new ArrayList<>();
    for (Box box : boxes)
      regions.add(
          Region.rectangle(
              regions.size() + 1,
              (int) box.x(),
              (int) box.y(),
              (int) Math.max(1, box.width()),
              (int) Math.max(1, box.height())));
    return regions;
  }

  /** Real images side by side. */
  private static ByteProcessor mosaic() throws IOException {
    byte[] pixels = new byte[SIDE * SIDE];
    new Random(3).nextBytes(pixels);
    if (!Files.isDirectory(IMAGES)) return new ByteProcessor(SIDE, SIDE, pixels);
    List<Path> files;
    try (Stream<Path> all = Files.list(IMAGES)) {
      files = all.filter(ImageFiles::looksLikeImage).sorted().toList();
    }
    int step = 220;
    int next = 0;
    for (int y = 0; y < SIDE; y += step)
      for (int x = 0; x < SIDE; x += step) {
        ImagePlus one = ImageFiles.open(files.get(next++ % files.size()));
        boolean deep = one.getBitDepth() == 16;
        var plane = Planes.plane(one, one.getType() == ImagePlus.COLOR_RGB ? 0 : 1, 1, 1);
        Cursor<? extends net.imglib2.type.numeric.RealType<?>> cursor =
            Views.flatIterable(plane).localizingCursor();
        while (cursor.hasNext()) {
          double value = cursor.next().getRealDouble();
          int u = x + cursor.getIntPosition(0);
          int v = y + cursor.getIntPosition(1);
          if (u < SIDE && v < SIDE) pixels[v * SIDE + u] = (byte) (deep ? value / 257 : value);
        }
      }
    return new ByteProcessor(SIDE, SIDE, pixels);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static void print(String line, Object... values) {
    System.out.println(String.format(Locale.ROOT, line, values));
  }
}
