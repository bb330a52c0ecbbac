package org.unstained.workflow;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.unstained.cells.PlaneCells;
import org.unstained.image.ImageFiles;
import org.unstained.overlay.CellRois;
import org.unstained.overlay.CellTable;
import org.unstained.overlay.OverlayPicture;

/**
 * Does the same to all images of a folder, one after the other, and writes what was found.
 *
 * <p>For each image {@code <name>-labels.tif} (where the task makes a label map), {@code
 * <name>-rois.zip}, {@code <name>-cells.csv} and {@code <name>-overlay.png} (of the plane with the
 * most cells); for the folder {@code cells.csv}, {@code summary.csv}, {@code failures.csv} and
 * {@code run.json}. One image that fails doesn't end the run. Files are written beside their place
 * and moved there: an image's files are all there or none. Files of an earlier run in the same
 * folder are replaced, anybody else's are not.
 *
 * <p>Memory doesn't grow with the number of images.
 */
public final class FolderRun {

  /**
   * @param input an image, or a folder of images
   * @param output a folder; made if it isn't there
   * @param task what is done to each image; whoever made it closes it
   * @param facts what else the run's report is to say, such as version and parameters
   */
  public record Plan(Path input, Path output, ImageTask task, Map<String, ?> facts) {}

  /** Told about each image when it is done. */
  public interface Listener {

    /** An image went well. */
    void done(int number, int of, String image, int cells, double seconds);

    /** An image failed. */
    void failed(int number, int of, String image, String reason);
  }

  /**
   * How it went.
   *
   * @param images that went well
   * @param cells in all of them
   * @param failures that didn't
   * @param pictures the overlay pictures, in the order of the images
   */
  public record Outcome(int images, long cells, int failures, List<Path> pictures) {}

  private final Plan plan;
  private final Listener listener;
  private final FolderReport report;
  private final List<Path> tables = new ArrayList<>();
  private final List<Path> pictures = new ArrayList<>();
  private Path workshop;

  private FolderRun(Plan plan, Listener listener) {
    this.plan = plan;
    this.listener = listener;
    report = new FolderReport(plan, Instant.now());
  }

  /**
   * Runs a plan to its end, or until canceled; the reports are written in either case.
   *
   * @throws IOException if there is no image, or the output folder can't be written or holds files
   *     of somebody else under our names; nothing has been written then
   */
  public static Outcome run(Plan plan, Listener listener, BooleanSupplier canceled)
      throws IOException {
    return new FolderRun(plan, listener).run(canceled);
  }

  private Outcome run(BooleanSupplier canceled) throws IOException {
    List<Path> images = FolderImages.of(plan.input());
    Map<Path, String> stems = OutputNames.stems(images);
    OutputFolder.prepare(plan.output(), stems.values());
    workshop = Files.createTempDirectory(plan.output(), ".unstained-");
    try {
      int number = 0;
      for (Path image : images) {
        if (canceled.getAsBoolean()) break;
        process(image, stems.get(image), ++number, images.size(), canceled);
      }
      report.write(workshop, tables, number < images.size());
      for (String name : OutputNames.OF_FOLDER) publish(workshop.resolve(name), name);
    } finally {
      OutputFolder.delete(workshop);
    }
    return new Outcome(report.images(), report.cells(), report.failures(), pictures);
  }

  private void process(Path file, String stem, int number, int of, BooleanSupplier canceled) {
    String name = file.getFileName().toString();
    long start = System.nanoTime();
    try {
      ImageResult result = work(file, name, stem, canceled);
      double seconds = (System.nanoTime() - start) / 1e9;
      report.done(name, result, seconds);
      listener.done(number, of, name, result.cells(), seconds);
    } catch (InvalidPathException e) {
      failed(number, of, name, OutputFolder.UNMAPPABLE);
    } catch (CancellationException e) {
      failed(number, of, name, "cancelled");
    } catch (OutOfMemoryError e) {
      failed(number, of, name, "not enough memory: start Java with a larger -Xmx");
    } catch (IOException | RuntimeException | LinkageError e) {
      failed(number, of, name, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private void failed(int number, int of, String name, String reason) {
    report.failed(name, reason);
    listener.failed(number, of, name, reason);
  }

  private ImageResult work(Path file, String name, String stem, BooleanSupplier canceled)
      throws IOException {
    ImagePlus image = ImageFiles.open(file);
    try {
      image.setTitle(name);
      ImageResult result = plan.task().run(image, canceled);
      write(image, result, stem);
      report.size(image);
      return result;
    } finally {
      image.changes = false;
      image.close();
    }
  }

  private void write(ImagePlus image, ImageResult result, String stem) throws IOException {
    List<PlaneCells> planes = result.planeCells();
    if (result.labels().isPresent())
      TiffFile.save(result.labels().get(), workshop.resolve(stem + OutputNames.LABELS));
    else Files.deleteIfExists(plan.output().resolve(stem + OutputNames.LABELS)); // another run's
    CellRois.write(workshop.resolve(stem + OutputNames.ROIS), planes, image);
    CellTable.writeCsv(workshop.resolve(stem + OutputNames.CELLS), planes);
    OverlayPicture.write(workshop.resolve(stem + OutputNames.OVERLAY), image, fullest(planes));
    for (String end : OutputNames.OF_IMAGE)
      if (Files.exists(workshop.resolve(stem + end)))
        publish(workshop.resolve(stem + end), stem + end);
    tables.add(plan.output().resolve(stem + OutputNames.CELLS));
    pictures.add(plan.output().resolve(stem + OutputNames.OVERLAY));
  }

  /** The first of those with the most cells. */
  private static PlaneCells fullest(List<PlaneCells> planes) {
    return planes.stream()
        .reduce((a, b) -> b.cells().size() > a.cells().size() ? b : a)
        .orElseThrow();
  }

  private void publish(Path made, String name) throws IOException {
    Files.move(made, plan.output().resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }
}
