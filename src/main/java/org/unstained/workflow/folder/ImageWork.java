package org.unstained.workflow.folder;

import ij.ImagePlus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.overlay.ClassColours;
import org.unstained.workflow.files.OutputFolder;
import org.unstained.workflow.planes.Images;

/**
 * One image of a folder on its way: the task, then the files, made in a place of its own. Whoever
 * runs the folder publishes them and closes this.
 */
final class ImageWork implements AutoCloseable {
  /** Bytes for a pixel of a plane: its overlay picture. */
  private static final int PICTURE = 16;

  /** Small images have enlarged pictures. */
  private static final long LEAST = 8L << 20;

  private final FolderRun.Plan plan;
  private final OpenedImage opened;
  private final Path folder;
  private ImageOutput output;
  private ImageMaps maps = ImageMaps.NONE;
  private double seconds;
  private volatile double part;

  /**
   * @param opened closed with this
   * @param folder that isn't there; gone when this is closed
   */
  ImageWork(FolderRun.Plan plan, OpenedImage opened, Path folder) {
    this.plan = plan;
    this.opened = opened;
    this.folder = folder;
  }

  /** What an image takes in memory while it is worked on and written. */
  static long bytes(ImagePlus image) {
    long pixels = (long) image.getWidth() * image.getHeight();
    return Images.bytes(image) + Math.max(LEAST, PICTURE * pixels);
  }

  FolderImage of() {
    return opened.of();
  }

  ImagePlus image() {
    return opened.image();
  }

  /** Of the task, 0-1. */
  double part() {
    return part;
  }

  /**
   * Task and files; what an earlier try has made is forgotten. If it fails, what is half made goes
   * at once: others may need the room on the disk.
   *
   * @throws java.util.concurrent.CancellationException if canceled; files aren't, once the task is
   *     done
   */
  ImageRecord all(String key, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    try {
      work(progress, canceled);
      return finish(key);
    } catch (IOException | RuntimeException | Error e) {
      clear();
      throw e;
    }
  }

  /** The task; what was found in its planes is written on the way. */
  void work(DoubleConsumer progress, BooleanSupplier canceled) throws IOException {
    long begun = System.nanoTime();
    clear();
    ChosenPlanes planes = ChosenPlanes.of(opened.image(), plan.choice());
    ClassColours.keep(opened.image(), plan.task().colours());
    output = new ImageOutput(opened, planes, plan.crops(), Files.createDirectory(folder));
    DoubleConsumer told =
        done -> {
          part = done;
          progress.accept(done);
        };
    maps = plan.task().run(planes.image(), output, told, canceled);
    seconds += (System.nanoTime() - begun) / 1e9;
  }

  /** Makes the other files and says what is to be remembered of the image. */
  ImageRecord finish(String key) throws IOException {
    long begun = System.nanoTime();
    output.finish(maps);
    maps.free();
    seconds += opened.seconds() + (System.nanoTime() - begun) / 1e9;
    return new ImageRecord(
        key,
        of().name(),
        opened.content(),
        output.cells(),
        Math.rint(seconds * 1000) / 1000,
        Map.of(),
        output.summary());
  }

  /** The files that were made, and what they are called from the output folder on. */
  Map<Path, String> made() {
    return output.made();
  }

  private void clear() throws IOException {
    part = 0;
    seconds = 0;
    maps.free();
    maps = ImageMaps.NONE;
    ImageOutput made = output;
    output = null;
    try {
      if (made != null) made.close();
    } catch (IOException e) {
      // a full disk: what is there goes anyway, and makes room
    }
    if (Files.exists(folder)) OutputFolder.delete(folder);
  }

  /**
   * @throws IOException if files can't be deleted
   */
  @Override
  public void close() throws IOException {
    try (opened) {
      clear();
    }
  }
}
