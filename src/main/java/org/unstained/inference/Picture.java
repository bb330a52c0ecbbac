package org.unstained.inference;

import java.util.List;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.type.numeric.RealType;
import org.unstained.cells.PixelSize;
import org.unstained.models.CropRule.Statistics;
import org.unstained.models.ModelDescription;
import org.unstained.models.ModelTask;
import org.unstained.models.Normalisation;
import org.unstained.models.Preprocessing;

/**
 * One plane as a network sees it: its channels, how their values are normalised (measured once for
 * the image, so that all of its tiles and crops are treated alike), and how large its pixels are.
 * Nothing is copied.
 *
 * @param channels 2D, of one size, in the order of the network's channels
 * @param normalisation of so many channels
 * @param pixelSize of the plane; {@link PixelSize#PIXELS} if unknown
 * @throws IllegalArgumentException if there is no channel, or counts or sizes differ
 */
public record Picture(
    List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
    Normalisation normalisation,
    PixelSize pixelSize) {

  public Picture {
    channels = List.copyOf(channels);
    if (channels.isEmpty() || channels.size() != normalisation.channels())
      throw new IllegalArgumentException(
          "A picture has channels and as many are normalised, got %d and %d"
              .formatted(channels.size(), normalisation.channels()));
    for (var channel : channels)
      if (channel.numDimensions() != 2
          || channel.dimension(0) != channels.get(0).dimension(0)
          || channel.dimension(1) != channels.get(0).dimension(1)
          || channel.dimension(0) < 1
          || channel.dimension(1) < 1)
        throw new IllegalArgumentException(
            "Channels are 2D, not empty and of one size, got %s and %s"
                .formatted(
                    java.util.Arrays.toString(channels.get(0).dimensionsAsLongArray()),
                    java.util.Arrays.toString(channel.dimensionsAsLongArray())));
  }

  /**
   * A plane as a model looks at it.
   *
   * @param pixelSize of the plane; {@link PixelSize#PIXELS} if unknown
   * @throws IllegalArgumentException also if the model's preprocessing is for other channels
   */
  public static Picture of(
      ModelDescription model,
      List<? extends RandomAccessibleInterval<? extends RealType<?>>> channels,
      PixelSize pixelSize) {
    boolean ofCrops =
        model.task() == ModelTask.CLASSIFICATION && model.crop().statistics() == Statistics.CROP;
    Normalisation normalisation =
        ofCrops
            ? Normalisation.none(channels.size())
            : Preprocessing.measure(model.input().preprocessing(), channels);
    return new Picture(channels, normalisation, pixelSize);
  }

  int width() {
    return Math.toIntExact(channels.get(0).dimension(0));
  }

  int height() {
    return Math.toIntExact(channels.get(0).dimension(1));
  }

  List<PixelSource> sources() {
    return channels.stream().<PixelSource>map(PixelSource::of).toList();
  }

  void require(int wanted, String network) {
    if (channels.size() != wanted)
      throw new IllegalArgumentException(
          "%s takes %d channels and got %d; choose as many channels as it was made for"
              .formatted(network, wanted, channels.size()));
  }

  /** Pixels of this plane across one pixel of a network. */
  double scaleX(NetworkScale network) {
    return network.x(pixelSize);
  }

  double scaleY(NetworkScale network) {
    return network.y(pixelSize);
  }
}
