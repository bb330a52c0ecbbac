package org.unstained.overlay;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.Roi;

/**
 * Which ROIs of an overlay ImageJ's canvas shows now: those that lie on all planes or on this one.
 */
final class ShownPlane {
  /** ImageJ's word for an ROI whose points have positions of their own. */
  private static final int POINTWISE = -2;

  private final ImageCanvas canvas;
  private final boolean all;
  private final boolean hyper;
  private final boolean composite;
  private final int slices;
  private final int current;
  private final int channel;
  private final int slice;
  private final int frame;

  /**
   * @param all whether planes don't matter, as they don't when the ROI Manager shows all
   */
  ShownPlane(ImagePlus imp, ImageCanvas canvas, boolean all) {
    this.canvas = canvas;
    hyper = imp.isHyperStack() || imp.getNChannels() > 1;
    composite = imp instanceof CompositeImage c && c.getMode() == CompositeImage.COMPOSITE;
    slices = imp.getNSlices();
    current = imp.getCurrentSlice();
    channel = imp.getChannel();
    slice = imp.getSlice();
    frame = imp.getFrame();
    this.all = all || !hyper && imp.getStackSize() == 1;
  }

  boolean shows(Roi roi) {
    if (all) return true;
    int c = roi.getCPosition();
    int z = roi.getZPosition();
    int t = roi.getTPosition();
    int position = roi.getPosition();
    if (hyper) {
      if (position > 0 && z == 0 && slices > 1) z = position;
      else if (position > 0 && t == 0) t = position;
      return (c == 0 || c == channel) && (z == 0 || z == slice) && (t == 0 || t == frame);
    }
    if (position == 0 && c == 1 && z == 1) position = t;
    else if (position == 0 && c == 1 && t == 1) position = z;
    if (position == 0) position = canvas.getSliceNumber(roi.getName());
    if (position > 0 && composite || position == POINTWISE) position = 0;
    return position == 0 || position == current;
  }
}
