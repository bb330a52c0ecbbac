package org.unstained.inference;

import java.util.ArrayList;
import java.util.List;
import org.unstained.cells.Box;
import org.unstained.models.Preprocessing;

/**
 * What a network sees of a plane, for training: the very values that detection and classification
 * would hand to it.
 *
 * @param width in pixels of the network
 * @param channels row by row, normalised
 * @param scaleX pixels of the plane across one pixel of the network
 */
public record NetworkView(
    int width, int height, List<float[]> channels, double scaleX, double scaleY) {
  public NetworkView {
    channels = List.copyOf(channels);
  }

  /** The whole plane, without a part of a pixel that is left at its right and lower edge. */
  public static NetworkView of(Picture picture, NetworkScale scale) {
    double scaleX = picture.scaleX(scale);
    double scaleY = picture.scaleY(scale);
    int width = (int) Math.max(1, Math.round(picture.width() / scaleX));
    int height = (int) Math.max(1, Math.round(picture.height() / scaleY));
    Resampling.Window all = new Resampling.Window(0, 0, scaleX, scaleY, width, height);
    return new NetworkView(width, height, read(picture, all), scaleX, scaleY);
  }

  /**
   * The crop of a cell, as the classifier gets it.
   *
   * @param border pixels more on each side, to move and turn it in; 0 for none
   */
  public static NetworkView crop(Picture picture, Box box, ClassifierFormat format, int border) {
    ClassifierFormat wider = border == 0 ? format : format.wider(border);
    double scaleX = picture.scaleX(format.scale());
    double scaleY = picture.scaleY(format.scale());
    Resampling.Window window = CropWindow.of(box, wider, scaleX, scaleY);
    List<float[]> channels = read(picture, window);
    if (!format.eachCrop().isEmpty())
      Preprocessing.apply(format.eachCrop(), channels.toArray(float[][]::new));
    return new NetworkView(
        window.width(), window.height(), channels, window.scaleX(), window.scaleY());
  }

  private static List<float[]> read(Picture picture, Resampling.Window window) {
    List<PixelSource> sources = picture.sources();
    List<float[]> channels = new ArrayList<>();
    for (int c = 0; c < sources.size(); c++) {
      float[] values = new float[Math.multiplyExact(window.width(), window.height())];
      Resampling.read(sources.get(c), window, Padding.EDGE, values, 0);
      picture.normalisation().apply(c, values, 0, values.length);
      channels.add(values);
    }
    return channels;
  }

  /** A box of the plane in pixels of the network. */
  public Box inNetwork(Box box) {
    return new Box(box.x() / scaleX, box.y() / scaleY, box.width() / scaleX, box.height() / scaleY);
  }
}
