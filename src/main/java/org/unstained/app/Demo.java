package org.unstained.app;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.unstained.command.folder.FolderPlans;
import org.unstained.models.ComputeDevices;
import org.unstained.workflow.folder.FolderRun;
import org.unstained.workflow.folder.ImageTask;

/** The main job on the sample images that come with the project. */
final class Demo {
  private Demo() {}

  private static final Path SAMPLES = Path.of("samples");
  static final Path RESULTS = Path.of("target", "demo");

  /** The models of the label-free samples. */
  private static final List<String> LIVING_OR_DEAD =
      List.of("model=livedead-detector", "classifier=livedead-classifier");

  /**
   * @param file in the folder of samples
   * @param detect whether its cells are detected and classified by networks, or segmented
   * @param settings as in a macro
   */
  private record Sample(String file, String what, boolean detect, List<String> settings) {}

  private static final List<Sample> ALL =
      List.of(
          new Sample("fluorescence.png", "nuclei in fluorescence, segmented", false, List.of()),
          new Sample(
              "livedead.png",
              "living and dead cells in brightfield without stain, detected and classified",
              true,
              List.of()),
          new Sample("livedead-frames.tif", "four frames of the same kind", true, List.of()),
          new Sample(
              "brightfield.png",
              "nuclei of stained cells in brightfield, segmented",
              false,
              List.of(
                  "cells=dark",
                  "method=manual",
                  "level=110",
                  "smoothing=1",
                  "smallest=60",
                  "largest=1500")),
          new Sample(
              "hyperstack.tif",
              "two channels, 13 slices, 0.38 um pixels, segmented",
              false,
              List.of("channel=1")));

  /** Finds the cells of each sample, says where to look, and returns the exit code. */
  static int run(PrintStream out, Path results) throws IOException {
    return run(out, results, LIVING_OR_DEAD);
  }

  /**
   * @param models options of Detect Cells for the samples without stain
   */
  static int run(PrintStream out, Path results, List<String> models) throws IOException {
    if (!Files.isDirectory(SAMPLES))
      throw new IOException(
          "The sample images aren't here. Run the demo in the project's own folder, which holds"
              + " 'samples', or give a folder of yours: batch --input DIR --output DIR --segment");
    PrintWriter lines = new PrintWriter(out, true);
    boolean failed = false;
    for (Sample sample : ALL) {
      lines.printf("%n%s (%s)%n", sample.file(), sample.what());
      try {
        failed |= run(sample, lines, results, models).failures() > 0;
      } catch (IOException e) {
        failed = true;
        lines.println("  failed: " + e.getMessage());
      }
    }
    lines.printf("%nTables, ROIs and label maps lie beside the pictures.%n");
    return failed ? Main.FAILED : Main.OK;
  }

  private static FolderRun.Outcome run(
      Sample sample, PrintWriter lines, Path results, List<String> models) throws IOException {
    Path input = SAMPLES.resolve(sample.file());
    Path output = results.resolve(sample.file().substring(0, sample.file().lastIndexOf('.')));
    FolderRun.Plan plan =
        sample.detect()
            ? FolderPlans.detect(input, output, models, ComputeDevices.AUTO)
            : FolderPlans.segment(input, output, sample.settings());
    try (ImageTask task = plan.task()) {
      if (!task.tools().isEmpty()) lines.println("  " + task.tools());
      FolderRun.Outcome outcome =
          FolderRun.run(plan.anew(true), new BatchCommand.Printer(lines, lines), () -> false);
      for (Path picture : outcome.pictures())
        lines.println("  look at " + picture.toAbsolutePath());
      return outcome;
    }
  }
}
