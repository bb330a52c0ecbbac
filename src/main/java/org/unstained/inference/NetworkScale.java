package org.unstained.inference;

import java.util.Optional;
import org.unstained.cells.PixelSize;
import org.unstained.models.ModelInput;

/**
 * How large a network's pixels are.
 *
 * @param pixelSize for which it was made; empty if it doesn't say
 * @param shrink pixels of an image across one of the network where the two pixel sizes can't be
 *     compared, above 0
 * @throws IllegalArgumentException if it isn't above 0
 */
public record NetworkScale(Optional<PixelSize> pixelSize, double shrink) {
  /** Takes all pixels as they are. */
  public static final NetworkScale NONE = new NetworkScale(Optional.empty(), 1);

  /** Sizes that differ by less are the same, as files round them. */
  private static final double SAME_SIZE = 0.01;

  public NetworkScale {
    if (!(shrink > 0 && Double.isFinite(shrink)))
      throw new IllegalArgumentException("An image is shrunk by a factor above 0, got " + shrink);
  }

  /** For pixels of this size; others are taken as they are. */
  public static NetworkScale of(PixelSize size) {
    return new NetworkScale(Optional.of(size), 1);
  }

  /** What a package says. */
  public static NetworkScale of(ModelInput input) {
    var side = input.pixelSize();
    return new NetworkScale(
        side.isPresent()
            ? Optional.of(new PixelSize(side.getAsDouble(), side.getAsDouble(), "µm"))
            : Optional.empty(),
        input.shrink());
  }

  /** Pixels of an image across one pixel of the network. */
  public double x(PixelSize image) {
    return comparable(image) ? ratio(pixelSize.get().width() / image.width()) : shrink;
  }

  /** Pixels of an image down one pixel of the network. */
  public double y(PixelSize image) {
    return comparable(image) ? ratio(pixelSize.get().height() / image.height()) : shrink;
  }

  private boolean comparable(PixelSize image) {
    return pixelSize.isPresent()
        && pixelSize.get().isCalibrated()
        && image.isCalibrated()
        && pixelSize.get().columnUnit().equals(image.columnUnit());
  }

  private static double ratio(double ratio) {
    return Math.abs(ratio - 1) < SAME_SIZE ? 1 : ratio;
  }
}
