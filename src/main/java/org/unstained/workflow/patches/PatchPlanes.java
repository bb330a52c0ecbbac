package org.unstained.workflow.patches;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.unstained.cells.PatchGrid;
import org.unstained.cells.PatchMeasuring;
import org.unstained.cells.PlaneCells;
import org.unstained.workflow.planes.Images;
import org.unstained.workflow.planes.SliceAndFrame;

/** The patches of an image, measured plane by plane. */
final class PatchPlanes {
  private PatchPlanes() {}

  /**
   * @param channel that is measured: 0 for the first or the brightness of an RGB image
   * @param shown channel of the stack on which the patches are drawn, from 1
   * @throws CancellationException if canceled
   */
  static List<PlaneCells> of(
      ImagePlus image,
      PatchGrid grid,
      int channel,
      int shown,
      boolean all,
      DoubleConsumer progress,
      BooleanSupplier canceled) {
    List<SliceAndFrame> positions =
        all ? SliceAndFrame.all(image) : List.of(SliceAndFrame.current(image));
    List<PlaneCells> planes = new ArrayList<>();
    for (SliceAndFrame at : positions) {
      planes.add(
          new PlaneCells(
              image.getTitle(),
              shown,
              at.slice(),
              at.frame(),
              PatchMeasuring.measure(
                  Images.plane(image, channel, at, "channels"), grid, canceled)));
      progress.accept((double) planes.size() / positions.size());
    }
    return planes;
  }

  /**
   * The grid of an image.
   *
   * @throws IllegalArgumentException if size or step don't fit it; names the image
   */
  static PatchGrid grid(ImagePlus image, int size, int step) {
    return grid(image.getTitle(), image.getWidth(), image.getHeight(), size, step);
  }

  /** As the other, of an image with this title and extent. */
  static PatchGrid grid(String title, long width, long height, int size, int step) {
    try {
      return new PatchGrid(Math.toIntExact(width), Math.toIntExact(height), size, step);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'%s': %s".formatted(title, e.getMessage()), e);
    }
  }
}
