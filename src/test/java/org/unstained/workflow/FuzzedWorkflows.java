package org.unstained.workflow;

import ij.ImagePlus;
import ij.io.FileSaver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.unstained.segment.SegmentationSettings;

/** Front doors of this package for files that were spoilt. */
public final class FuzzedWorkflows {
  private FuzzedWorkflows() {}

  private static final FolderRun.Listener QUIET =
      new FolderRun.Listener() {
        @Override
        public void done(FolderProgress progress, String image, int cells, double seconds) {}

        @Override
        public void failed(FolderProgress progress, String image, String reason) {}
      };

  public static void predictions(Path file) throws IOException {
    PredictionTable.read(file);
  }

  public static void counts(Path file) throws IOException {
    CountTableReader.read(file);
  }

  /** The record that a run of {@link #resume} leaves, and a file for it to come upon. */
  public static byte[] record(ImagePlus image, Path home) throws IOException {
    run(image, home);
    return Files.readAllBytes(home.resolve("out/.unstained/images/a.json"));
  }

  /**
   * Runs a folder whose only image has that record, and again; both must do all that a run does.
   *
   * @param precious must be there afterwards
   */
  public static void resume(ImagePlus image, Path record, Path home, Path precious)
      throws IOException {
    run(image, home);
    Files.write(home.resolve("out/.unstained/images/a.json"), Files.readAllBytes(record));
    FolderRun.Outcome outcome = run(image, home);
    if (outcome.images() + outcome.kept() < 1 || outcome.failures() > 0)
      throw new AssertionError("the image wasn't done: " + outcome);
    for (String name : new String[] {"a-cells.csv", "a-labels.tif", "cells.csv", "summary.csv"})
      if (!Files.isRegularFile(home.resolve("out").resolve(name)))
        throw new AssertionError(name + " is missing");
    if (!Files.isRegularFile(precious)) throw new AssertionError("a file outside was deleted");
    if (Files.readAllLines(home.resolve("out/cells.csv")).size() < 2)
      throw new AssertionError("cells.csv has no rows");
  }

  private static FolderRun.Outcome run(ImagePlus image, Path home) throws IOException {
    Path input = Files.createDirectories(home.resolve("input"));
    if (!Files.exists(input.resolve("a.tif")))
      new FileSaver(image).saveAsTiff(input.resolve("a.tif").toString());
    return FolderRun.run(
        FolderRun.Plan.of(
            input,
            home.resolve("out"),
            ImageTask.segment(new SegmentOptions(0, 0, SegmentationSettings.defaults(), true)),
            Map.of("version", "1")),
        QUIET,
        () -> false);
  }
}
