package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.Roi;
import org.unstained.cells.PlaneCells;

/**
 * A plane of an image, and how an ROI says that it lies there. ImageJ has two ways: the number in
 * the stack, for plain stacks, and channel, slice and frame, for hyperstacks and whatever has
 * channels. An ROI without a position lies on every plane; a single plane needs no more.
 *
 * @param channel from 1
 * @param slice from 1
 * @param frame from 1
 */
record PlanePosition(int channel, int slice, int frame) {

  static PlanePosition of(PlaneCells plane) {
    return new PlanePosition(plane.channel(), plane.slice(), plane.frame());
  }

  /** The plane that the image shows. */
  static PlanePosition shown(ImagePlus imp) {
    // An image without a window doesn't keep its position in all three.
    int[] czt = imp.convertIndexToPosition(imp.getCurrentSlice());
    return new PlanePosition(czt[0], czt[1], czt[2]);
  }

  /**
   * Where an ROI lies; what it leaves open counts as the first.
   *
   * @param imp the image it belongs to, or null: then a number in the stack counts as the slice
   */
  static PlanePosition of(Roi roi, ImagePlus imp) {
    if (roi.hasHyperStackPosition())
      return new PlanePosition(
          Math.max(1, roi.getCPosition()),
          Math.max(1, roi.getZPosition()),
          Math.max(1, roi.getTPosition()));
    int n = roi.getPosition();
    if (imp == null) return new PlanePosition(1, Math.max(1, n), 1);
    if (n < 1 || n > imp.getStackSize()) return new PlanePosition(1, 1, 1);
    int[] czt = imp.convertIndexToPosition(n);
    return new PlanePosition(czt[0], czt[1], czt[2]);
  }

  boolean isIn(ImagePlus imp) {
    return channel <= imp.getNChannels() && slice <= imp.getNSlices() && frame <= imp.getNFrames();
  }

  /**
   * Puts the ROI onto this plane of the image.
   *
   * @param imp null if nobody knows: then the first plane of all stands for a single one
   */
  void set(Roi roi, ImagePlus imp) {
    if (imp == null) {
      if (channel > 1 || slice > 1 || frame > 1) roi.setPosition(channel, slice, frame);
      else roi.setPosition(0);
    } else if (imp.isHyperStack() || imp.getNChannels() > 1) roi.setPosition(channel, slice, frame);
    else if (imp.getStackSize() > 1) roi.setPosition(imp.getStackIndex(channel, slice, frame));
    else roi.setPosition(0);
  }

  /**
   * @throws IllegalArgumentException if the image has no such plane
   */
  void check(ImagePlus imp) {
    if (!isIn(imp))
      throw new IllegalArgumentException(
          "'%s' has %d channels, %d slices and %d frames: no plane %d, %d, %d"
              .formatted(
                  imp.getTitle(),
                  imp.getNChannels(),
                  imp.getNSlices(),
                  imp.getNFrames(),
                  channel,
                  slice,
                  frame));
  }
}
