package org.unstained.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.unstained.image.LabelPlanes;
import org.unstained.workflow.SegmentWorkflow.PlaneResult;

/**
 * Does the same to all images of a folder, and writes what was found.
 *
 * <p>For each image {@code <name>-labels.tif} (where the task makes a label map), {@code
 * <name>-rois.zip}, {@code <name>-cells.csv}, {@code <name>-overlay.png} (of the plane with the
 * most cells) and, if they are wanted, the crops of its cells, in the same subfolder in which the
 * image lies; for the folder {@code cells.csv}, {@code summary.csv}, {@code failures.csv} and
 * {@code run.json}. One image that fails doesn't end the run. Files are written beside their place
 * and moved there. Files of an earlier run in the same folder are replaced, anybody else's are not.
 *
 * <p>A run goes on where an earlier one into the same folder was cut off: an image is finished if
 * its {@link ImageRecord} is there, was made with the same parameters, models (by checksum) and
 * version, and its file has the same content and all its results are there in full length. What is
 * not is done anew. The tables are then the same, byte for byte, as those of a run that was never
 * cut off.
 *
 * <p>While an image is worked on, the next is read and the results of the one before are written;
 * so at most three images are in memory, whatever their number. One that might not fit beside the
 * others waits until it is alone.
 */
public final class FolderRun {

  /**
   * @param input an image, or a folder of images
   * @param output a folder; made if it isn't there
   * @param choice what of the input is worked on
   * @param task what is done to each image; whoever made it closes it
   * @param crops what else is written of each image
   * @param again whether finished images are done anew
   * @param facts what else the run's report is to say, such as version and parameters; results are
   *     taken to depend on all of them
   */
  public record Plan(
      Path input,
      Path output,
      FolderChoice choice,
      ImageTask task,
      CropOutput crops,
      boolean again,
      Map<String, ?> facts) {

    /** All images of a folder, without crops, going on with what an earlier run has finished. */
    public static Plan of(Path input, Path output, ImageTask task, Map<String, ?> facts) {
      return new Plan(
          input, output, FolderChoice.standard(), task, CropOutput.none(), false, facts);
    }

    public Plan withChoice(FolderChoice other) {
      return new Plan(input, output, other, task, crops, again, facts);
    }

    public Plan withCrops(CropOutput other) {
      return new Plan(input, output, choice, task, other, again, facts);
    }

    public Plan anew(boolean all) {
      return new Plan(input, output, choice, task, crops, all, facts);
    }

    /** All that results depend on but the content of the images. */
    Map<String, Object> depends() {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("facts", facts);
      all.put("slices", choice.slices().toString());
      all.put("frames", choice.frames().toString());
      all.put("crops", crops.facts());
      all.put("task", task.identity());
      return all;
    }
  }

  /** Told how the run goes, by the thread that runs it but for {@link #working}. */
  public interface Listener {

    /** An image is worked on; told often, maybe on other threads. */
    default void working(FolderProgress progress) {}

    /** An image went well. */
    void done(FolderProgress progress, String image, int cells, double seconds);

    /** An image had been finished by an earlier run. */
    default void kept(FolderProgress progress, String image, int cells) {}

    /** An image failed. */
    void failed(FolderProgress progress, String image, String reason);
  }

  /**
   * How it went.
   *
   * @param images that went well
   * @param kept how many of them had been finished by an earlier run
   * @param cells in all of them
   * @param failures that didn't
   * @param canceled whether images are left
   * @param pictures the overlay pictures, in the order of the images
   */
  public record Outcome(
      int images, int kept, long cells, int failures, boolean canceled, List<Path> pictures) {

    /** Such as "198 images (120 of an earlier run), 5310 cells, 2 failures". */
    public String text() {
      return "%s%d %s%s, %d cells, %d %s"
          .formatted(
              canceled ? "Cancelled after " : "",
              images,
              images == 1 ? "image" : "images",
              kept == 0 ? "" : " (%d finished before)".formatted(kept),
              cells,
              failures,
              failures == 1 ? "failure" : "failures");
    }
  }

  /** The results of an image that are being written. */
  private record Writing(
      OpenedImage opened, ImageResult result, double seconds, Future<ImageRecord> record) {}

  private final Plan plan;
  private final Listener listener;
  private final BooleanSupplier canceled;
  private final List<FolderImage> images;
  private final Map<FolderImage, Integer> places = new HashMap<>();
  private final FolderReport report;
  private final FolderRecords records;
  private final ImageOutput output;
  private final ReadAhead reader = new ReadAhead();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "Unstained writer"));
  private final long start = System.nanoTime();
  private Writing writing;
  private int looked;

  private FolderRun(
      Plan plan,
      Listener listener,
      BooleanSupplier canceled,
      List<FolderImage> images,
      FolderRecords records) {
    this.plan = plan;
    this.listener = listener;
    this.canceled = canceled;
    this.images = images;
    for (FolderImage image : images) places.put(image, places.size());
    this.records = records;
    report = new FolderReport(plan);
    output = new ImageOutput(plan.crops(), records);
  }

  /**
   * Runs a plan to its end, or until canceled; the reports are written in either case. A canceled
   * run leaves what is finished, and a later one goes on with it.
   *
   * @throws IOException if there is no image, or the output folder can't be written, holds files of
   *     somebody else under our names, or is written into by another run; nothing has been written
   *     then
   */
  public static Outcome run(Plan plan, Listener listener, BooleanSupplier canceled)
      throws IOException {
    List<FolderImage> images = FolderImages.of(plan.input(), plan.output(), plan.choice());
    OutputFolder.prepare(plan.output(), images.stream().map(FolderImage::stem).toList());
    try (FolderRecords records = FolderRecords.open(plan.output(), plan.depends())) {
      return new FolderRun(plan, listener, canceled, images, records).run();
    }
  }

  private Outcome run() throws IOException {
    boolean stopped = false;
    try (reader) {
      FolderImage image = nextUnfinished();
      while (image != null && !stopped) {
        stopped = canceled.getAsBoolean();
        if (stopped) break;
        FolderImage next = nextUnfinished();
        stopped = !process(image, next);
        image = next;
      }
    } finally {
      settle();
      writer.shutdown();
    }
    while (nextUnfinished() != null) {} // those of an earlier run belong into the tables
    report.write(records.workshop(), records, stopped);
    for (String name : OutputNames.OF_FOLDER)
      Files.move(
          records.workshop().resolve(name),
          plan.output().resolve(name),
          StandardCopyOption.REPLACE_EXISTING);
    return new Outcome(
        report.images(),
        report.kept(),
        report.cells(),
        report.failures(),
        stopped,
        report.pictures());
  }

  /** Null if there is none. */
  private FolderImage nextUnfinished() {
    for (; looked < images.size(); looked++) {
      FolderImage image = images.get(looked);
      Optional<ImageRecord> record = finished(image);
      if (record.isEmpty()) return images.get(looked++);
      report.kept(looked, image, record.get());
      listener.kept(progress(0), image.name(), record.get().cells());
    }
    return null;
  }

  private Optional<ImageRecord> finished(FolderImage image) {
    try {
      return plan.again() ? Optional.empty() : records.finished(image);
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // it can't be read, which will be said when it is opened
    }
  }

  /** False if canceled. */
  private boolean process(FolderImage image, FolderImage next) {
    OpenedImage opened;
    try {
      opened = reader.take(image, this::settle, canceled);
    } catch (CancellationException e) {
      return false;
    } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
      failed(image, e);
      return true;
    }
    if (opened.staysInFile()) return processLarge(image);
    if (next != null) reader.start(next, opened.image());
    long begun = System.nanoTime();
    try {
      ImageResult result = work(opened);
      double seconds = opened.seconds() + (System.nanoTime() - begun) / 1e9;
      settle();
      writing =
          new Writing(
              opened, result, seconds, writer.submit(() -> output.write(opened, result, seconds)));
      return true;
    } catch (CancellationException e) {
      opened.close();
      return false;
    } catch (IOException | RuntimeException | OutOfMemoryError | LinkageError e) {
      opened.close();
      failed(image, e);
      return true;
    }
  }

  /** An image that stays in its file is alone in memory, and its results are written on the way. */
  private boolean processLarge(FolderImage image) {
    makeRoom();
    try {
      ImageRecord record =
          new LargeOutput(plan, records)
              .run(image, part -> listener.working(progress(part)), canceled);
      report.done(places.get(image), image, record);
      listener.done(progress(0), image.name(), record.cells(), record.seconds());
      return true;
    } catch (CancellationException e) {
      return false;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      failed(image, e);
      return true;
    }
  }

  private ImageResult work(OpenedImage opened) throws IOException {
    ChosenPlanes planes = ChosenPlanes.of(opened.image(), plan.choice());
    try {
      return work(planes);
    } catch (OutOfMemoryError e) {
      makeRoom();
      return work(planes);
    }
  }

  private ImageResult work(ChosenPlanes planes) throws IOException {
    ImageResult result =
        plan.task().run(planes.image(), part -> listener.working(progress(part)), canceled);
    List<PlaneResult> placed =
        result.planes().stream()
            .map(plane -> new PlaneResult(planes.back(plane.cells()), plane.threshold()))
            .toList();
    return new ImageResult(
        result.labels(),
        placed,
        result
            .patches()
            .map(
                patches ->
                    new PatchOutput(
                        patches.maps(),
                        patches.fractions().at(placed.stream().map(PlaneResult::cells).toList()))));
  }

  /** Waits for what is being written and forgets what was read ahead. */
  private void makeRoom() {
    settle();
    reader.drop();
    System.gc();
  }

  /** Waits until the results that are being written lie in their place. */
  private void settle() {
    if (writing == null) return;
    Writing last = writing;
    writing = null;
    FolderImage image = last.opened().of();
    try {
      ImageRecord record = written(last);
      report.done(places.get(image), image, record);
      listener.done(progress(0), image.name(), record.cells(), record.seconds());
    } catch (Throwable e) {
      failed(image, e);
    } finally {
      last.result().labels().ifPresent(LabelPlanes::free);
      last.opened().close();
    }
  }

  private ImageRecord written(Writing last) throws Throwable {
    try {
      return Waiting.forResult(last.record());
    } catch (OutOfMemoryError e) {
      makeRoom();
      return output.write(last.opened(), last.result(), last.seconds());
    }
  }

  private void failed(FolderImage image, Throwable why) {
    String reason = reason(why);
    try {
      records.failed(image);
    } catch (InvalidPathException e) {
      reason = OutputFolder.UNMAPPABLE; // so there is nothing of it
    } catch (IOException | RuntimeException e) {
      reason += " What an earlier run left of it couldn't be deleted: " + e;
    }
    report.failed(places.get(image), image, reason);
    listener.failed(progress(0), image.name(), reason);
  }

  private static String reason(Throwable e) {
    if (e instanceof InvalidPathException) return OutputFolder.UNMAPPABLE;
    if (e instanceof OutOfMemoryError) return "not enough memory: start Java with a larger -Xmx";
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private FolderProgress progress(double part) {
    int settled = report.settled();
    return new FolderProgress(
        settled, images.size(), settled - report.kept(), part, (System.nanoTime() - start) / 1e9);
  }
}
