package org.unstained.workflow.folder;

import com.google.gson.GsonBuilder;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVPrinter;
import org.unstained.workflow.files.CsvMerge;
import org.unstained.workflow.files.OutputNames;

/**
 * What a folder run says about itself: {@code cells.csv}, {@code summary.csv} (a row for each
 * plane), {@code failures.csv} (image, reason) and {@code run.json}. The tables hold the same
 * whether all images were worked on by this run or some by an earlier one.
 */
final class FolderReport {

  static final List<String> SUMMARY_COLUMNS =
      List.of(
          "image",
          "frame",
          "slice",
          "channel",
          "width_px",
          "height_px",
          "cells",
          "threshold",
          "area_sum_px2",
          "area_mean_px2",
          "area_sum_um2",
          "area_mean_um2");

  private final FolderRun.Plan plan;
  private final Instant started = Instant.now();
  private final Map<Integer, FolderImage> finished = new TreeMap<>();
  private final Map<Integer, List<String>> failures = new TreeMap<>();
  private final Map<Integer, Double> seconds = new TreeMap<>();
  private long cells;
  private int kept;

  FolderReport(FolderRun.Plan plan) {
    this.plan = plan;
  }

  int images() {
    return finished.size();
  }

  synchronized int kept() {
    return kept;
  }

  long cells() {
    return cells;
  }

  int failures() {
    return failures.size();
  }

  synchronized int settled() {
    return finished.size() + failures.size();
  }

  /**
   * @param place of the image among all
   */
  synchronized void done(int place, FolderImage image, ImageRecord record) {
    finished.put(place, image);
    seconds.put(place, record.seconds());
    cells += record.cells();
  }

  /** As {@link #done}, by an earlier run. */
  synchronized void kept(int place, FolderImage image, ImageRecord record) {
    done(place, image, record);
    kept++;
  }

  synchronized void failed(int place, FolderImage image, String reason) {
    failures.put(place, List.of(image.name(), reason));
  }

  /** The overlay pictures, in the order of the images. */
  List<Path> pictures() {
    return results(OutputNames.OVERLAY);
  }

  private List<Path> results(String end) {
    return finished.values().stream()
        .map(image -> plan.output().resolve(image.stem() + end))
        .toList();
  }

  /** Writes all four into a folder. */
  void write(Path folder, FolderRecords records, boolean canceled) throws IOException {
    CsvMerge.merge(results(OutputNames.CELLS), folder.resolve(OutputNames.ALL_CELLS));
    try (CSVPrinter rows = csv(folder.resolve(OutputNames.SUMMARY), SUMMARY_COLUMNS)) {
      for (FolderImage image : finished.values()) {
        Optional<ImageRecord> record = records.find(image);
        if (record.isPresent()) rows.printRecords(record.get().summary());
      }
    }
    try (CSVPrinter rows = csv(folder.resolve(OutputNames.FAILURES), List.of("image", "reason"))) {
      rows.printRecords(failures.values());
    }
    Files.writeString(
        folder.resolve(OutputNames.RUN),
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(run(canceled))
            + "\n");
  }

  private Map<String, Object> run(boolean canceled) {
    Instant end = Instant.now();
    Map<String, Object> run = new LinkedHashMap<>(plan.facts());
    run.put("input", plan.input().toAbsolutePath().normalize().toString());
    run.put("output", plan.output().toAbsolutePath().normalize().toString());
    run.put("pattern", plan.choice().pattern());
    run.put("recursive", plan.choice().recursive());
    run.put("series", plan.choice().series().toString());
    run.put("slices", plan.choice().slices().toString());
    run.put("frames", plan.choice().frames().toString());
    run.put("crops", plan.crops().facts());
    run.putAll(plan.task().facts());
    run.put("started", started.toString());
    run.put("finished", end.toString());
    run.put("seconds", rounded(Duration.between(started, end).toNanos() / 1e9));
    run.put("images", images());
    run.put("finished_before", kept);
    run.put("failures", failures());
    run.put("cells", cells);
    run.put("cancelled", canceled);
    Map<String, Double> times = new LinkedHashMap<>();
    seconds.forEach((place, took) -> times.put(finished.get(place).name(), took));
    run.put("image_seconds", times);
    run.put("java", System.getProperty("java.version"));
    run.put(
        "system",
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    run.put("processors", Runtime.getRuntime().availableProcessors());
    run.put("memory_mb", Runtime.getRuntime().maxMemory() >> 20);
    return run;
  }

  private static CSVPrinter csv(Path file, List<String> columns) throws IOException {
    BufferedWriter out = Files.newBufferedWriter(file);
    CSVPrinter printer = new CSVPrinter(out, CsvMerge.FORMAT);
    printer.printRecord(columns);
    return printer;
  }

  /** To milliseconds. */
  private static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }
}
