package org.unstained.command.training;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.unstained.command.OpenImages;

/** The ROIs that may label cells on the open images. */
final class LabelledByHand {
  private LabelledByHand() {}

  /**
   * Those of each image's overlay, and those of the ROI Manager: the latter belong to the image
   * that they were drawn on, if it is open, else to the current one.
   */
  static Map<ImagePlus, List<Roi>> onOpenImages() {
    Map<ImagePlus, List<Roi>> rois = new LinkedHashMap<>();
    for (ImagePlus image : OpenImages.all()) {
      List<Roi> drawn = new ArrayList<>();
      if (image.getOverlay() != null) drawn.addAll(Arrays.asList(image.getOverlay().toArray()));
      rois.put(image, drawn);
    }
    RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
    ImagePlus current = WindowManager.getCurrentImage();
    if (manager == null || current == null) return rois;
    for (Roi roi : manager.getRoisAsArray()) {
      ImagePlus own = WindowManager.getImage(roi.getImageID());
      rois.computeIfAbsent(own == null ? current : own, i -> new ArrayList<>()).add(roi);
    }
    return rois;
  }
}
