package org.unstained.benchmark;

import ij.ImagePlus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.unstained.cells.Box;
import org.unstained.cells.Cell;
import org.unstained.cells.Cells;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.cells.Region;
import org.unstained.image.Planes;
import org.unstained.inference.BarePasses;
import org.unstained.inference.CellClassifier;
import org.unstained.inference.CellDetector;
import org.unstained.inference.ClassificationSettings;
import org.unstained.inference.ClassifierFormat;
import org.unstained.inference.ClassifierModel;
import org.unstained.inference.Detection;
import org.unstained.inference.DetectionSettings;
import org.unstained.inference.DetectorFormat;
import org.unstained.inference.DetectorModel;
import org.unstained.inference.Picture;
import org.unstained.models.ComputeDevice;
import org.unstained.models.ModelPackage;
import org.unstained.overlay.CellOverlay;
import org.unstained.overlay.CellTable;
import org.unstained.workflow.networks.Installation;
import org.unstained.workflow.networks.NetworkModels;

/**
 * Detection and classification, with all that a user waits for (normalising, tiles, suppression,
 * measuring, overlay, table), against the bare forward passes of the same networks with the same
 * batches.
 */
final class NetworkSpeed implements Part {
  private static final int SIDE = 4096;
  private static final int CROPS = 10_000;
  private static final int CELL = 22;

  /** Turns that don't count: what Java does a few times only, it does slowly. */
  private static final int WARM_UPS = 3;

  @Override
  public void run(Effort effort, Consumer<String> report) throws Exception {
    ComputeDevice device = Installation.devices().choose("auto").device();
    int side = effort.size(SIDE, SIDE / 4);
    ImagePlus image = Mosaic.of(side);
    report.accept("## Networks\n\nOn %s. ".formatted(device.name()));
    report.accept("A ratio of 0.95 is 95 % of the bare network's rate.\n\n");
    detection(image, side, device, effort, report);
    classification(image, side, device, effort, report);
  }

  private static void detection(
      ImagePlus image, int side, ComputeDevice device, Effort effort, Consumer<String> report)
      throws IOException {
    ModelPackage detector = Installation.models().find("livedead-detector");
    DetectionSettings usual =
        DetectionSettings.defaults().withScore(detector.description().defaults().score());
    DetectionSettings settings =
        NetworkModels.batches(usual, detector.description(), device, usual.tile());
    DetectorFormat format = DetectorFormat.of(detector.description());
    try (DetectorModel model = DetectorModel.load(detector.weights(), format, device.djl())) {
      int tiles = BarePasses.tiles(model, side, settings);
      int batch = settings.batch();
      Object[] bare = {detector.weights(), format.channels(), settings.tile(), batch, tiles};
      try (Peer torch = Peer.start("torch", bare)) {
        report.accept(
            new Comparison(
                    "Detection, %d × %d pixels, %d tiles, %d at a time"
                        .formatted(side, side, tiles, batch),
                    WARM_UPS,
                    effort.turns(5))
                .with(Contender.timed("ours", () -> detect(image, detector, model, settings)))
                .with(bare(1, n -> BarePasses.run(model, tiles, batch, settings.tile(), n)))
                .with(bare(2, n -> BarePasses.run(model, tiles, batch, settings.tile(), n)))
                .with(Peer.contender("PyTorch in Python, bare passes", torch))
                .run());
      }
    }
  }

  private static String detect(
      ImagePlus image, ModelPackage detector, DetectorModel model, DetectionSettings settings)
      throws IOException {
    var planes = Planes.channels(image, 1, 1);
    Picture picture = Picture.of(detector.description(), planes, PixelSize.PIXELS);
    List<Detection> found = CellDetector.detect(picture, model, settings, p -> {}, () -> false);
    List<Region> regions = regions(found.stream().map(Detection::box).toList());
    List<Cell> measured = Cells.measureBoxes(regions, planes, PixelSize.PIXELS);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < measured.size(); i++)
      cells.add(measured.get(i).as(found.get(i).toClassification()));
    show(image, cells);
    return cells.size() + " cells";
  }

  private static void classification(
      ImagePlus image, int side, ComputeDevice device, Effort effort, Consumer<String> report)
      throws IOException {
    ModelPackage classifier = Installation.models().find("livedead-classifier");
    int count = effort.size(CROPS, CROPS / 10);
    Random random = new Random(2);
    List<Box> boxes = new ArrayList<>();
    for (int i = 0; i < count; i++)
      boxes.add(new Box(random.nextInt(side - CELL), random.nextInt(side - CELL), CELL, CELL));
    var planes = Planes.channels(image, 1, 1);
    List<Cell> cells = Cells.measureBoxes(regions(boxes), planes, PixelSize.PIXELS);
    ClassificationSettings settings =
        NetworkModels.batches(ClassificationSettings.defaults(), device.kind());
    ClassifierFormat format = ClassifierFormat.of(classifier.description());
    try (ClassifierModel model = ClassifierModel.load(classifier.weights(), format, device.djl())) {
      int batch = settings.batch();
      Object[] bare = {classifier.weights(), format.channels(), format.width(), batch, count};
      try (Peer torch = Peer.start("torch", bare)) {
        report.accept(
            new Comparison(
                    "Classification of %,d cells, %d at a time".formatted(count, batch),
                    WARM_UPS,
                    effort.turns(5))
                .with(
                    Contender.timed(
                        "ours",
                        () -> {
                          Picture picture =
                              Picture.of(classifier.description(), planes, PixelSize.PIXELS);
                          show(
                              image,
                              CellClassifier.classifyCells(
                                  picture, cells, model, settings, p -> {}, () -> false));
                          return "";
                        }))
                .with(bare(1, n -> BarePasses.run(model, count, batch, n)))
                .with(bare(2, n -> BarePasses.run(model, count, batch, n)))
                .with(Peer.contender("PyTorch in Python, bare passes", torch))
                .run());
      }
    }
  }

  private interface Passes {
    void run(int lanes) throws IOException;
  }

  /** One batch at a time, whose passes use all processors, or two in flight as ours has them. */
  private static Contender bare(int lanes, Passes passes) {
    return Contender.timed(
        "the same network, bare passes, %s".formatted(lanes == 1 ? "one at a time" : "two at once"),
        () -> {
          passes.run(lanes);
          return "";
        });
  }

  private static void show(ImagePlus image, List<Cell> cells) {
    PlaneCells plane = new PlaneCells("mosaic", 1, 1, 1, cells);
    CellOverlay.show(image, plane);
    CellTable.of(List.of(plane));
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
}
