package org.unstained.overlay;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.FloatProcessor;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;

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
    show(imp, heat, opacity, PlanePosition.shown(imp));
  }

  /**
   * The same on another plane.
   *
   * @throws IllegalArgumentException if the sizes differ, or the image has no such plane
   */
  public static void show(
      ImagePlus imp, FloatProcessor heat, double opacity, int channel, int slice, int frame) {
    PlanePosition at = new PlanePosition(channel, slice, frame);
    at.check(imp);
    show(imp, heat, opacity, at);
  }

  private static void show(ImagePlus imp, FloatProcessor heat, double opacity, PlanePosition at) {
    if (heat.getWidth() != imp.getWidth() || heat.getHeight() != imp.getHeight())
      throw new IllegalArgumentException(
          "A layer is as large as its image, got %d x %d for %d x %d"
              .formatted(heat.getWidth(), heat.getHeight(), imp.getWidth(), imp.getHeight()));
    Rectangle warm = warm(heat);
    ImageRoi layer = new ImageRoi(warm.x, warm.y, picture(heat, warm));
    layer.setOpacity(opacity);
    layer.setName(NAME);
    layer.setProperty(MARK, "1");
    at.set(layer, imp);
    Overlay before = imp.getOverlay() == null ? new Overlay() : imp.getOverlay();
    Overlay after = CanvasOverlay.like(before);
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
    imp.draw();
    return layers;
  }

  /** Whether an image has a layer of ours, on whatever plane. */
  public static boolean isOn(ImagePlus imp) {
    return imp.getOverlay() != null
        && Arrays.stream(imp.getOverlay().toArray()).anyMatch(HeatLayer::isLayer);
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

  /** All that is drawn of a map, at least one pixel: a picture takes four bytes for each. */
  private static Rectangle warm(FloatProcessor heat) {
    Rectangle warm = null;
    for (int y = 0; y < heat.getHeight(); y++) {
      int left = -1;
      int right = -1;
      for (int x = 0; x < heat.getWidth(); x++)
        if (heat.getf(x, y) >= LEAST) {
          if (left < 0) left = x;
          right = x;
        }
      if (left < 0) continue;
      Rectangle row = new Rectangle(left, y, right - left + 1, 1);
      if (warm == null) warm = row;
      else warm.add(row);
    }
    return warm == null ? new Rectangle(1, 1) : warm;
  }

  private static BufferedImage picture(FloatProcessor heat, Rectangle warm) {
    BufferedImage picture = new BufferedImage(warm.width, warm.height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < warm.height; y++)
      for (int x = 0; x < warm.width; x++) {
        float value = heat.getf(warm.x + x, warm.y + y);
        if (!(value >= LEAST)) continue;
        int alpha = (int) Math.round(255 * Math.sqrt(Math.min(1, value)));
        picture.setRGB(x, y, alpha << 24 | HeatColours.rgb(value));
      }
    return picture;
  }
}
