package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.unstained.cells.PlaneCells;

/**
 * A class map as a coloured layer that one sees the image through, one for each plane, below all
 * ROIs of ours. It is no cell: it has the property {@code unstained-layer}. Layers of the same
 * planes are replaced, those of others stay, and so does all else of the overlay.
 */
public final class PatchLayer {
  private static final String MARK = "unstained-layer";
  private static final String NAME = "patches";

  private PatchLayer() {}

  /**
   * @param planes whose channel, slice and frame count
   * @param maps class maps of these planes: 0 for nothing, else the place of the class from 1
   * @param opacity 0–1
   */
  public static void show(
      ImagePlus image,
      List<PlaneCells> planes,
      List<byte[]> maps,
      List<String> classes,
      double opacity) {
    Overlay after = without(image, planes);
    Overlay layered = after.create();
    int[] colours = new int[256];
    var lut = PatchImages.lut(image, classes);
    for (int i = 1; i < 256; i++) colours[i] = lut.getRGB(i) | 0xff000000;
    for (int i = 0; i < planes.size(); i++) {
      byte[] map = maps.get(i);
      int[] pixels = new int[map.length];
      for (int p = 0; p < pixels.length; p++) pixels[p] = colours[map[p] & 0xff];
      ImageRoi layer =
          new ImageRoi(0, 0, new ColorProcessor(image.getWidth(), image.getHeight(), pixels));
      layer.setZeroTransparent(true);
      layer.setOpacity(opacity);
      layer.setName(NAME);
      layer.setProperty(MARK, "1");
      PlanePosition.of(planes.get(i)).set(layer, image);
      layered.add(layer);
    }
    for (Roi roi : after.toArray()) layered.add(roi);
    CellOverlay.put(image, layered);
  }

  /** Takes the layers of these planes away. */
  public static void remove(ImagePlus image, List<PlaneCells> planes) {
    if (image.getOverlay() != null) CellOverlay.put(image, without(image, planes));
  }

  private static Overlay without(ImagePlus image, List<PlaneCells> planes) {
    Overlay before = image.getOverlay() == null ? new Overlay() : image.getOverlay();
    Set<PlanePosition> replaced = new HashSet<>();
    planes.forEach(plane -> replaced.add(PlanePosition.of(plane)));
    Overlay after = CanvasOverlay.like(before);
    for (Roi roi : before.toArray())
      if (roi.getProperty(MARK) == null || !replaced.contains(PlanePosition.of(roi, image)))
        after.add(roi);
    return after;
  }
}
