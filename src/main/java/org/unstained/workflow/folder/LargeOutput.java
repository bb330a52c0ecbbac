package org.unstained.workflow.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.cells.PixelSize;
import org.unstained.image.Planes;
import org.unstained.image.TiledImage;
import org.unstained.workflow.files.FileContent;
import org.unstained.workflow.large.LargePlaces;
import org.unstained.workflow.large.LargeRoom;
import org.unstained.workflow.large.LargeTask;
import org.unstained.workflow.planes.SliceAndFrame;

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
                            + " is too large for the memory, and this isn't done piece by piece. Cut it up, or give Java more memory."));
    FileContent content = FileContent.of(of.file());
    TiledImage image = TiledImage.open(of.file(), of.series());
    image.card().setTitle(of.name());
    LargeImages.requireMemory(image);
    List<SliceAndFrame> at = positions(image);
    LargePlaces places = new LargePlaces(records.workshop());
    LargeRoom.require(
        places,
        image.width() * image.height() * at.size() * BYTES_OF_A_PIXEL,
        "The results of " + of.name(),
        "Make room, or choose another output folder");
    try {
      List<LargeTask.Plane> planes = task.run(image, at, places, plan.crops(), progress, canceled);
      return publish(of, image, content, planes, places, start);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      places.clear();
    }
  }

  private List<SliceAndFrame> positions(TiledImage image) {
    List<SliceAndFrame> at = new ArrayList<>();
    for (int t : plan.choice().frames().of(image.card().getNFrames(), "Frames"))
      for (int z : plan.choice().slices().of(image.card().getNSlices(), "Slices"))
        at.add(new SliceAndFrame(z, t));
    return at;
  }

  private ImageRecord publish(
      FolderImage of,
      TiledImage image,
      FileContent content,
      List<LargeTask.Plane> planes,
      LargePlaces places,
      long start)
      throws IOException {
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
    records.publish(of, places.made(of.stem()), draft);
    return draft;
  }
}
