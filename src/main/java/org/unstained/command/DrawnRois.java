package org.unstained.command;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import java.awt.GraphicsEnvironment;
import java.util.Arrays;
import java.util.List;

/** The ROIs that a user drew or brought along. */
public final class DrawnRois {
  private DrawnRois() {}

  /**
   * Those of the ROI Manager; if it has none, the areas of the overlay that aren't ours; if there
   * is none, the selection; or nothing.
   */
  public static List<Roi> of(ImagePlus image) {
    RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
    if (manager != null && manager.getCount() > 0) return Arrays.asList(manager.getRoisAsArray());
    List<Roi> drawn = inOverlay(image);
    if (!drawn.isEmpty()) return drawn;
    return image.getRoi() == null ? List.of() : List.of(image.getRoi());
  }

  /** Those that somebody else put there; our cells have a number, our layers are pictures. */
  private static List<Roi> inOverlay(ImagePlus image) {
    Overlay overlay = image.getOverlay();
    if (overlay == null) return List.of();
    return Arrays.stream(overlay.toArray())
        .filter(
            roi -> roi.isArea() && roi.getProperty("cell") == null && !(roi instanceof ImageRoi))
        .toList();
  }
}
