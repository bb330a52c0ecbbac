package org.unstained.benchmark;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ShortProcessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.unstained.segment.SegmentationSettings;
import org.unstained.workflow.analysis.SegmentOptions;
import org.unstained.workflow.folder.FolderProgress;
import org.unstained.workflow.folder.FolderRun;
import org.unstained.workflow.folder.ImageTask;

/**
 * A folder of images, from files to results: ours against loops of ImageJ's commands, one that
 * writes the same kinds of files for each image and one that writes nothing but tables.
 */
final class FolderSpeed implements Part {
  private static final int IMAGES = 60;
  private static final int SIDE = 1024;

  @Override
  public void run(Effort effort, Consumer<String> report) throws Exception {
    int images = effort.size(IMAGES, IMAGES / 6);
    Path folder = Files.createTempDirectory("folder");
    try {
      Path in = Files.createDirectory(folder.resolve("in"));
      short[] field = Fields.paint(SIDE, Fields.cells(SIDE));
      for (int i = 0; i < images; i++)
        new FileSaver(new ImagePlus("", new ShortProcessor(SIDE, SIDE, field, null)))
            .saveAsTiff(in.resolve("field%03d.tif".formatted(i)).toString());
      Path done = folder.resolve("done");
      ours(in, done);
      report.accept(
          new Comparison(
                  "## A folder\n\n%d images of %d × %d pixels, segmented and measured"
                      .formatted(images, SIDE, SIDE),
                  1,
                  effort.turns(5))
              .with(
                  Contender.timed(
                      "ours, with label maps, ROI sets, pictures, tables and records",
                      () -> fresh(in, folder.resolve("ours"))))
              .with(Contender.timed("ours again, all finished", () -> ours(in, done)))
              .with(
                  Contender.timed(
                      "ImageJ's commands, with label maps, ROI sets, pictures and tables",
                      () -> imageJ(in, folder.resolve("theirs"), true)))
              .with(
                  Contender.timed(
                      "ImageJ's commands, with tables alone",
                      () -> imageJ(in, folder.resolve("tables"), false)))
              .run());
    } finally {
      delete(folder);
    }
  }

  private static String fresh(Path in, Path out) throws IOException {
    if (Files.exists(out)) delete(out);
    return ours(in, out);
  }

  private static String ours(Path in, Path out) throws IOException {
    FolderRun.Plan plan =
        FolderRun.Plan.of(
            in,
            out,
            ImageTask.segment(new SegmentOptions(0, 0, SegmentationSettings.defaults(), true)),
            Map.of());
    FolderRun.Outcome outcome = FolderRun.run(plan, new Quiet(), () -> false);
    if (outcome.failures() > 0) throw new IOException(outcome.text());
    return outcome.images() + " images";
  }

  private record Quiet() implements FolderRun.Listener {
    @Override
    public void done(FolderProgress progress, String image, int cells, double seconds) {}

    @Override
    public void failed(FolderProgress progress, String image, String reason) {}
  }

  private static String imageJ(Path in, Path out, boolean whole) throws IOException {
    Files.createDirectories(out);
    List<Path> files;
    try (Stream<Path> all = Files.list(in)) {
      files = all.sorted().toList();
    }
    for (Path file : files) {
      ImagePlus image = new Opener().openImage(file.toString());
      ByteProcessor mask = ImageJPipeline.segment(image.getProcessor());
      String stem = out.resolve(file.getFileName().toString()).toString();
      if (whole) {
        ImageJPipeline.Analysis found = ImageJPipeline.all(mask);
        found.table().saveAs(stem + ".csv");
        save(image, found, stem);
      } else ImageJPipeline.measure(mask).saveAs(stem + ".csv");
    }
    return files.size() + " images";
  }

  private static void save(ImagePlus image, ImageJPipeline.Analysis found, String stem)
      throws IOException {
    new FileSaver(new ImagePlus("labels", found.labels())).saveAsTiff(stem + "-labels.tif");
    FileSpeed.write(Path.of(stem + "-rois.zip"), found.rois());
    Overlay overlay = new Overlay();
    found.rois().forEach(overlay::add);
    image.setOverlay(overlay);
    new FileSaver(image.flatten()).saveAsPng(stem + "-overlay.png");
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path file : all) Files.delete(file);
  }
}
