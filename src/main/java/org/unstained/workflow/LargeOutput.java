package org.unstained.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.cells.PixelSize;
import org.unstained.image.Memory;
import org.unstained.image.Planes;
import org.unstained.image.TiledImage;

/** Works on an image of a folder that stays in its file, and publishes what was found. */
final class LargeOutput {
  /**
   * Label maps take a quarter byte a pixel as a rule, tables as much; twice that is surely enough.
   */
  private static final int BYTES_OF_A_PIXEL = 1;

  private final FolderRun.Plan plan;
  private final FolderRecords records;

  LargeOutput(FolderRun.Plan plan, FolderRecords records) {
    this.plan = plan;
    this.records = records;
  }

  /**
   * Does the whole work; results lie in their place afterwards, or there are none.
   *
   * @throws java.util.concurrent.CancellationException if canceled
   * @throws IllegalArgumentException if the task can't be done to this image
   * @throws IOException if the image can't be read, or the disk has too little room
   */
  ImageRecord run(FolderImage of, DoubleConsumer progress, BooleanSupplier canceled)
      throws IOException {
    long start = System.nanoTime();
    LargeTask task =
        plan.task()
            .large()
            .orElseThrow(
                () ->
                    new IOException(
                        of.name()
                            + " is too large for the memory. Images that stay in their file are segmented, maybe classified, or detected; patches are classified in images in memory only. Cut it into pieces, or give Java more memory."));
    if (plan.crops().form() == CropOutput.Form.STACK)
      throw new IOException(
          of.name()
              + " is too large for the memory, and a stack of all its crops would be, too. Set 'crops' to files, or to none.");
    FileContent content = FileContent.of(of.file());
    TiledImage image = TiledImage.open(of.file(), of.series());
    image.card().setTitle(of.name());
    LargeImages.requireMemory(image);
    List<SliceAndFrame> at = positions(image);
    requireRoom(of, image, at.size());
    LargeTask.Places places =
        new LargeTask.Places(
            place(OutputNames.LARGE_LABELS),
            place(OutputNames.CELLS),
            place(OutputNames.ROIS),
            place(OutputNames.OVERLAY),
            place(OutputNames.CROP_FOLDER));
    try {
      List<LargeTask.Plane> planes = task.run(image, at, places, plan.crops(), progress, canceled);
      return publish(of, image, content, planes, places, start);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      for (Path file : places.all())
        if (Files.isDirectory(file)) OutputFolder.delete(file);
        else Files.deleteIfExists(file);
    }
  }

  private Path place(String end) {
    return records.workshop().resolve("image" + end);
  }

  private List<SliceAndFrame> positions(TiledImage image) {
    List<SliceAndFrame> at = new ArrayList<>();
    for (int t : plan.choice().frames().of(image.card().getNFrames(), "Frames"))
      for (int z : plan.choice().slices().of(image.card().getNSlices(), "Slices"))
        at.add(new SliceAndFrame(z, t));
    return at;
  }

  private void requireRoom(FolderImage of, TiledImage image, int planes) throws IOException {
    long needed = image.width() * image.height() * planes * BYTES_OF_A_PIXEL;
    long free = Files.getFileStore(records.workshop()).getUsableSpace();
    if (needed > free)
      throw new IOException(
          "The results of %s may take %s, and the disk of the output folder has %s left. Make room, or choose another output folder."
              .formatted(of.name(), Memory.megabytes(needed), Memory.megabytes(free)));
  }

  private ImageRecord publish(
      FolderImage of,
      TiledImage image,
      FileContent content,
      List<LargeTask.Plane> planes,
      LargeTask.Places places,
      long start)
      throws IOException {
    Map<Path, String> made = new LinkedHashMap<>();
    if (Files.exists(places.labels()))
      made.put(places.labels(), of.stem() + OutputNames.LARGE_LABELS);
    made.put(places.cells(), of.stem() + OutputNames.CELLS);
    made.put(places.rois(), of.stem() + OutputNames.ROIS);
    if (Files.exists(places.crops())) made.put(places.crops(), of.stem() + OutputNames.CROP_FOLDER);
    made.put(places.overview(), of.stem() + OutputNames.OVERLAY);
    PixelSize pixel = Planes.pixelSize(image.card());
    List<List<String>> summary = new ArrayList<>();
    int cells = 0;
    for (LargeTask.Plane plane : planes) {
      cells += plane.cells();
      summary.add(
          ImageOutput.row(of.name(), plane, (int) image.width(), (int) image.height(), pixel));
    }
    ImageRecord draft =
        new ImageRecord(
            records.key(),
            of.name(),
            content,
            cells,
            Math.rint((System.nanoTime() - start) / 1e6) / 1000,
            Map.of(),
            summary);
    records.publish(of, made, draft);
    return draft;
  }
}
