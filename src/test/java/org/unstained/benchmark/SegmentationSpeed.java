package org.unstained.benchmark;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Consumer;
import net.imglib2.img.array.ArrayImgs;
import org.unstained.cells.Cells;
import org.unstained.cells.PixelSize;
import org.unstained.segment.Segmentation;
import org.unstained.segment.SegmentationSettings;
import org.unstained.segment.Segmenter;

/**
 * Segmentation and measurement of a field of 16-bit pixels. All do the same: Otsu, holes filled,
 * opening, watershed of the distance; area, perimeter, shape, mean and box.
 */
final class SegmentationSpeed implements Part {
  private static final int SIDE = 2048;

  @Override
  public void run(Effort effort, Consumer<String> report) throws Exception {
    int side = effort.size(SIDE, SIDE / 2);
    short[] field = Fields.paint(side, Fields.cells(side));
    Path image = Files.createTempFile("field", ".tif");
    new FileSaver(new ImagePlus("field", new ShortProcessor(side, side, field, null)))
        .saveAsTiff(image.toString());
    ForkJoinPool single = new ForkJoinPool(1);
    try (Peer opencv = Peer.start("opencv", image);
        Peer skimage = Peer.start("skimage", image)) {
      Callable<?> same = () -> ours(field, side, SpeedBenchmark.SAME_STEPS);
      Callable<?> defaults = () -> ours(field, side, SegmentationSettings.defaults());
      report.accept(
          new Comparison(
                  "## Segmentation and measurement\n\nA field of %d × %d pixels of 16 bits, the same steps"
                      .formatted(side, side),
                  6,
                  effort.turns(15))
              .with(Contender.timed("ours", same))
              .with(
                  Contender.timed(
                      "ours, on one core", () -> single.submit(() -> same.call()).get()))
              .with(Contender.timed("ours, with our own defaults", defaults))
              .with(Contender.timed("ImageJ's commands", () -> imageJ(field, side)))
              .with(Peer.contender("OpenCV", opencv))
              .with(Peer.contender("scikit-image", skimage).atMost(5))
              .run());
    } finally {
      single.shutdown();
      Files.delete(image);
    }
  }

  private static String ours(short[] field, int side, SegmentationSettings settings) {
    var plane = ArrayImgs.unsignedShorts(field, side, side);
    Segmentation found = Segmenter.segment(plane, null, settings, p -> {}, () -> false);
    return Cells.measure(found.labels(), List.of(plane), PixelSize.PIXELS).size() + " cells";
  }

  private static String imageJ(short[] field, int side) {
    ByteProcessor mask = ImageJPipeline.segment(new ShortProcessor(side, side, field, null));
    return ImageJPipeline.measure(mask).size() + " cells";
  }
}
