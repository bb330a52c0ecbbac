package org.unstained.workflow.analysis;

import ij.ImagePlus;
import org.unstained.cells.PixelSize;
import org.unstained.image.Planes;
import org.unstained.inference.DetectionSettings;
import org.unstained.inference.NetworkScale;
import org.unstained.models.ModelDescription;
import org.unstained.models.SizeRule;

/** How large the tiles are in which a plane goes through a detector. */
final class DetectionTiles {
  private DetectionTiles() {}

  /** A plane up to this side goes through whole: nothing is cut then. */
  private static final int WHOLE = 768;

  /**
   * @param tile what the user wants, in pixels of the network; 0 to let us choose
   * @param scale of the network
   */
  static DetectionSettings of(
      DetectionSettings settings, int tile, ImagePlus image, NetworkScale scale) {
    return of(settings, tile, image.getWidth(), image.getHeight(), Planes.pixelSize(image), scale);
  }

  static DetectionSettings of(
      DetectionSettings settings,
      int tile,
      long width,
      long height,
      PixelSize pixel,
      NetworkScale scale) {
    double longer = Math.max(width / scale.x(pixel), height / scale.y(pixel));
    if (tile == 0) return longer > WHOLE ? settings : settings.withTiles(WHOLE, settings.overlap());
    return settings.withTiles(tile, Math.min(settings.overlap(), tile / 2));
  }

  /**
   * @throws IllegalArgumentException if the user's tile is smaller than the network takes
   */
  static void require(int tile, ModelDescription model) {
    SizeRule width = model.input().width();
    SizeRule height = model.input().height();
    int least = Math.max(16, Math.max(width.min(), height.min()));
    if (tile > 0 && tile < least)
      throw new IllegalArgumentException(
          "'tile' can't be %d: the model '%s' takes tiles of %s. Set 'tile' to %d or more, or to 0."
              .formatted(tile, model.key(), width.min() > height.min() ? width : height, least));
  }
}
