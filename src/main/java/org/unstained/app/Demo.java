package org.unstained.app;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.unstained.workflow.FolderRun;

/** The main job on the sample images that come with the project. */
final class Demo {
  private Demo() {}

  private static final Path SAMPLES = Path.of("samples");
  static final Path RESULTS = Path.of("target", "demo");

  /**
   * @param file in the folder of samples
   * @param settings as in a macro
   */
  private record Sample(String file, String what, List<String> settings) {}

  private static final List<Sample> ALL =
      List.of(
          new Sample("fluorescence.png", "nuclei in fluorescence", List.of()),
          new Sample(
              "brightfield.png",
              "nuclei of stained cells in brightfield",
              List.of(
                  "cells=dark",
                  "method=manual",
                  "level=110",
                  "smoothing=1",
                  "smallest=60",
                  "largest=1500")),
          new Sample(
              "hyperstack.tif", "two channels, 13 slices, 0.38 um pixels", List.of("channel=1")));

  /** Segments each sample, says what was found and where to look, and returns the exit code. */
  static int run(PrintStream out, Path results) throws IOException {
    if (!Files.isDirectory(SAMPLES))
      throw new IOException(
          "The sample images aren't here. Run the demo in the project's own folder, which holds"
              + " 'samples', or give a folder of yours: batch --input DIR --output DIR --segment");
    PrintWriter lines = new PrintWriter(out, true);
    boolean failed = false;
    for (Sample sample : ALL) {
      lines.printf("%n%s (%s)%n", sample.file(), sample.what());
      String name = sample.file().substring(0, sample.file().lastIndexOf('.'));
      FolderRun.Outcome outcome =
          FolderRun.run(
              BatchCommand.plan(
                  SAMPLES.resolve(sample.file()), results.resolve(name), sample.settings()),
              new BatchCommand.Printer(lines, lines),
              () -> false);
      failed |= outcome.failures() > 0;
      for (Path picture : outcome.pictures())
        lines.println("  look at " + picture.toAbsolutePath());
    }
    lines.printf("%nTables, ROIs and label maps lie beside the pictures.%n");
    return failed ? Main.FAILED : Main.OK;
  }
}
