package org.unstained.workflow;

import com.google.gson.GsonBuilder;
import ij.ImagePlus;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.unstained.cells.PixelSize;
import org.unstained.cells.PlaneCells;
import org.unstained.image.Planes;
import org.unstained.workflow.SegmentWorkflow.PlaneResult;

/**
 * What a folder run says about itself: {@code cells.csv}, {@code summary.csv} (a row for each
 * plane), {@code failures.csv} (image, reason) and {@code run.json}.
 */
final class FolderReport {

  private static final List<String> SUMMARY_COLUMNS =
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
          "area_mean_um2",
          "image_seconds");

  private final FolderRun.Plan plan;
  private final Instant started;
  private final List<List<Object>> summary = new ArrayList<>();
  private final List<List<String>> failures = new ArrayList<>();
  private final Map<String, Double> seconds = new LinkedHashMap<>();
  private long cells;
  private int width;
  private int height;
  private PixelSize pixel;

  FolderReport(FolderRun.Plan plan, Instant started) {
    this.plan = plan;
    this.started = started;
  }

  int images() {
    return seconds.size();
  }

  long cells() {
    return cells;
  }

  int failures() {
    return failures.size();
  }

  /** Keeps the size of the image that is reported next. */
  void size(ImagePlus image) {
    width = image.getWidth();
    height = image.getHeight();
    pixel = Planes.pixelSize(image);
  }

  void done(String image, ImageResult result, double took) {
    seconds.put(image, rounded(took));
    cells += result.cells();
    for (PlaneResult plane : result.planes()) summary.add(row(image, plane, took));
  }

  void failed(String image, String reason) {
    failures.add(List.of(image, reason));
  }

  private List<Object> row(String image, PlaneResult result, double took) {
    PlaneCells plane = result.cells();
    int n = plane.cells().size();
    double area = plane.cells().stream().mapToDouble(cell -> cell.outline().area()).sum();
    boolean micrometres = pixel.columnUnit().equals("um");
    List<Object> row = new ArrayList<>();
    row.addAll(List.of(image, plane.frame(), plane.slice(), plane.channel(), width, height, n));
    row.add(Double.isNaN(result.threshold()) ? "" : text(result.threshold()));
    row.add(text(area));
    row.add(n == 0 ? "" : text(area / n));
    row.add(micrometres ? text(area * pixel.area()) : "");
    row.add(micrometres && n > 0 ? text(area * pixel.area() / n) : "");
    row.add(text(rounded(took)));
    return row;
  }

  /** Writes all four into a folder. */
  void write(Path folder, List<Path> tables, boolean canceled) throws IOException {
    CsvMerge.merge(tables, folder.resolve(OutputNames.ALL_CELLS));
    csv(folder.resolve(OutputNames.SUMMARY), SUMMARY_COLUMNS, summary);
    csv(folder.resolve(OutputNames.FAILURES), List.of("image", "reason"), failures);
    Files.writeString(
        folder.resolve(OutputNames.RUN),
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(run(canceled))
            + "\n");
  }

  private Map<String, Object> run(boolean canceled) {
    Instant finished = Instant.now();
    Map<String, Object> run = new LinkedHashMap<>(plan.facts());
    run.put("input", plan.input().toAbsolutePath().normalize().toString());
    run.put("output", plan.output().toAbsolutePath().normalize().toString());
    run.putAll(plan.task().facts());
    run.put("started", started.toString());
    run.put("finished", finished.toString());
    run.put("seconds", rounded(Duration.between(started, finished).toNanos() / 1e9));
    run.put("images", images());
    run.put("failures", failures());
    run.put("cells", cells);
    run.put("cancelled", canceled);
    run.put("image_seconds", seconds);
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

  private static void csv(Path file, List<String> columns, List<? extends List<?>> rows)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file);
        CSVPrinter printer = new CSVPrinter(out, CsvMerge.FORMAT)) {
      printer.printRecord(columns);
      for (List<?> row : rows) printer.printRecord(row);
    }
  }

  /** Whole numbers without a decimal point. */
  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** To milliseconds. */
  private static double rounded(double value) {
    return Math.rint(value * 1000) / 1000;
  }
}
