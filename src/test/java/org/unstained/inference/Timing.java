package org.unstained.inference;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.imglib2.img.array.ArrayImgs;
import org.unstained.cells.Box;
import org.unstained.cells.PixelSize;
import org.unstained.models.CropRule;
import org.unstained.models.Preprocessing;

/**
 * A benchmark, not a test: what tiling, decoding and suppression cost beside the bare network, and
 * cells a second. Run with the class path of the tests; arguments: side of the plane (0 for
 * suppression alone), tiles' side, number of crops.
 */
public final class Timing {
  private Timing() {}

  public static void main(String[] args) throws Exception {
    int side = args.length > 0 ? Integer.parseInt(args[0]) : 2048;
    int tile = args.length > 1 ? Integer.parseInt(args[1]) : 512;
    int crops = args.length > 2 ? Integer.parseInt(args[2]) : 10_000;
    Path folder = Files.createTempDirectory("timing");
    suppression();
    if (side == 0) return;
    detection(folder, side, tile);
    if (crops > 0) classification(folder, crops);
  }

  private static void print(String line, Object... values) {
    System.out.println(String.format(Locale.ROOT, line, values));
  }

  private static void suppression() {
    Random random = new Random(1);
    for (int spread : new int[] {6000, 600, 60}) {
      List<Detection> boxes = new ArrayList<>();
      for (int i = 0; i < 100_000; i++)
        boxes.add(
            Networks.detection(
                random.nextDouble() * spread,
                random.nextDouble() * spread,
                15 + 10 * random.nextDouble(),
                15 + 10 * random.nextDouble(),
                random.nextFloat()));
      double least = Double.MAX_VALUE;
      double first = 0;
      int kept = 0;
      for (int i = 0; i < 8; i++) {
        long start = System.nanoTime();
        kept = Suppression.keep(boxes, SuppressionSettings.defaults()).size();
        double ms = (System.nanoTime() - start) / 1e6;
        if (i == 0) first = ms;
        least = Math.min(least, ms);
      }
      print(
          "suppression of 100,000 boxes on %d px: %.0f ms, the first time %.0f ms (%d kept)",
          spread, least, first, kept);
    }
  }

  private static void detection(Path folder, int side, int tile) throws Exception {
    Path weights = folder.resolve("detector.pt");
    FreshModel.write("detector", 1, 2, 1, weights);
    var plane = ArrayImgs.unsignedShorts(side, side);
    Random random = new Random(2);
    plane.forEach(v -> v.set(random.nextInt(1000)));
    var picture =
        new Picture(
            List.of(plane), Preprocessing.measure(List.of(), List.of(plane)), PixelSize.PIXELS);
    var format = DetectorFormat.ofMaps(1, List.of("a", "b"), NetworkScale.NONE);
    try (var model = DetectorModel.load(weights, format, Device.cpu())) {
      for (int batch : new int[] {1, 2, 4}) {
        // The untrained network finds peaks everywhere: far more cells than a plane has.
        var settings =
            DetectionSettings.defaults().withScore(0.009).withTiles(tile, 96).withBatch(batch, 2);
        int tiles = Tiles.of(side, side, tile, 96, format.width(), format.height()).count();
        double bare = Double.MAX_VALUE;
        double ours = Double.MAX_VALUE;
        int found = 0;
        for (int round = 0; round < 3; round++) {
          bare = Math.min(bare, bare(model.network(), tiles, batch, 1, tile));
          long start = System.nanoTime();
          found = CellDetector.detect(picture, model, settings, p -> {}, () -> false).size();
          ours = Math.min(ours, (System.nanoTime() - start) / 1e9);
        }
        print(
            "detection, batch %d: %d tiles, bare %.2f s, ours %.2f s = %.0f %%, %d cells, %.0f a"
                + " second",
            batch, tiles, bare, ours, 100 * bare / ours, found, found / ours);
      }
    }
  }

  /** The network alone, as often as the tiles need it; the best of one lane and two. */
  private static double bare(TorchScriptModel model, int count, int batch, int channels, int side)
      throws Exception {
    double least = Double.MAX_VALUE;
    for (int lanes = 1; lanes <= 2; lanes++) {
      long start = System.nanoTime();
      Lanes.run(
          (count + batch - 1) / batch,
          lanes,
          () -> {
            var runner = model.newRunner();
            float[] values = new float[batch * channels * side * side];
            return new Lanes.Lane() {
              @Override
              public int run(int i) throws java.io.IOException {
                int inBatch = Math.min(batch, count - i * batch);
                runner.run(values, inBatch, channels, side, side);
                return 0;
              }

              @Override
              public void close() {
                runner.close();
              }
            };
          },
          p -> {},
          () -> false);
      least = Math.min(least, (System.nanoTime() - start) / 1e9);
    }
    return least;
  }

  private static void classification(Path folder, int crops) throws Exception {
    Path weights = folder.resolve("small.pt");
    FreshModel.write("small", 1, 2, 1, weights);
    int side = 48;
    var format =
        new ClassifierFormat(
            1,
            List.of("a", "b"),
            ClassifierFormat.Output.AUTO,
            side,
            side,
            CropRule.STANDARD,
            NetworkScale.of(new PixelSize(0.6, 0.6, "µm")));
    var plane = ArrayImgs.unsignedShorts(4096, 4096);
    Random random = new Random(2);
    plane.forEach(v -> v.set(random.nextInt(1000)));
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < crops; i++)
      boxes.add(new Box(random.nextInt(4070), random.nextInt(4070), 24, 24));
    try (var model = ClassifierModel.load(weights, format, Device.cpu())) {
      for (double pixel : new double[] {0.6, 0.4})
        for (int batch : new int[] {1, 8, 32, 128}) {
          var picture =
              new Picture(
                  List.of(plane),
                  Preprocessing.measure(List.of(), List.of(plane)),
                  new PixelSize(pixel, pixel, "µm"));
          var settings = ClassificationSettings.defaults().withBatch(batch, 2);
          double bare = Double.MAX_VALUE;
          double ours = Double.MAX_VALUE;
          for (int round = 0; round < 3; round++) {
            bare = Math.min(bare, bare(model.network(), crops, batch, 1, side));
            long start = System.nanoTime();
            CellClassifier.classify(picture, boxes, model, settings, p -> {}, () -> false);
            ours = Math.min(ours, (System.nanoTime() - start) / 1e9);
          }
          print(
              "classification, scale %.1f, batch %d: %d crops, bare %.2f s, ours %.2f s = %.0f %%,"
                  + " %.0f cells a second",
              0.6 / pixel, batch, crops, bare, ours, 100 * bare / ours, crops / ours);
        }
    }
  }
}
