package org.unstained.workflow.folder;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import java.util.ArrayList;
import java.util.List;
import org.unstained.cells.PlaneCells;

/**
 * Some slices and frames of an image, as an image of its own that shares its pixels; all channels
 * stay. Cells that were found there go back to the planes of the whole.
 *
 * @param slices of the whole, from 1, ascending
 * @param frames of the whole, from 1, ascending
 */
record ChosenPlanes(ImagePlus whole, List<Integer> slices, List<Integer> frames) {

  /**
   * @throws IllegalArgumentException if a plane is chosen that the image doesn't have
   */
  static ChosenPlanes of(ImagePlus image, FolderChoice choice) {
    return new ChosenPlanes(
        image,
        choice.slices().of(image.getNSlices(), "Slices"),
        choice.frames().of(image.getNFrames(), "Frames"));
  }

  private boolean isWhole() {
    return slices.size() == whole.getNSlices() && frames.size() == whole.getNFrames();
  }

  /** The image of the chosen planes; the whole itself if they are all. */
  ImagePlus image() {
    if (isWhole()) return whole;
    List<Integer> indices = new ArrayList<>();
    for (int t : frames)
      for (int z : slices)
        for (int c = 1; c <= whole.getNChannels(); c++) indices.add(whole.getStackIndex(c, z, t));
    ImagePlus image = new ImagePlus(whole.getTitle(), view(whole.getStack(), indices));
    image.setDimensions(whole.getNChannels(), slices.size(), frames.size());
    image.setCalibration(whole.getCalibration().copy());
    return image;
  }

  private static ImageStack view(ImageStack all, List<Integer> indices) {
    return new VirtualStack(all.getWidth(), all.getHeight(), indices.size()) {
      @Override
      public ImageProcessor getProcessor(int n) {
        return all.getProcessor(indices.get(n - 1));
      }

      @Override
      public String getSliceLabel(int n) {
        return all.getSliceLabel(indices.get(n - 1));
      }

      @Override
      public int getBitDepth() {
        return all.getBitDepth();
      }
    };
  }

  /** Cells of a plane of {@link #image}, at their plane of the whole. */
  PlaneCells back(PlaneCells plane) {
    return new PlaneCells(
        plane.image(),
        plane.channel(),
        slices.get(plane.slice() - 1),
        frames.get(plane.frame() - 1),
        plane.cells());
  }
}
