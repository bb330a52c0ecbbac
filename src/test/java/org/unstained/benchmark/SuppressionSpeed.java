package org.unstained.benchmark;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.unstained.cells.Box;
import org.unstained.inference.ClassScores;
import org.unstained.inference.Detection;
import org.unstained.inference.Suppression;
import org.unstained.inference.SuppressionSettings;

/** Non-maximum suppression of boxes as large as cells, at random places. */
final class SuppressionSpeed implements Part {
  private static final int FEW = 10_000;
  private static final int MANY = 100_000;

  @Override
  public void run(Effort effort, Consumer<String> report) throws Exception {
    report.accept("## Suppression\n\n");
    compare(FEW, true, effort, report);
    if (!effort.quick()) compare(MANY, false, effort, report);
  }

  private static void compare(int count, boolean naive, Effort effort, Consumer<String> report)
      throws Exception {
    List<Detection> boxes = boxes(count);
    Path file = Files.createTempFile("boxes", ".csv");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      for (Detection one : boxes) {
        Box b = one.box();
        double right = b.x() + b.width();
        double bottom = b.y() + b.height();
        out.println(b.x() + "," + b.y() + "," + right + "," + bottom + "," + one.score());
      }
    }
    SuppressionSettings settings = SuppressionSettings.defaults();
    try (Peer torchvision = Peer.start("nms", file, settings.threshold())) {
      Comparison comparison =
          new Comparison("%,d boxes, IoU above 0.5".formatted(count), 4, effort.turns(11))
              .with(
                  Contender.timed("ours", () -> Suppression.keep(boxes, settings).size() + " kept"))
              .with(Peer.contender("torchvision", torchvision).atMost(naive ? 11 : 1));
      if (naive)
        comparison.with(
            Contender.timed(
                    "each with each", () -> naive(boxes, settings.threshold()).size() + " kept")
                .atMost(5));
      report.accept(comparison.run());
    } finally {
      Files.delete(file);
    }
  }

  private static List<Detection> naive(List<Detection> boxes, double threshold) {
    List<Detection> sorted = new ArrayList<>(boxes);
    sorted.sort(Comparator.comparingDouble(Detection::score).reversed());
    List<Detection> kept = new ArrayList<>();
    for (Detection one : sorted)
      if (kept.stream().noneMatch(other -> overlap(one.box(), other.box()) > threshold))
        kept.add(one);
    return kept;
  }

  private static double overlap(Box a, Box b) {
    double width = Math.min(a.x() + a.width(), b.x() + b.width()) - Math.max(a.x(), b.x());
    double height = Math.min(a.y() + a.height(), b.y() + b.height()) - Math.max(a.y(), b.y());
    if (width <= 0 || height <= 0) return 0;
    return width * height / (a.width() * a.height() + b.width() * b.height() - width * height);
  }

  /** As dense for any count. */
  private static List<Detection> boxes(int count) {
    Random random = new Random(1);
    double side = 6000 * Math.sqrt(count / 1e5);
    List<Detection> boxes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      float x = (float) (random.nextDouble() * side);
      float y = (float) (random.nextDouble() * side);
      float width = (float) (15 + 10 * random.nextDouble());
      float height = (float) (15 + 10 * random.nextDouble());
      boxes.add(
          Detection.of(
              new Box(x, y, width, height), ClassScores.of(List.of("cell"), random.nextFloat())));
    }
    return boxes;
  }
}
