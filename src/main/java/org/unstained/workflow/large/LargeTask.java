package org.unstained.workflow.large;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.image.TiledImage;
import org.unstained.workflow.crops.CropOutput;
import org.unstained.workflow.planes.SliceAndFrame;

/** What a folder run does to an image that stays in its file because of its size. */
public interface LargeTask {

  /**
   * What was found in a plane.
   *
   * @param threshold the level that parted cells from ground, or NaN
   * @param area pixels of all cells
   */
  record Plane(int channel, int slice, int frame, int cells, double threshold, double area) {}

  /**
   * Works on some planes of an image and writes what is found.
   *
   * @param at planes, in the order of the stack
   * @param places where results are made; a task may leave out the label map
   * @param progress told the finished part, 0-1
   * @return one for each of these planes
   * @throws java.util.concurrent.CancellationException if canceled
   * @throws IllegalArgumentException if the task can't be done to this image
   * @throws IOException if the file can't be read, or the results can't be written
   */
  List<Plane> run(
      TiledImage image,
      List<SliceAndFrame> at,
      LargePlaces places,
      CropOutput crops,
      DoubleConsumer progress,
      BooleanSupplier canceled)
      throws IOException;
}
