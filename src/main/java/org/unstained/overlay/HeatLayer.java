package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import java.awt.image.BufferedImage;

/**
 * A heat map that lies over one plane of an image, as an ROI of the overlay below all others. It
 * can be moved and deleted like any ROI. What else the overlay holds stays.
 */
public final class HeatLayer {
  private static final String MARK = "unstained.heat";
  private static final String NAME = "explanation";

  /** Values below this are as good as nothing and not drawn. */
  private static final float LEAST = 0.02f;

  private HeatLayer() {}

  /**
   * Lays values over the plane that the image shows; another layer of ours on this plane goes.
   *
   * @param heat as large as the image, 0–1; the greater, the less one sees through
   * @param opacity of the greatest value, 0–1
   * @throws IllegalArgumentException if the sizes differ
   */
  public static void show(ImagePlus imp, FloatProcessor heat, double opacity) {
    if (heat.getWidth() != imp.getWidth() || heat.getHeight() != imp.getHeight())
      throw new IllegalArgumentException(
          "A layer is as large as its image, got %d x %d for %d x %d"
              .formatted(heat.getWidth(), heat.getHeight(), imp.getWidth(), imp.getHeight()));
    PlanePosition at = PlanePosition.shown(imp);
    ImageRoi layer = new ImageRoi(0, 0, picture(heat));
    layer.setOpacity(opacity);
    layer.setName(NAME);
    layer.setProperty(MARK, "1");
    at.set(layer, imp);
    Overlay before = imp.getOverlay() == null ? new Overlay() : imp.getOverlay();
    Overlay after = before.create();
    after.add(layer);
    for (Roi roi : before.toArray())
      if (!isLayer(roi) || !PlanePosition.of(roi, imp).equals(at)) after.add(roi);
    imp.setOverlay(after);
  }

  /**
   * Makes all layers of ours more or less opaque.
   *
   * @return how many there are
   */
  public static int setOpacity(ImagePlus imp, double opacity) {
    int layers = 0;
    if (imp.getOverlay() != null)
      for (Roi roi : imp.getOverlay().toArray())
        if (isLayer(roi)) {
          ((ImageRoi) roi).setOpacity(opacity);
          layers++;
        }
    imp.updateAndDraw();
    return layers;
  }

  /**
   * Takes all layers of ours away, and nothing else.
   *
   * @return how many there were
   */
  public static int remove(ImagePlus imp) {
    if (imp.getOverlay() == null) return 0;
    Overlay after = imp.getOverlay().create();
    for (Roi roi : imp.getOverlay().toArray()) if (!isLayer(roi)) after.add(roi);
    int removed = imp.getOverlay().size() - after.size();
    imp.setOverlay(after.size() == 0 ? null : after);
    return removed;
  }

  /** Whether an ROI is such a layer. */
  public static boolean isLayer(Roi roi) {
    return roi instanceof ImageRoi && roi.getProperty(MARK) != null;
  }

  private static BufferedImage picture(FloatProcessor heat) {
    BufferedImage picture =
        new BufferedImage(heat.getWidth(), heat.getHeight(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < heat.getHeight(); y++)
      for (int x = 0; x < heat.getWidth(); x++) {
        float value = heat.getf(x, y);
        if (!(value >= LEAST)) continue;
        int alpha = (int) Math.round(255 * Math.sqrt(Math.min(1, value)));
        picture.setRGB(x, y, alpha << 24 | HeatColours.rgb(value));
      }
    return picture;
  }
}
