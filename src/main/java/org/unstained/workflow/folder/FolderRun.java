package org.unstained.workflow.folder;

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
import java.util.function.BooleanSupplier;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.files.OutputFolder;
import org.unstained.workflow.files.OutputNames;
import org.unstained.workflow.planes.Waiting;

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
 * <p>Images of one plane are worked on at the same time, as many as there are processors; of others
 * one, whose planes are. Meanwhile the next is read and the results of the one before are written.
 * So a few images are in memory, whatever their number; one that might not fit beside the others
 * waits until it is alone. What comes out is the same as if one were done after the other.
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

    /** The same for other images. */
    public Plan withChoice(FolderChoice other) {
      return new Plan(input, output, other, task, crops, again, facts);
    }

    /** The same with crops of the cells. */
    public Plan withCrops(CropOutput other) {
      return new Plan(input, output, choice, task, other, again, facts);
    }

    /**
     * The same.
     *
     * @param all whether images that an earlier run has finished are worked on again, too
     */
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

  private final Plan plan;
  private final Listener listener;
  private final BooleanSupplier canceled;
  private final List<FolderImage> images;
  private final Map<FolderImage, Integer> places = new HashMap<>();
  private final FolderReport report;
  private final FolderRecords records;
  private final ReadAhead reader = new ReadAhead();
  private final ImagesInWork inWork = new ImagesInWork();
  private final Object telling = new Object();
  private final long start = System.nanoTime();
  private int looked;
  private boolean stopped;

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
    try (reader;
        inWork) {
      FolderImage image = nextUnfinished();
      while (image != null && !stopped) {
        stopped = canceled.getAsBoolean();
        if (stopped) break;
        FolderImage next = nextUnfinished();
        process(image, next);
        image = next;
      }
      settleAll();
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

  private void process(FolderImage image, FolderImage next) {
    OpenedImage opened;
    try {
      opened = reader.take(image, this::settleAll, canceled);
    } catch (CancellationException e) {
      stopped = true;
      return;
    } catch (IOException | RuntimeException | Error e) {
      failed(image, e);
      return;
    }
    if (opened.staysInFile()) {
      processLarge(image);
      return;
    }
    Path place = records.workshop().resolve("image" + places.get(image));
    ImageWork work = new ImageWork(plan, opened, place);
    boolean onePlane = opened.image().getNSlices() * opened.image().getNFrames() == 1;
    if (onePlane && plan.task().takesSeveral()) besideOthers(work, next);
    else alone(work, next);
  }

  /** Begins to work on an image, which goes on while others are worked on. */
  private void besideOthers(ImageWork work, FolderImage next) {
    long bytes = ImageWork.bytes(work.image());
    while (!inWork.hasRoom(bytes)) settleNext();
    inWork.begin(
        work, bytes, () -> work.all(records.key(), part -> told(inWork.part()), this::isOver));
    if (next != null) reader.start(next, inWork.bytes());
  }

  /** Works on an image while the one before is written, and begins to write it. */
  private void alone(ImageWork work, FolderImage next) {
    while (inWork.isWorking()) settleNext();
    long bytes = ImageWork.bytes(work.image());
    if (next != null) reader.start(next, inWork.bytes() + bytes);
    try {
      try {
        work.work(this::told, canceled);
      } catch (OutOfMemoryError e) {
        makeRoom();
        work.work(this::told, canceled);
      }
      settleAll();
      inWork.finish(work, bytes, () -> work.finish(records.key()));
    } catch (CancellationException e) {
      stopped = true;
      close(work);
    } catch (IOException | RuntimeException | Error e) {
      close(work);
      failed(work.of(), e);
    }
  }

  /** An image that stays in its file is alone in memory, and its results are written on the way. */
  private void processLarge(FolderImage image) {
    makeRoom();
    try {
      ImageRecord record = new LargeOutput(plan, records).run(image, this::told, canceled);
      done(image, record);
    } catch (CancellationException e) {
      stopped = true;
    } catch (IOException | RuntimeException | Error e) {
      failed(image, e);
    }
  }

  private boolean isOver() {
    return inWork.isOver() || canceled.getAsBoolean();
  }

  private void told(double part) {
    synchronized (telling) {
      listener.working(progress(part));
    }
  }

  /** Waits for what is being worked on and written, and forgets what was read ahead. */
  private void makeRoom() {
    settleAll();
    reader.drop();
    System.gc();
  }

  private void settleAll() {
    while (!inWork.isEmpty()) settleNext();
  }

  /** Waits until the results of the image that was begun first lie in their place. */
  private void settleNext() {
    ImagesInWork.One one = inWork.remove();
    FolderImage image = one.work().of();
    try {
      ImageRecord draft = record(one);
      done(image, records.publish(image, one.work().made(), draft));
    } catch (CancellationException e) {
      stopped = true;
    } catch (Throwable e) {
      failed(image, e);
    } finally {
      close(one.work());
    }
  }

  /** If there was too little memory, all is done again when nothing else is worked on. */
  private ImageRecord record(ImagesInWork.One one) throws Throwable {
    try {
      return Waiting.forResult(one.record());
    } catch (OutOfMemoryError e) {
      inWork.await();
      reader.drop();
      System.gc();
      return one.work().all(records.key(), this::told, canceled);
    }
  }

  private static void close(ImageWork work) {
    try {
      work.close();
    } catch (IOException | RuntimeException e) {
      // The workshop is cleared when the run ends, or by the next.
    }
  }

  private void done(FolderImage image, ImageRecord record) {
    report.done(places.get(image), image, record);
    listener.done(progress(0), image.name(), record.cells(), record.seconds());
  }

  private void failed(FolderImage image, Throwable why) {
    String reason = FailureReason.of(why);
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

  private FolderProgress progress(double part) {
    int settled = report.settled();
    return new FolderProgress(
        settled, images.size(), settled - report.kept(), part, (System.nanoTime() - start) / 1e9);
  }
}
