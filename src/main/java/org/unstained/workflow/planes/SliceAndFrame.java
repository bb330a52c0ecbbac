package org.unstained.workflow.planes;

import ij.ImagePlus;
import java.util.ArrayList;
import java.util.List;

/**
 * A plane of an image with several channels.
 *
 * @param slice from 1
 * @param frame from 1
 */
public record SliceAndFrame(int slice, int frame) {

  /** The plane that the image shows. */
  public static SliceAndFrame current(ImagePlus image) {
    int[] position = image.convertIndexToPosition(image.getCurrentSlice());
    return new SliceAndFrame(position[1], position[2]);
  }

  /** All slices of the first frame, then of the second, and so on: the order of a stack. */
  public static List<SliceAndFrame> all(ImagePlus image) {
    List<SliceAndFrame> all = new ArrayList<>();
    for (int t = 1; t <= image.getNFrames(); t++)
      for (int z = 1; z <= image.getNSlices(); z++) all.add(new SliceAndFrame(z, t));
    return all;
  }
}
